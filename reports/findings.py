"""Findings, each with its sentences, the quote that stands for it and the strongest one against it."""

from dataclasses import dataclass

from reports.reading import Reading, Told, Words

# A cell that is a finding of its own beside the pattern of its dimension.
STANDING_OUT = ("limited", "mixed", "insufficient")


@dataclass(frozen=True)
class Finding:
    """One thing the summary found; `more` is what a reader opens only when in doubt."""

    target: str
    name: str
    level: str
    sentences: list[Told]
    more: list[Told]
    quote: Words | None
    counter: Words | None


@dataclass(frozen=True)
class ActorPage:
    """What is said of one actor."""

    code: str
    name: str
    profile: list[Told]
    cells: list[Finding]
    pairs: list[Finding]
    hopes: list[Words]


def of_dimension(reading: Reading, code: str) -> Finding:
    """The pattern of a dimension, with the cells that stand out and the actors nobody spoke of."""
    target = f"dimension:{code}"
    cells = {actor: reading.case.cell(actor, code)["level"] for actor in reading.case.actors}
    levels = {actor: reading.told("cell.level", target=f"cell:{actor}/{code}") for actor in cells}
    apart = [told for actor, level in cells.items() if level in STANDING_OUT for told in levels[actor]]
    said = {told.key for told in apart}
    every = [told for actor in cells for told in reading.told("cell.", target=f"cell:{actor}/{code}")]
    pattern = reading.told("dimension", "dimension.strict", target=target)
    sentences = [*pattern, *apart, *reading.told("dimension.silent", target=target)]
    breadth = reading.result["dimensions"][code]["breadth"]
    return _finding(
        reading, target, reading.noun(code), breadth, sentences, [told for told in every if told.key not in said]
    )


def of_pair(reading: Reading, key: str) -> Finding:
    told = reading.told("pair.", target=f"pair:{key}")
    level = reading.result["pairs"][key]["level"]
    return _finding(reading, f"pair:{key}", reading.name(f"pair:{key}"), level, told[:1], told[1:])


def of_cell(reading: Reading, actor: str, dimension: str) -> Finding:
    target = f"cell:{actor}/{dimension}"
    told, level = reading.told("cell.", target=target), reading.case.cell(actor, dimension)["level"]
    return _finding(reading, target, reading.noun(dimension), level, told[:1], told[1:])


def _finding(reading: Reading, target: str, name: str, level: str, sentences: list[Told], more: list[Told]) -> Finding:
    sides = reading.sides[target]
    return Finding(target, name, level, sentences, more, reading.words(sides.supporting), reading.words(sides.against))


def of_actor(reading: Reading, actor: str) -> ActorPage:
    """One actor: its levels with their own quotes, its pairs, and what is hoped for them."""
    target, pairs = f"profile:{actor}", reading.case.pairs_of(actor)
    hoped = next(s.rows for s in reading.sentences.values() if s.kind == "profile.hopes" and s.target == target)
    return ActorPage(
        actor,
        reading.case.actor(actor)[reading.language],
        reading.told("profile.", target=target),
        [of_cell(reading, actor, dimension) for dimension in reading.case.dimensions],
        [of_pair(reading, key) for key in pairs],
        list({words.passage: words for row in hoped if (words := reading.words([row])) is not None}.values()),
    )
