"""The coordination of actors as SVG text. Pure.

No style attribute is written (the Content-Security-Policy forbids it): classes carry the colours, attributes the
shapes. A level is always told by shape and word too, never by colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, sin

from reports.sentences.labels import PAIR_LEVEL

TRIANGLE, RING = (360, 310), (560, 390)  # width and height: a triangle stands beside a matrix
NODE = 26
LINE, LETTER = 15, 7.2  # height of a line of text, and width of a letter at most
ABOVE = 100  # a name stands above its actor in the upper part, below it elsewhere
SYMBOLS = {"none": "×", "contact_only": "→", "contested": "!"}
SHORT = {
    "none": {"id": "berjalan sendiri-sendiri", "en": "running separately"},
    "contact_only": {"id": "kontak saja", "en": "contact only"},
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
    inside = _tag("title", TITLES[language]) + _tag("desc", spoken) + "".join(edges) + "".join(nodes)
    return _tag("svg", inside, cls="triangle", viewBox=f"0 0 {wide} {high}", role="img", markup=True)


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
    line = _tag("line", "", **{name: f"{value:.1f}" for name, value in ends.items()})
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    told = _plate(middle, _edge_label(pair, language)) if labelled else _symbol(start, end, pair)
    return _tag("g", line + told, cls=f"edge level-{pair['level']}", markup=True)


def _symbol(start: Point, end: Point, pair) -> str:
    """On a line too short for words the rung, or the sign of a level that is no rung; nothing where nothing is known.

    Away from the middle, where the lines cross.
    """
    sign = str(pair["rung"]) if pair["rung"] else SYMBOLS.get(pair["level"])
    third = start.towards(end, 0.3 * hypot(end.x - start.x, end.y - start.y))
    return _plate(third, [sign]) if sign else ""


def _edge_label(pair, language: str) -> list[str]:
    """The level in short lines, and how many of those who speak of it say so."""
    label = SHORT.get(pair["level"], PAIR_LEVEL[pair["level"]])[language]
    return [*_wrapped(label, 16), *([_share(pair)] if _share(pair) else [])]


def _share(pair) -> str:
    """'3 / 4': those who say so, of all who speak of that rung."""
    rung, level = max(pair["rung"], 1), pair["level"]
    spoken = sum(pair[f"{side}{rung}"] for side in "SOM")
    said = {"none": pair["O1"], "contact_only": pair["contact"]}.get(level, pair[f"S{rung}"] if pair["rung"] else None)
    return "" if said is None else str(said) if level == "contact_only" else f"{said} / {spoken}"


def _plate(middle: Point, lines: list[str]) -> str:
    """Words on a plate that keeps the line from running through them."""
    wide, high = LETTER * max(map(len, lines)) + 12, LINE * len(lines) + 6
    corner = {"x": f"{middle.x - wide / 2:.1f}", "y": f"{middle.y - high / 2:.1f}"}
    plate = _tag("rect", "", cls="plate", width=f"{wide:.1f}", height=f"{high:.1f}", rx="4", **corner)
    return plate + _text(middle, lines)


def _node(place: Point, actor, names, language: str, position: int) -> str:
    shape = _shape(place, actor["side"])
    lines = _wrapped(names[actor["code"]][language] if actor["code"] in names else actor["code"], 20)
    away = NODE + 6 + LINE / 2 * len(lines)
    beside = Point(place.x, place.y - away if place.y < ABOVE else place.y + away)
    told = _text(place, [actor["code"]], "name") + _text(beside, lines, "note")
    return _tag("g", shape + told, cls=f"node actor-{position % 7}", markup=True)


def _shape(place: Point, side: str) -> str:
    """A square for the state side, a circle for the civic side."""
    if side == "state":
        drawn = {"fill": "none", "stroke": "currentColor", "stroke-width": "2.5", "rx": "5"}
        corner = {"x": f"{place.x - NODE + 3:.1f}", "y": f"{place.y - NODE + 3:.1f}"}
        return _tag("rect", "", width=str(2 * NODE - 6), height=str(2 * NODE - 6), **drawn, **corner)
    return _tag("circle", "", cx=f"{place.x:.1f}", cy=f"{place.y:.1f}", r=str(NODE))


def _wrapped(name: str, width: int) -> list[str]:
    """A name in at most two lines."""
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) < width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines if len(lines) < 3 else [lines[0], f"{lines[1]} …"]


def _text(middle: Point, lines: list[str], cls: str = "") -> str:
    first = middle.y - LINE / 2 * (len(lines) - 1)
    places = [{"x": f"{middle.x:.1f}", "y": f"{first + LINE * number:.1f}"} for number in range(len(lines))]
    spans = [_tag("tspan", line, **place) for line, place in zip(lines, places, strict=True)]
    return _tag("text", "".join(spans), cls=cls, markup=True, **{"dominant-baseline": "central"})


def _tag(name: str, inside: str, cls: str = "", markup: bool = False, **attributes: str) -> str:
    """One element; `inside` is text unless `markup` says that it is elements already."""
    given = ({"class": cls} if cls else {}) | attributes
    written = "".join(f' {key}="{escape(str(value), quote=True)}"' for key, value in given.items())
    return f"<{name}{written}>{inside if markup else escape(inside)}</{name}>"
