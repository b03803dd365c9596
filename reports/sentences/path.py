"""The path to the next verdict: what is missing at which pair, dimension or actor, and whose word it takes (4.7)."""

from collections.abc import Iterator

from reports.method.readings import Readings
from reports.sentences import labels
from reports.sentences.conditions import required
from reports.sentences.sentence import Case, Sentence, say
from reports.sentences.words import LANGUAGES, Text, informants, interviews, listed, same

FORM: dict[int, Text] = {
    1: {"id": "pertukaran informasi dua arah", "en": "a two-way exchange of information"},
    2: {"id": "pertemuan, perencanaan, atau kesepakatan bersama", "en": "a joint meeting, plan or agreement"},
    3: {"id": "sumber daya bersama atau aksi bersama", "en": "shared resources or joint action"},
    4: {"id": "keputusan dan evaluasi bersama", "en": "joint decisions and assessment"},
}
MISSING: dict[str, Text] = {
    "pair": {
        "id": "Kurang ({conditions}): {form} antara {pair} (sekarang: {now}), {needs}{enough}.",
        "en": "Missing ({conditions}): {form} of {pair} (now: {now}), {needs}{enough}.",
    },
    "dimension": {
        "id": "Kurang ({conditions}): {dimension} yang diproduksi bersama oleh {pair}: {needs}{enough}.",
        "en": "Missing ({conditions}): {dimension} co-produced by {pair}: {needs}{enough}.",
    },
    "actor": {
        "id": "Kurang ({conditions}): satu dimensi yang terwujud oleh {actor}, {needs}{enough}.",
        "en": "Missing ({conditions}): one dimension enacted by {actor}, {needs}{enough}.",
    },
    "study": {
        "id": "Kurang ({conditions}): {required}.",
        "en": "Missing ({conditions}): {required}.",
    },
}
NEEDS: dict[str, Text] = {
    "told": {"id": "menurut sedikitnya {n} dalam {w}", "en": "according to at least {n} in {w}"},
    "recurrent": {"id": "berulang menurut sedikitnya {k}", "en": "recurrent according to at least {k}"},
    "corroborated": {"id": "dikuatkan oleh informan {ends}", "en": "corroborated by informants of {ends}"},
    "enacted": {"id": "terwujud oleh {actor} (sekarang: {now})", "en": "enacted by {actor} (now: {now})"},
    "both": {
        "id": "dikuatkan oleh informan {actor} sendiri dan oleh pihak lain",
        "en": "corroborated for {actor} by its own informants and by others'",
    },
    "coordinated": {"id": "keduanya mencapai “{coord}”", "en": "the two reaching “{coord}”"},
    "joint": {"id": "hubungannya dikuatkan oleh kedua pihak", "en": "their relation corroborated by both"},
}
ENOUGH: Text = {"id": "; satu saja cukup", "en": "; one such is enough"}
ANY_ONE = ("P0", "P1", "P2", "E5")  # conditions that ask for one place of several
OF_PAIRS, OF_DIMENSIONS = ("P0", "P1", "E1", "E2", "E3"), ("P2", "E4", "E5", "E6")


def path_sentences(case: Case) -> Iterator[Sentence]:
    """One sentence for each place at which a condition of the next verdict fails, with the rows that are there."""
    missing = (case.result["next"] or {"missing": []})["missing"]
    if not missing:
        return
    told = [*_pairs(case, missing), *_dimensions(case, missing), *_actors(case, missing)]
    said = {condition for sentence in told for condition in sentence.value.split("+")}
    yield from told
    for condition in missing:  # what names no place: with `connected`, or in a study without such a pair
        if condition not in said:
            yield _say(case, "study", [condition], "verdict", (), [], required=required(case, condition))


def _say(case: Case, sort: str, conditions: list[str], target: str, rows, needs: list[Text], **slots) -> Sentence:
    places = slots.pop("places", 1)
    enough = ENOUGH if places > 1 and set(conditions) <= {*ANY_ONE} else same("")
    joined = {language: ", ".join(need[language] for need in needs) for language in LANGUAGES}
    slots |= {"conditions": ", ".join(conditions), "needs": joined, "enough": enough}
    return say("path", "+".join(conditions), MISSING[sort], target, rows, **slots)


def _need(name: str, **slots: Text) -> Text:
    return {
        language: NEEDS[name][language].format(**{key: text[language] for key, text in slots.items()})
        for language in LANGUAGES
    }


