"""The conditions E1–E7 and P0–P2: what each asks for, and where it does not hold (method.md 4.7)."""

from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import LANGUAGES, Text, cardinal, listed, same

# What each condition asks for. With `connected`, E1–E3 speak of the coordinated pairs.
REQUIRED: dict[str, Text] = {
    "E1": {
        "id": "setiap pasangan mencapai “{coord}”",
        "en": "every pair reaches “{coord}”",
    },
    "E1_connected": {
        "id": "pasangan yang mencapai “{coord}” menghubungkan semua aktor dan memuat sebuah pasangan co-production",
        "en": "the pairs that reach “{coord}” join all actors and include a co-production pair",
    },
    "E2": {
        "id": "setiap pasangan dikuatkan oleh informan dari kedua pihaknya",
        "en": "every pair is corroborated by informants of both its sides",
    },
    "E2_connected": {
        "id": "setiap pasangan yang mencapai “{coord}” dikuatkan oleh informan dari kedua pihaknya",
        "en": "every pair that reaches “{coord}” is corroborated by informants of both its sides",
    },
    "E3": {
        "id": "setiap pasangan co-production berulang menurut sedikitnya {recurrent} informan",
        "en": "every co-production pair is recurrent according to at least {recurrent} of the informants",
    },
    "E3_connected": {
        "id": "setiap pasangan co-production yang mencapai “{coord}” berulang menurut sedikitnya {recurrent} informan",
        "en": "every co-production pair that reaches “{coord}” is recurrent according to at least {recurrent} of the "
        "informants",
    },
    "E4": {
        "id": "setiap dimensi perencanaan ({planning}) diproduksi bersama secara ketat",
        "en": "every planning dimension ({planning}) is strictly co-produced",
    },
    "E5": {
        "id": "sedikitnya satu dimensi pelaksanaan ({delivery}) diproduksi bersama secara ketat",
        "en": "at least one delivery dimension ({delivery}) is strictly co-produced",
    },
    "E6": {
        "id": "sedikitnya {established} dimensi diproduksi bersama secara ketat",
        "en": "at least {established} of the dimensions are strictly co-produced",
    },
    "E7": {
        "id": "setiap aktor memiliki sedikitnya satu dimensi yang terwujud",
        "en": "every actor has at least one enacted dimension",
    },
    "P0": {
        "id": "sedikitnya satu pasangan co-production mencapai “berjejaring”",
        "en": "at least one co-production pair reaches “networking”",
    },
    "P1": {
        "id": "sedikitnya satu pasangan co-production mencapai “{coord}”",
        "en": "at least one co-production pair reaches “{coord}”",
    },
    "P2": {
        "id": "sedikitnya {partial} dimensi diproduksi bersama",
        "en": "at least {partial} of the dimensions are co-produced",
    },
}
FAILED = {
    "id": "{condition} belum terpenuhi: {required}{where}.",
    "en": "{condition} does not hold: {required}{where}.",
}


def required(case: Case, condition: str) -> Text:
    """What a condition asks for, with the study's own settings in it."""
    connected = case.config["established_pairs"] == "connected" and f"{condition}_connected" in REQUIRED
    template, slots = REQUIRED[f"{condition}_connected" if connected else condition], settings(case)
    return {
        language: template[language].format(**{name: slot[language] for name, slot in slots.items()})
        for language in LANGUAGES
    }


def failed(case: Case, condition: str) -> Sentence:
    names, rows = _where(case, condition)
    told = listed(names, empty=same(""))
    where = {
        "id": f"; belum pada {told['id']}" if told["id"] else "",
        "en": f"; not yet for {told['en']}" if told["en"] else "",
    }
    slots = {"condition": condition, "required": required(case, condition), "where": where}
    return say("condition", condition, FAILED, "verdict", rows, **slots)


def settings(case: Case) -> dict[str, Text]:
    config = case.config
    return {
        "coord": case.coord_level,
        "partial": cardinal(config["partial_min_dims"]),
        "established": cardinal(config["established_min_dims"]),
        "recurrent": cardinal(config["min_recurrent_informants"]),
        "planning": nouns(case, config["planning_dims"]),
        "delivery": nouns(case, config["delivery_dims"]),
    }


def nouns(case: Case, dimensions) -> Text:
    return listed(case.dimension(dimension)["noun"] for dimension in dimensions)


def links(case: Case, keys) -> list[str]:
    return [row for key in keys for row in case.pairs[key]["links"]]


def _where(case: Case, condition: str) -> tuple[list[Text], list[str]]:
    """The actors, dimensions or pairs a condition fails at, and the rows that show it."""
    connected = case.config["established_pairs"] == "connected"
    if condition in ("E1", "E2", "E3"):
        keys = [] if connected else _failing_pairs(case, condition)
        return [case.pair(key) for key in keys], links(case, keys or case.pairs)
    if condition == "E7":
        actors = [a for a in case.actors if "enacted" not in case.result["profiles"][a]["levels"].values()]
        return [case.actor(actor) for actor in actors], _codings(case, actors, case.dimensions)
    asked = _conditioned(case, condition)
    dimensions = [d for d in asked if d not in case.result["strictly_co_produced"]]
    # E4 and E5 name what they ask for; which of it fails is news only where some of it holds.
    told = [] if len(dimensions) == len(asked) and condition != "E6" else dimensions
    return [case.dimension(d)["noun"] for d in told], _codings(case, case.actors, dimensions)


def _failing_pairs(case: Case, condition: str) -> list[str]:
    pairs = case.pairs
    if condition == "E1":
        return [key for key, pair in pairs.items() if pair["rung"] < case.config["coord_rung"]]
    if condition == "E2":
        return [key for key, pair in pairs.items() if not pair["corroborated"]]
    return [key for key in case.copro_pairs if not pairs[key]["recurrent"]]


def _conditioned(case: Case, condition: str) -> list[str]:
    config = case.config
    return {"E4": config["planning_dims"], "E5": config["delivery_dims"]}.get(condition, case.dimensions)


def _codings(case: Case, actors, dimensions) -> list[str]:
    return [row for actor in actors for d in dimensions for row in case.cell(actor, d)["codings"]]
