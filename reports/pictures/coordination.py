"""The coordination of actors: who they are, and on the line between two of them its level. Pure.

A level is always told by shape and word too, never by colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from reports.pictures.drawing import LINE, PAPER, SMALL, SOFT, drawn, tag, words, wrapped
from reports.sentences.labels import PAIR_LEVEL

TRIANGLE, RING = (360, 310), (560, 390)  # width and height: a triangle stands beside a matrix
NODE = 26
ROW, LETTER = 15, 7.2  # height of a line of text, and width of a letter at most
ABOVE = 100  # a name stands above its actor in the upper part, below it elsewhere
SYMBOLS = {"none": "×", "contact_only": "→", "contested": "!"}
SHORT = {
    "none": {"id": "berjalan sendiri-sendiri", "en": "running separately"},
    "contact_only": {"id": "kontak saja", "en": "contact only"},
}
ACTORS = ("#0072b2", "#b67d04", "#059c72", "#c06e9c", "#d55e00", "#2f91c5", "#958c04")  # on paper (tokens.css)
STROKES = {  # level → colour, width, dashes
    "none": (LINE, 1.25, "2 8"),
    "contact_only": (SOFT, 2, "1 6"),
    "no_evidence": (LINE, 1, "4 4"),
    "insufficient": (LINE, 1, "4 4"),
    "contested": (SOFT, 2, "12 6"),
    "networking": (SOFT, 2.5, ""),
    "coordinating": (SOFT, 4.5, ""),
    "cooperating": (SOFT, 7, ""),
    "collaborating": (SOFT, 10, ""),
}
TITLES = {"id": "Koordinasi antaraktor", "en": "Coordination between actors"}


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def towards(self, other: "Point", distance: float) -> "Point":
        length = hypot(other.x - self.x, other.y - self.y) or 1
        share = distance / length
        return Point(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)


def network(actors: Sequence[Mapping], pairs: Mapping[str, Mapping], names: Mapping, language: str) -> str:
    """The coordination of the actors as one SVG: a triangle for three, a ring for more.

    `actors` are rows with code and side in study order, `pairs` the summary's pairs by key, `names` the actors' names
    by code and language. The stroke says the level, words say it again; where many lines cross, the rung or a sign.
    """
    is_triangle = len(actors) == 3
    wide, high = TRIANGLE if is_triangle else RING
    places = _triangle(actors) if is_triangle else _ring(actors)
    spoken = "; ".join(
        f"{_named(names, key, language)}: {PAIR_LEVEL[pair['level']][language]}" for key, pair in pairs.items()
    )
    edges = [_edge(places, key, pair, language, labelled=is_triangle) for key, pair in pairs.items()]
    nodes = [_node(places[a["code"]], a, names, language, position) for position, a in enumerate(actors, start=1)]
    return drawn(wide, high, TITLES[language], spoken, [*edges, *nodes], cls="picture triangle")


def _named(names, key: str, language: str) -> str:
    return "–".join(names[code][language] if code in names else code for code in key.split("-"))


def _triangle(actors) -> dict[str, Point]:
    wide, high = TRIANGLE
    corners = (Point(wide / 2, 68), Point(64, high - 74), Point(wide - 64, high - 74))
    return {actor["code"]: corner for actor, corner in zip(actors, corners, strict=True)}


def _ring(actors) -> dict[str, Point]:
    wide, high = RING
    centre, radius = Point(wide / 2, high / 2), high / 2 - 70
    turns = [2 * pi * place / max(len(actors), 1) - pi / 2 for place in range(len(actors))]
    return {
        actor["code"]: Point(centre.x + 1.25 * radius * cos(turn), centre.y + radius * sin(turn))
        for actor, turn in zip(actors, turns, strict=True)
    }


def _edge(places, key: str, pair, language: str, labelled: bool) -> str:
    first, second = (places[code] for code in key.split("-"))
    start, end = first.towards(second, NODE + 4), second.towards(first, NODE + 4)
    ends = {"x1": start.x, "y1": start.y, "x2": end.x, "y2": end.y}
    colour, width, dashes = STROKES[pair["level"]]
    look = {"stroke": colour, "stroke_width": width, "stroke_linecap": "round"}
    line = tag("line", **ends, **look, **({"stroke_dasharray": dashes} if dashes else {}))
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    told = plate(middle, _edge_label(pair, language)) if labelled else _symbol(start, end, pair)
    return tag("g", line + told, f"edge level-{pair['level']}", markup=True)


def _symbol(start: Point, end: Point, pair) -> str:
    """On a line too short for words the rung, or the sign of a level that is no rung; nothing where nothing is known.

    Away from the middle, where the lines cross.
    """
    sign = str(pair["rung"]) if pair["rung"] else SYMBOLS.get(pair["level"])
    third = start.towards(end, 0.3 * hypot(end.x - start.x, end.y - start.y))
    return plate(third, [sign]) if sign else ""


def _edge_label(pair, language: str) -> list[str]:
    """The level in short lines, and how many of those who speak of it say so."""
    label = SHORT.get(pair["level"], PAIR_LEVEL[pair["level"]])[language]
    return [*wrapped(label, 16), *([share_of(pair)] if share_of(pair) else [])]


def share_of(pair: Mapping) -> str:
    """'3 / 4': those who say so, of all who speak of that rung."""
    rung, level = max(pair["rung"], 1), pair["level"]
    spoken = sum(pair[f"{side}{rung}"] for side in "SOM")
    said = {"none": pair["O1"], "contact_only": pair["contact"]}.get(level, pair[f"S{rung}"] if pair["rung"] else None)
    return "" if said is None else str(said) if level == "contact_only" else f"{said} / {spoken}"


def plate(middle: Point, lines: list[str]) -> str:
    """Words on a plate that keeps the line from running through them."""
    wide, high = LETTER * max(map(len, lines)) + 12, float(ROW * len(lines) + 6)
    corner = {"x": middle.x - wide / 2, "y": middle.y - high / 2}
    plate = tag("rect", "", "plate", width=wide, height=high, rx=4, fill=PAPER, **corner)
    return plate + words(middle.x, middle.y, lines)


def _node(place: Point, actor, names, language: str, position: int) -> str:
    lines = wrapped(names[actor["code"]][language] if actor["code"] in names else actor["code"], 20)
    away = NODE + 6 + ROW / 2 * len(lines)
    beside = place.y - away if place.y < ABOVE else place.y + away
    told = words(place.x, place.y, [actor["code"]], "name", weight="600")
    told += words(place.x, beside, lines, "note", size=SMALL, fill=SOFT)
    return tag("g", _shape(place, actor["side"], position) + told, f"node actor-{position % 7}", markup=True)


def _shape(place: Point, side: str, position: int) -> str:
    """A square for the state side, a circle for the civic side."""
    look = {"fill": PAPER, "stroke": ACTORS[position % len(ACTORS)], "stroke_width": 2.5}
    if side == "state":
        size = float(2 * NODE - 6)
        return tag("rect", x=place.x - NODE + 3, y=place.y - NODE + 3, width=size, height=size, rx=5, **look)
    return tag("circle", cx=place.x, cy=place.y, r=NODE, **look)
