"""How firmly the verdict stands (method.md 4.8), and the caveats that are said beside it."""

from collections.abc import Iterator

from reports.sentences import labels
from reports.sentences.sentence import CAVEAT, Case, Sentence, say
from reports.sentences.words import Text, informants, listed, passages, same

FLAG = {
    "passage_sensitive": {
        "id": "Putusan peka terhadap penggalan: ada penggalan yang bila dihapus mengubah putusan.",
        "en": "The verdict is passage-sensitive: there are passages whose removal changes it.",
    },
    "informant_sensitive": {
        "id": "Putusan peka terhadap informan: ada informan yang bila dikeluarkan mengubah putusan.",
        "en": "The verdict is informant-sensitive: there are informants whose removal changes it.",
    },
    "review_sensitive": {
        "id": "Putusan peka terhadap peninjauan: memulihkan koding yang ditolak mengubah putusan.",
        "en": "The verdict is review-sensitive: restoring rejected codings changes it.",
    },
    "pending_sensitive": {
        "id": "Putusan peka terhadap yang menunggu: koding yang belum ditinjau dapat mengubah putusan.",
        "en": "The verdict is pending-sensitive: codings that wait for review may change it.",
    },
    "threshold_sensitive": {
        "id": "Putusan peka terhadap ambang: pilihan θ atau jumlah minimum informan yang lain mengubah putusan.",
        "en": "The verdict is threshold-sensitive: another θ or minimum of informants changes it.",
    },
    "robust": {
        "id": "Putusan tahan: tidak satu pun uji kepekaan mengubahnya.",
        "en": "The verdict is robust: no sensitivity test changes it.",
    },
}
CRITICAL = {
    "critical_passages": {
        "none": {
            "id": "Tidak ada satu penggalan pun yang sendirian menentukan putusan.",
            "en": "No single passage decides the verdict on its own.",
        },
        "some": {
            "id": "Putusan berubah bila salah satu dari {passages} ini dihapus.",
            "en": "The verdict changes if any one of {passages} is removed.",
        },
    },
    "critical_informants": {
        "none": {
            "id": "Tidak ada satu informan pun yang sendirian menentukan putusan.",
            "en": "No single informant decides the verdict on their own.",
        },
        "some": {
            "id": "Putusan berubah bila salah satu informan ini dikeluarkan: {who}.",
            "en": "The verdict changes if any one of these informants is removed: {who}.",
        },
    },
    "critical_rejected": {
        "none": {
            "id": "Memulihkan satu koding yang ditolak tidak mengubah putusan.",
            "en": "Restoring any one rejected coding does not change the verdict.",
        },
        "some": {
            "id": "Putusan berubah bila salah satu dari {k} koding yang ditolak dipulihkan.",
            "en": "The verdict changes if any one of {k} rejected codings is restored.",
        },
    },
}
COMPARED = {
    "all_rejected_restored": {
        "same": {
            "id": "Bila semua koding yang ditolak dipulihkan, putusan tetap “{verdict}”.",
            "en": "With all rejected codings restored the verdict stays “{verdict}”.",
        },
        "other": {
            "id": "Bila semua koding yang ditolak dipulihkan, putusan menjadi “{verdict}”.",
            "en": "With all rejected codings restored the verdict becomes “{verdict}”.",
        },
    },
    "working_verdict": {
        "same": {
            "id": "Dengan koding yang masih menunggu peninjauan, putusan kerja tetap “{verdict}”.",
            "en": "With the codings that still wait for review, the working verdict stays “{verdict}”.",
        },
        "other": {
            "id": "Dengan koding yang masih menunggu peninjauan, putusan kerja menjadi “{verdict}”.",
            "en": "With the codings that still wait for review, the working verdict becomes “{verdict}”.",
        },
    },
}
THRESHOLDS = {
    "same": {
        "id": "Putusan tetap “{verdict}” untuk keenam pilihan θ (3/5, 2/3, 3/4) dan minimum informan (2, 3).",
        "en": "The verdict stays “{verdict}” for all six choices of θ (3/5, 2/3, 3/4) and minimum informants (2, 3).",
    },
    "other": {
        "id": "Putusan berubah pada pilihan ambang ini: {changed}.",
        "en": "The verdict changes at these thresholds: {changed}.",
    },
}
CAVEATS = {
    "thresholds": {
        "id": "Ambang (θ = {theta}, sedikitnya {informants} dari {interviews} wawancara) adalah kesepakatan kerja, "
        "bukan ukuran baku; hitungan adalah alat bantu membaca.",
        "en": "The thresholds (θ = {theta}, at least {informants} from {interviews} interviews) are conventions, not "
        "an established measure; counting is a reading aid.",
    },
    "copro_pairs": {
        "id": "Yang dihitung sebagai pasangan co-production: {copro}.",
        "en": "What counts as a co-production pair: {copro}.",
    },
}


