"""The verdict with its rule in words, and what the next one asks for (method.md 4.7)."""

from collections.abc import Iterator

from reports.sentences.conditions import failed, links, nouns, required, settings
from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import LANGUAGES, Text, listed

VERDICT = {
    "established": {
        "id": "Secara konsep co-production terwujud, karena {pairs} berkoordinasi, dikuatkan dan berulang, dan "
        "{strict} diproduksi bersama secara ketat.",
        "en": "Co-production is established, because {pairs} coordinate, corroborated and recurrent, and "
        "{strict} are strictly co-produced.",
    },
    "partial": {
        "id": "Secara konsep co-production terwujud sebagian, karena {coordinated} berkoordinasi dan {shared} "
        "diproduksi bersama, tetapi belum semua syarat terpenuhi.",
        "en": "Co-production is partial, because {coordinated} coordinate and {shared} are co-produced, but not all "
        "conditions hold.",
    },
    "emerging": {
        "id": "Secara konsep co-production mulai tampak, karena {networking} setidaknya saling bertukar informasi, "
        "tetapi belum ada yang cukup diproduksi bersama.",
        "en": "Co-production is emerging, because {networking} at least exchange information, but too little is "
        "co-produced yet.",
    },
    "not_indicated": {
        "id": "Secara konsep co-production belum ada menunjukkan indikasi penerapan, karena {copro} berjalan "
        "sendiri-sendiri tanpa berkoordinasi; sumbangan masing-masing saja belum merupakan co-production.",
        "en": "Co-production is not indicated, because {copro} run separately without coordinating; contributions "
        "alone do not make co-production.",
    },
    "undetermined": {
        "id": "Co-production belum dapat disimpulkan, karena hubungan {open} tanpa bukti, belum cukup bukti, atau "
        "bertentangan; diam bukan temuan.",
        "en": "Co-production is undetermined, because the relation of {open} has no evidence, insufficient evidence "
        "or contested evidence; silence is no finding.",
    },
    "no_pair": {
        "id": "Co-production belum dapat disimpulkan, karena penelitian ini tidak memuat pasangan pemerintah–warga.",
        "en": "Co-production is undetermined, because this study has no state–civic pair.",
    },
}
RULE = {
    "V1": {
        "id": "Aturan V1: semua syarat E1 sampai E7 terpenuhi.",
        "en": "Rule V1: all conditions E1 to E7 hold.",
    },
    "V2": {
        "id": "Aturan V2: sedikitnya satu pasangan co-production mencapai “{coord}”, dan sedikitnya {partial} dimensi "
        "diproduksi bersama.",
        "en": "Rule V2: at least one co-production pair reaches “{coord}”, and at least {partial} of the dimensions "
        "are co-produced.",
    },
    "V3": {
        "id": "Aturan V3: sedikitnya satu pasangan co-production mencapai “berjejaring”.",
        "en": "Rule V3: at least one co-production pair reaches “networking”.",
    },
    "V4": {
        "id": "Aturan V4: setiap pasangan co-production tanpa koordinasi atau kontak saja.",
        "en": "Rule V4: every co-production pair has no coordination, or contact only.",
    },
    "V5": {
        "id": "Aturan V5: tidak ada aturan V1 sampai V4 yang terpenuhi.",
        "en": "Rule V5: none of the rules V1 to V4 holds.",
    },
}
NEXT = {
    "established": {
        "id": "Untuk putusan “terwujud” masih kurang: {missing}.",
        "en": "Still missing for the verdict “established”: {missing}.",
    },
    "partial": {
        "id": "Untuk putusan “sebagian” masih kurang: {missing}.",
        "en": "Still missing for the verdict “partial”: {missing}.",
    },
    "emerging": {
        "id": "Untuk putusan “mulai tampak” masih kurang: {missing}.",
        "en": "Still missing for the verdict “emerging”: {missing}.",
    },
    "none": {
        "id": "Tidak ada putusan yang lebih tinggi.",
        "en": "There is no higher verdict.",
    },
}


def verdict_sentences(case: Case) -> Iterator[Sentence]:
    """The verdict, its rule, each condition that does not hold, and what the next verdict asks for."""
    result, slots = case.result, _slots(case)
    verdict = result["verdict"] if case.copro_pairs else "no_pair"
    rows = links(case, case.copro_pairs)
    yield say("verdict", result["verdict"], VERDICT[verdict], "verdict", rows, **slots)
    yield say("verdict.rule", result["verdict_rule"], RULE[result["verdict_rule"]], "verdict", rows, **slots)
    for condition in result["failed_conditions"]:
        yield failed(case, condition)
    following = result["next"] or {"verdict": "none", "missing": []}
    missing = _joined([f"{c} ({required(case, c)[language]})" for c in following["missing"]] for language in LANGUAGES)
    yield say("verdict.next", following["verdict"], NEXT[following["verdict"]], "verdict", rows, missing=missing)


def _slots(case: Case) -> dict:
    pairs, coord = case.pairs, case.config["coord_rung"]
    at_least = {rung: [key for key in case.copro_pairs if pairs[key]["rung"] >= rung] for rung in (1, coord)}
    unsettled = ("no_evidence", "insufficient", "contested")
    return {
        "pairs": _pairs(case, (key for key in pairs if pairs[key]["rung"] >= coord)),
        "coordinated": _pairs(case, at_least[coord]),
        "networking": _pairs(case, at_least[1]),
        "copro": _pairs(case, case.copro_pairs),
        "open": _pairs(case, (key for key in case.copro_pairs if pairs[key]["level"] in unsettled)),
        "strict": nouns(case, case.result["strictly_co_produced"]),
        "shared": nouns(case, case.result["co_produced"]),
        **settings(case),
    }


def _pairs(case: Case, keys) -> Text:
    return listed(map(case.pair, keys))


def _joined(parts) -> Text:
    return dict(zip(LANGUAGES, ("; ".join(part) for part in parts), strict=True))
