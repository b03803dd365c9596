"""Sentences about one dimension over all actors: breadth × mode, and who stays unspoken of (method.md 4.6)."""

from collections.abc import Iterator

from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import all_actors, informants, listed

# (breadth, mode): the two come together in one sentence. Other combinations cannot occur.
PATTERN = {
    ("all", "co_produced"): {
        "id": "{dimension}: {all} {do}, dan diproduksi bersama oleh {together}.",
        "en": "{dimension}: {all} {do}, co-produced by {together}.",
    },
    ("all", "joint_civic"): {
        "id": "{dimension}: {all} {do}; di sisi warga berjalan bersama, tetapi tidak bersama pihak pemerintah.",
        "en": "{dimension}: {all} {do}; jointly on the civic side, but not together with the state side.",
    },
    ("all", "parallel"): {
        "id": "{dimension}: {all} {do}, tetapi masing-masing berjalan sendiri.",
        "en": "{dimension}: {all} {do}, but each runs on its own.",
    },
    ("all", "solo"): {
        "id": "{dimension}: terwujud oleh {actors}, satu-satunya aktor dalam penelitian ini.",
        "en": "{dimension}: enacted by {actors}, the only actor of this study.",
    },
    ("some", "co_produced"): {
        "id": "{dimension}: terwujud oleh {actors}, dan diproduksi bersama oleh {together}.",
        "en": "{dimension}: enacted by {actors}, co-produced by {together}.",
    },
    ("some", "joint_civic"): {
        "id": "{dimension}: terwujud oleh {actors}; di sisi warga berjalan bersama, tetapi tidak bersama pihak "
        "pemerintah.",
        "en": "{dimension}: enacted by {actors}; jointly on the civic side, but not together with the state side.",
    },
    ("some", "parallel"): {
        "id": "{dimension}: terwujud oleh {actors}, tetapi masing-masing berjalan sendiri.",
        "en": "{dimension}: enacted by {actors}, but each runs on its own.",
    },
    ("some", "solo"): {
        "id": "{dimension}: hanya {actors} yang terwujud.",
        "en": "{dimension}: enacted by {actors} only.",
    },
    ("none", "-"): {
        "id": "{dimension}: belum ada aktor yang {done} ({witness}).",
        "en": "{dimension}: no actor has yet {done} ({witness}).",
    },
    ("undetermined", "-"): {
        "id": "{dimension}: belum dapat disimpulkan; belum ada aktor yang terbukti terwujud, dan bukti tentang "
        "{unknown} belum ada atau belum cukup.",
        "en": "{dimension}: undetermined; no actor is shown to have enacted it, and evidence about {unknown} is "
        "missing or insufficient.",
    },
    ("all", "-"): {
        "id": "{dimension}: penelitian ini belum memiliki aktor.",
        "en": "{dimension}: this study has no actors yet.",
    },
}
SILENT = {
    "some": {
        "id": "{dimension}: belum ada bukti tentang {silent}.",
        "en": "{dimension}: there is no evidence about {silent} yet.",
    },
    "after": {"id": "Belum ada bukti tentang {silent}.", "en": "There is no evidence about {silent} yet."},
}
STRICT = {
    "true": {
        "id": "{dimension}: diproduksi bersama secara ketat; kedua sel dan pasangannya dikuatkan.",
        "en": "{dimension}: strictly co-produced; both cells and their pair are corroborated.",
    },
    "false": {
        "id": "{dimension}: diproduksi bersama, tetapi sel atau pasangannya belum dikuatkan.",
        "en": "{dimension}: co-produced, but a cell or the pair is not corroborated.",
    },
}


def dimension_sentences(case: Case, dimension: str) -> Iterator[Sentence]:
    """The pattern of one dimension, whether it is strictly co-produced, and the actors nobody spoke about."""
    pattern = case.result["dimensions"][dimension]
    value = (pattern["breadth"], pattern["mode"])
    target, slots = f"dimension:{dimension}", _slots(case, dimension)
    yield say("dimension", "/".join(value), PATTERN[value], target, _rows(case, dimension, value[0]), **slots)
    if dimension in case.result["co_produced"]:
        strict = "true" if dimension in case.result["strictly_co_produced"] else "false"
        yield say("dimension.strict", strict, STRICT[strict], target, _rows(case, dimension, "some"), **slots)


def silence(case: Case, dimension: str, after: bool = False) -> Sentence | None:
    """The actors of a dimension without any evidence; `after` a sentence about the same dimension its name is left."""
    silent = _actors_at(case, dimension, "no_evidence")
    if not silent or len(silent) == len(case.actors):
        return None
    value = "after" if after else "some"
    slots = {"dimension": case.dimension(dimension)["noun"], "silent": listed(map(case.actor, silent))}
    return say("dimension.silent", value, SILENT[value], f"dimension:{dimension}", **slots)


def _slots(case: Case, dimension: str) -> dict:
    words = case.dimension(dimension)
    return {
        "dimension": words["noun"],
        "do": words["do"],
        "done": words["done"],
        "all": all_actors(len(case.actors)),
        "actors": listed(map(case.actor, _actors_at(case, dimension, "enacted"))),
        "unknown": listed(map(case.actor, _actors_at(case, dimension, "no_evidence", "insufficient"))),
        "together": listed(map(case.pair, _together(case, dimension))),
        "witness": _witness(case, _rows(case, dimension, "none")),
    }


def _actors_at(case: Case, dimension: str, *levels: str) -> list[str]:
    return [actor for actor in case.actors if case.cell(actor, dimension)["level"] in levels]


def _together(case: Case, dimension: str) -> list[str]:
    """The co-production pairs that make the dimension co-produced."""
    enacted = set(_actors_at(case, dimension, "enacted"))
    coordinated = (key for key in case.copro_pairs if case.pairs[key]["rung"] >= case.config["coord_rung"])
    return [key for key in coordinated if enacted.issuperset(key.split("-"))]


def _witness(case: Case, rows) -> dict:
    told, quote = informants(len(case.informants(rows))), case.quote(tuple(rows))
    return {language: f"{told[language]}; {quote[language]}" if quote else told[language] for language in told}


def _rows(case: Case, dimension: str, breadth: str) -> list[str]:
    levels = {"all": ["enacted"], "some": ["enacted"], "none": ["absent", "limited", "mixed"]}
    actors = _actors_at(case, dimension, *levels[breadth]) if breadth in levels else case.actors
    return [row for actor in actors for row in case.cell(actor, dimension)["codings"]]