def sensitivity_sentences(case: Case) -> Iterator[Sentence]:
    """The flags, then each test with the passages it points to."""
    found = case.result["sensitivity"]
    for flag in found["flags"]:
        yield say("flag", flag, FLAG[flag], "sensitivity", _flagged(case, flag))
    for kind, templates in CRITICAL.items():
        value = "some" if found[kind] else "none"
        rows, slots = _critical(case, kind), _slots(case, kind)
        yield say(f"sensitivity.{kind}", value, templates[value], "sensitivity", rows, **slots)
    for kind, templates in COMPARED.items():
        value = "same" if found[kind] == case.result["verdict"] else "other"
        verdict = labels.VERDICT[found[kind]]
        yield say(f"sensitivity.{kind}", value, templates[value], "sensitivity", _compared(case, kind), verdict=verdict)
    yield _thresholds(case)


def caveat_sentences(case: Case) -> Iterator[Sentence]:
    """What every reader of a verdict is told about the numbers behind it."""
    config = case.config
    slots = {
        "theta": fraction(config["theta"]),
        "informants": informants(config["min_informants"]),
        "interviews": config["min_interviews"],
        "copro": listed(map(case.pair, case.copro_pairs)),
    }
    for value, template in CAVEATS.items():
        yield say("caveat", value, template, "verdict", mark=CAVEAT, **slots)


def fraction(theta) -> str:
    """[2, 3] → '2/3'."""
    return f"{theta[0]}/{theta[1]}"


def _thresholds(case: Case) -> Sentence:
    verdict = case.result["verdict"]
    changed = [point for point in case.result["sensitivity"]["thresholds"] if point["verdict"] != verdict]
    value = "other" if changed else "same"
    slots = {"verdict": labels.VERDICT[verdict], "changed": listed(map(_point, changed))}
    return say("sensitivity.thresholds", value, THRESHOLDS[value], "sensitivity", **slots)


def _point(point) -> Text:
    verdict = labels.VERDICT[point["verdict"]]
    return {
        "id": f"θ {fraction(point['theta'])} dengan minimum {point['min_informants']} → {verdict['id']}",
        "en": f"θ {fraction(point['theta'])} with a minimum of {point['min_informants']} → {verdict['en']}",
    }


def _slots(case: Case, kind: str) -> dict:
    found = case.result["sensitivity"][kind]
    return {"passages": passages(len(found)), "who": listed(map(same, found)), "k": len(found)}


def _critical(case: Case, kind: str) -> list[str]:
    found = set(case.result["sensitivity"][kind])
    key = {"critical_passages": "passage", "critical_informants": "informant", "critical_rejected": "id"}[kind]
    return [row for row, values in sorted(case.row.items()) if values[key] in found]


def _compared(case: Case, kind: str) -> list[str]:
    status = "rejected" if kind == "all_rejected_restored" else "submitted"
    return [row for row, values in sorted(case.row.items()) if values["review_status"] == status]


def _flagged(case: Case, flag: str) -> list[str]:
    kinds = {"passage_sensitive": "critical_passages", "informant_sensitive": "critical_informants"}
    if flag in kinds:
        return _critical(case, kinds[flag])
    kinds = {"review_sensitive": "all_rejected_restored", "pending_sensitive": "working_verdict"}
    return _compared(case, kinds[flag]) if flag in kinds else []
