"""Sentences about one actor in one dimension (method.md 4.4)."""

from collections.abc import Iterator

from reports.sentences import labels
from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import informants, interviews, listed, some_actors

LEVEL = {
    "no_evidence": {
        "id": "{dimension} oleh {actor}: tanpa bukti; belum ada informan yang membicarakannya.",
        "en": "{dimension} by {actor}: no evidence; no informant has spoken about it.",
    },
    "insufficient": {
        "id": "{dimension} oleh {actor}: bukti belum cukup ({n}, {w}); condong ke “{lean}”.",
        "en": "{dimension} by {actor}: insufficient evidence ({n}, {w}); it leans to “{lean}”.",
    },
    "enacted": {
        "id": "{dimension} oleh {actor} terwujud menurut {E} dari {n} dalam {w}.",
        "en": "{dimension} by {actor} is enacted according to {E} of {n} in {w}.",
    },
    "absent": {
        "id": "{dimension} oleh {actor} belum ada / tidak terwujud menurut {N} dari {n} dalam {w}.",
        "en": "{dimension} by {actor} is absent according to {N} of {n} in {w}.",
    },
    "limited": {
        "id": "{dimension} oleh {actor} terbatas / rendah: dari {n}, {L} menyebutnya terbatas dan {N} tidak ada ({w}).",
        "en": "{dimension} by {actor} is limited / low: of {n}, {L} call it limited and {N} absent ({w}).",
    },
    "limited_unanimous": {
        "id": "{dimension} oleh {actor} masih rendah menurut {speakers} ({n}).",
        "en": "{dimension} by {actor} is still low according to {speakers} ({n}).",
    },
    "mixed": {
        "id": "{dimension} oleh {actor} beragam: dari {n}, {E} menyebutnya terwujud, {L} terbatas, {N} tidak ada, "
        "dan {M} bertentangan dengan diri sendiri ({w}).",
        "en": "{dimension} by {actor} is mixed: of {n}, {E} call it enacted, {L} limited, {N} absent, "
        "and {M} contradict themselves ({w}).",
    },
}
HINDERED = {
    "some": {
        "id": "{dimension} oleh {actor}: {k} menyebutnya terhambat, yaitu ingin atau mencoba tetapi terhalang.",
        "en": "{dimension} by {actor}: {k} report it as hindered, that is, wanted or tried but blocked.",
    },
    "none": {
        "id": "{dimension} oleh {actor}: tidak ada informan yang menyebut hambatan.",
        "en": "{dimension} by {actor}: no informant reports that it was hindered.",
    },
}
CONVERGENCE = {
    "none": {
        "id": "{dimension} oleh {actor}: belum ada laporan untuk ditriangulasi.",
        "en": "{dimension} by {actor}: there are no reports to triangulate yet.",
    },
    "self_only": {
        "id": "{dimension} oleh {actor}: hanya laporan sendiri; belum ada pihak lain yang membicarakannya.",
        "en": "{dimension} by {actor}: own reports only; nobody else has spoken about it.",
    },
    "other_only": {
        "id": "{dimension} oleh {actor}: hanya laporan pihak lain; aktornya sendiri belum membicarakannya.",
        "en": "{dimension} by {actor}: others' reports only; the actor itself has not spoken about it.",
    },
    "agreement": {
        "id": "{dimension} oleh {actor}: laporan sendiri dan laporan pihak lain sejalan.",
        "en": "{dimension} by {actor}: own reports and others' reports agree.",
    },
    "partial": {
        "id": "{dimension} oleh {actor}: laporan sendiri dan laporan pihak lain sejalan sebagian.",
        "en": "{dimension} by {actor}: own reports and others' reports agree in part.",
    },
    "dissonance": {
        "id": "{dimension} oleh {actor}: laporan sendiri dan laporan pihak lain bertolak belakang.",
        "en": "{dimension} by {actor}: own reports and others' reports say the opposite.",
    },
}
ACTOR_AGREEMENT = {
    "none": {
        "id": "{dimension} oleh {actor}: belum ada aktor yang angkat bicara.",
        "en": "{dimension} by {actor}: no actor has spoken about it.",
    },
    "single": {
        "id": "{dimension} oleh {actor}: hanya satu aktor yang membicarakannya ({who}).",
        "en": "{dimension} by {actor}: only one actor speaks about it ({who}).",
    },
    "unanimous": {
        "id": "{dimension} oleh {actor}: bacaannya sama menurut {speakers} ({who}).",
        "en": "{dimension} by {actor}: the reading is the same according to {speakers} ({who}).",
    },
    "divided": {
        "id": "{dimension} oleh {actor}: aktor yang berbicara ({who}) tidak sepakat.",
        "en": "{dimension} by {actor}: the actors who speak about it ({who}) are divided.",
    },
}
CONFIDENCE = {
    "none": {
        "id": "{dimension} oleh {actor}: kekuatan bukti belum dapat dinilai.",
        "en": "{dimension} by {actor}: there is no evidence whose strength could be judged.",
    },
    "weak": {"id": "{dimension} oleh {actor}: bukti lemah.", "en": "{dimension} by {actor}: the evidence is weak."},
    "moderate": {
        "id": "{dimension} oleh {actor}: bukti sedang.",
        "en": "{dimension} by {actor}: the evidence is moderate.",
    },
    "strong": {
        "id": "{dimension} oleh {actor}: bukti kuat.",
        "en": "{dimension} by {actor}: the evidence is strong.",
    },
}
CORROBORATED = {
    "true": {
        "id": "{dimension} oleh {actor} dikuatkan: laporan sendiri didukung laporan pihak lain.",
        "en": "{dimension} by {actor} is corroborated: own reports are supported by others' reports.",
    },
    "false": {
        "id": "{dimension} oleh {actor} belum dikuatkan oleh laporan sendiri dan pihak lain bersama-sama.",
        "en": "{dimension} by {actor} is not corroborated by own and others' reports together.",
    },
}
UNANIMOUS_SPEAKERS = 3  # from three speaker actors on, "menurut ketiga aktor" is said