def _pairs(case: Case, missing: list[str]) -> Iterator[Sentence]:
    asked = [condition for condition in missing if condition in OF_PAIRS]
    failing = {key: [c for c in asked if _fails(case, key, c)] for key in case.pairs}
    places = sum(map(bool, failing.values()))
    for key, conditions in failing.items():
        if conditions:
            rung = 1 if conditions == ["P0"] else case.config["coord_rung"]
            level = labels.PAIR_LEVEL[case.pairs[key]["level"]]
            slots = {"form": FORM[rung], "pair": case.pair(key), "now": level, "places": places}
            needs = list(_needs_of_pair(case, key, conditions))
            yield _say(case, "pair", conditions, f"pair:{key}", case.pairs[key]["links"], needs, **slots)


def _fails(case: Case, key: str, condition: str) -> bool:
    """Whether this pair keeps a condition from holding; with `connected` E2 and E3 ask the coordinated pairs only."""
    pair, is_copro, config = case.pairs[key], key in case.copro_pairs, case.config
    coordinated, connected = pair["rung"] >= config["coord_rung"], config["established_pairs"] == "connected"
    asked = coordinated or not connected
    return {
        "P0": is_copro and pair["rung"] < 1,
        "P1": is_copro and not coordinated,
        "E1": not coordinated and not connected,
        "E2": asked and not pair["corroborated"],
        "E3": asked and is_copro and not pair["recurrent"],
    }[condition]


def _needs_of_pair(case: Case, key: str, conditions: list[str]) -> Iterator[Text]:
    config = case.config
    if {"P0", "P1", "E1"} & set(conditions):
        yield _need("told", n=informants(config["min_informants"]), w=interviews(config["min_interviews"]))
    if "E3" in conditions:
        yield _need("recurrent", k=informants(config["min_recurrent_informants"]))
    if "E2" in conditions:
        yield _need("corroborated", ends=listed(map(case.actor, _silent_ends(case, key))))


def _silent_ends(case: Case, key: str) -> list[str]:
    """The actors of a pair none of whose informants supports coordination without denying it; both where all do."""
    rung, positions = case.config["coord_rung"], Readings({**case.evidence, "config": case.config}).positions(key)
    supporting = {who for who, p in positions.items() if p.supports >= rung and (p.denies is None or p.denies > rung)}
    links = (case.row[row] for row in case.pairs[key]["links"])
    heard = {row["speaker_actor"] for row in links if row["informant"] in supporting}
    return [actor for actor in key.split("-") if actor not in heard] or key.split("-")


def _dimensions(case: Case, missing: list[str]) -> Iterator[Sentence]:
    asked = {d: [c for c in missing if c in OF_DIMENSIONS and _asks_for(case, c, d)] for d in case.dimensions}
    places = sum(map(bool, asked.values()))
    for dimension, conditions in asked.items():
        if not conditions or not case.copro_pairs:
            continue
        strict = conditions != ["P2"]
        nearest = min(case.copro_pairs, key=lambda key: len(_needs_of(case, key, dimension, strict)))
        rows = [row for actor in nearest.split("-") for row in case.cell(actor, dimension)["codings"]]
        slots = {"dimension": case.dimension(dimension)["noun"], "pair": case.pair(nearest), "places": places}
        needs = _needs_of(case, nearest, dimension, strict)
        yield _say(case, "dimension", conditions, f"dimension:{dimension}", rows, needs, **slots)


def _asks_for(case: Case, condition: str, dimension: str) -> bool:
    """Whether a condition would come nearer if this dimension were co-produced, or strictly so."""
    result, config = case.result, case.config
    if condition == "P2":
        return dimension not in result["co_produced"]
    among = {"E4": config["planning_dims"], "E5": config["delivery_dims"]}.get(condition, case.dimensions)
    return dimension in among and dimension not in result["strictly_co_produced"]


def _needs_of(case: Case, key: str, dimension: str, strict: bool) -> list[Text]:
    """What keeps one pair from co-producing a dimension, or from doing so strictly."""
    needs, pair = [], case.pairs[key]
    for actor in key.split("-"):
        cell, name = case.cell(actor, dimension), case.actor(actor)
        if cell["level"] != "enacted":
            needs.append(_need("enacted", actor=name, now=labels.CELL_LEVEL[cell["level"]]))
        elif strict and not cell["corroborated"]:
            needs.append(_need("both", actor=name))
    if pair["rung"] < case.config["coord_rung"]:
        needs.append(_need("coordinated", coord=case.coord_level))
    elif strict and not pair["corroborated"]:
        needs.append(_need("joint"))
    return needs


def _actors(case: Case, missing: list[str]) -> Iterator[Sentence]:
    if "E7" not in missing:
        return
    config, profiles = case.config, case.result["profiles"]
    for actor in case.actors:
        if "enacted" not in profiles[actor]["levels"].values():
            need = _need("told", n=informants(config["min_informants"]), w=interviews(config["min_interviews"]))
            rows = [row for dimension in case.dimensions for row in case.cell(actor, dimension)["codings"]]
            yield _say(case, "actor", ["E7"], f"profile:{actor}", rows, [need], actor=case.actor(actor))