def cell_sentences(case: Case, actor: str, dimension: str) -> Iterator[Sentence]:
    """Everything that is said about one cell: its level first, then what strengthens or weakens it."""
    cell = case.cell(actor, dimension)
    slots = _slots(case, actor, dimension, cell)
    target, rows = f"cell:{actor}/{dimension}", cell["codings"]
    told = {
        "cell.level": (LEVEL, _level(case, cell)),
        "cell.hindered": (HINDERED, "some" if cell["hindered"] else "none"),
        "cell.convergence": (CONVERGENCE, cell["convergence"]),
        "cell.actor_agreement": (ACTOR_AGREEMENT, cell["actor_agreement"]),
        "cell.confidence": (CONFIDENCE, cell["confidence"]),
        "cell.corroborated": (CORROBORATED, "true" if cell["corroborated"] else "false"),
    }
    for kind, (templates, value) in told.items():
        if kind in _worth_saying(cell):
            carried = _hindered_rows(case, cell) if kind == "cell.hindered" else rows
            yield say(kind, value, templates[value], target, carried, **slots)


def _worth_saying(cell) -> set[str]:
    kinds = {"cell.level"}
    if cell["level"] != "no_evidence":
        kinds |= {"cell.convergence", "cell.actor_agreement", "cell.confidence"}
    if cell["hindered"]:
        kinds.add("cell.hindered")
    if cell["level"] == "enacted":
        kinds.add("cell.corroborated")
    return kinds


def _level(case: Case, cell) -> str:
    if cell["level"] == "limited" and cell["actor_agreement"] == "unanimous":
        return "limited_unanimous" if len(speakers(case, cell)) >= UNANIMOUS_SPEAKERS else "limited"
    return cell["level"]


def _slots(case: Case, actor: str, dimension: str, cell) -> dict:
    speaking = speakers(case, cell)
    return {
        "actor": case.actor(actor),
        "dimension": case.dimension(dimension)["noun"],
        "n": informants(cell["n"]),
        "w": interviews(cell["interviews"]),
        "lean": labels.CELL_LEVEL.get(cell["lean"], labels.CELL_LEVEL["no_evidence"]),
        "k": informants(cell["hindered"]),
        "speakers": some_actors(len(speaking), len(case.actors)),
        "who": listed(case.actor(code) for code in speaking),
        **{stance: cell[stance] for stance in "ELMN"},
    }


def speakers(case: Case, cell) -> list[str]:
    """The speaker actors of a cell, in study order."""
    speaking = {case.row[row]["speaker_actor"] for row in cell["codings"]}
    return [actor for actor in case.actors if actor in speaking]


def _hindered_rows(case: Case, cell) -> list[str]:
    return [row for row in cell["codings"] if case.row[row]["polarity"] == "hindered"]
