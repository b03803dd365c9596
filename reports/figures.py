"""Figures as SVG text: the coordination of actors, and a glyph for each level. Pure.

No style attribute is written (the Content-Security-Policy forbids it): classes carry the colours, attributes the
shapes. A level is always told by shape and word too, never by colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, sin

from reports.sentences.labels import PAIR_LEVEL

WIDTH, HEIGHT, NODE = 560, 400, 30
GAP = 5  # between the parallel lines of an edge: one line a rung
SYMBOLS = {"none": "×", "contact_only": "→", "insufficient": "?", "contested": "!", "no_evidence": ""}
DASHES = {"none": "2 7", "contact_only": "9 6", "insufficient": "2 5", "contested": "9 4 2 4", "no_evidence": "1 9"}
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
    by code and language. A rung is as many parallel lines; other levels have a dash and a sign of their own.
    """
    places = _triangle(actors) if len(actors) == 3 else _ring(actors)
    spoken = "; ".join(
        f"{_named(names, key, language)}: {PAIR_LEVEL[pair['level']][language]}" for key, pair in pairs.items()
    )
    edges = [_edge(places, key, pair, language, labelled=len(actors) <= 4) for key, pair in pairs.items()]
    nodes = [_node(places[a["code"]], a, names, language, position) for position, a in enumerate(actors)]
    inside = _tag("title", TITLES[language]) + _tag("desc", spoken) + "".join(edges) + "".join(nodes)
    return _tag("svg", inside, cls="network", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", markup=True)


def _named(names, key: str, language: str) -> str:
    return "–".join(names[code][language] if code in names else code for code in key.split("-"))


def _triangle(actors) -> dict[str, Point]:
    corners = (Point(WIDTH / 2, 52), Point(96, HEIGHT - 76), Point(WIDTH - 96, HEIGHT - 76))
    return {actor["code"]: corner for actor, corner in zip(actors, corners, strict=True)}


def _ring(actors) -> dict[str, Point]:
    centre, radius = Point(WIDTH / 2, HEIGHT / 2 - 6), HEIGHT / 2 - 70
    turns = [2 * pi * place / max(len(actors), 1) - pi / 2 for place in range(len(actors))]
    return {
        actor["code"]: Point(centre.x + 1.25 * radius * cos(turn), centre.y + radius * sin(turn))
        for actor, turn in zip(actors, turns, strict=True)
    }


def _edge(places, key: str, pair, language: str, labelled: bool) -> str:
    first, second = (places[code] for code in key.split("-"))
    start, end = first.towards(second, NODE + 4), second.towards(first, NODE + 4)
    level, rung = pair["level"], pair["rung"]
    lines = [_line(start, end, shift, DASHES.get(level)) for shift in _shifts(rung or 1)]
    told = _edge_label(start, end, level, language) if labelled else _symbol(start, end, level)
    return _tag("g", "".join(lines) + told, cls=f"edge level-{level}", markup=True)


def _shifts(lines: int) -> list[float]:
    """How far each of the parallel lines lies from the middle."""
    return [GAP * (line - (lines - 1) / 2) for line in range(lines)]


def _line(start: Point, end: Point, shift: float, dash: str | None) -> str:
    length = hypot(end.x - start.x, end.y - start.y) or 1
    across, down = -(end.y - start.y) / length * shift, (end.x - start.x) / length * shift
    points = {"x1": start.x + across, "y1": start.y + down, "x2": end.x + across, "y2": end.y + down}
    drawn = {name: f"{value:.1f}" for name, value in points.items()}
    return _tag("line", "", stroke="currentColor", **drawn, **({"stroke-dasharray": dash} if dash else {}))


def _symbol(start: Point, end: Point, level: str) -> str:
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    return _text(middle, [SYMBOLS[level]], "edge-symbol") if SYMBOLS.get(level) else ""


def _edge_label(start: Point, end: Point, level: str, language: str) -> str:
    label, _, rest = PAIR_LEVEL[level][language].partition(" (")
    lines = [f"{SYMBOLS.get(level, '')} {label}".strip()] + ([f"({rest}"] if rest else [])
    return _text(Point((start.x + end.x) / 2, (start.y + end.y) / 2), lines, "edge-label")


def _node(place: Point, actor, names, language: str, position: int) -> str:
    shape = _shape(place, actor["side"])
    code = _text(place, [actor["code"]], "node-code")
    name = _wrapped(names[actor["code"]][language] if actor["code"] in names else actor["code"])
    below = Point(place.x, place.y + NODE + 8 + 7.5 * len(name))
    told = _text(below, name, "node-name")
    return _tag("g", shape + code + told, cls=f"node actor-{position % 7} side-{actor['side']}", markup=True)


def _shape(place: Point, side: str) -> str:
    """A square for the state side, a circle for the civic side."""
    if side == "state":
        corner = {"x": f"{place.x - NODE + 3:.1f}", "y": f"{place.y - NODE + 3:.1f}"}
        return _tag("rect", "", width=str(2 * NODE - 6), height=str(2 * NODE - 6), rx="6", **corner)
    return _tag("circle", "", cx=f"{place.x:.1f}", cy=f"{place.y:.1f}", r=str(NODE))


def _wrapped(name: str, width: int = 24) -> list[str]:
    """A name in at most two lines."""
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) < width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    return lines if len(lines) < 3 else [lines[0], f"{lines[1]} …"]


def _text(middle: Point, lines: list[str], cls: str) -> str:
    x, first = f"{middle.x:.1f}", middle.y - 7.5 * (len(lines) - 1)
    spans = [_tag("tspan", line, x=x, y=f"{first + 15 * place:.1f}") for place, line in enumerate(lines)]
    centred = {"text-anchor": "middle", "dominant-baseline": "central"}
    return _tag("text", "".join(spans), cls=cls, markup=True, **centred)


# One drawing a level, inside a 16 × 16 box, told apart in black and white.
CELL_GLYPHS = {
    "enacted": '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "limited": '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor" stroke="none"/>',
    "mixed": '<circle cx="8" cy="8" r="6"/><path d="M3.8 12.2 12.2 3.8M3.8 3.8l8.4 8.4"/>',
    "absent": '<circle cx="8" cy="8" r="6"/><path d="M3.8 12.2 12.2 3.8"/>',
    "insufficient": '<circle cx="8" cy="8" r="6" stroke-dasharray="2 2.2"/>',
    "no_evidence": '<path d="M5 8h6"/>',
}
PAIR_GLYPHS = {
    "networking": '<path d="M2 8h12"/>',
    "coordinating": '<path d="M2 6h12M2 10h12"/>',
    "cooperating": '<path d="M2 4.5h12M2 8h12M2 11.5h12"/>',
    "collaborating": '<path d="M2 3h12M2 6.3h12M2 9.7h12M2 13h12"/>',
    "none": '<path d="M5 5l6 6M11 5l-6 6"/>',
    "contact_only": '<path d="M2 8h10M9 5l3.5 3L9 11"/>',
    "insufficient": '<path d="M2 8h12" stroke-dasharray="2 2.2"/>',
    "contested": '<path d="M8 3v6.5M8 12.2v.6"/>',
    "no_evidence": '<path d="M6.5 8h3"/>',
}


def glyph(level: str, of: str = "cell") -> str:
    """The sign of a level. It stands beside the word and is hidden from screen readers, who read the word."""
    drawing = (CELL_GLYPHS if of == "cell" else PAIR_GLYPHS)[level]
    stroke = {"fill": "none", "stroke": "currentColor", "stroke-width": "1.6", "aria-hidden": "true"}
    return _tag("svg", drawing, cls=f"glyph level-{level}", viewBox="0 0 16 16", markup=True, **stroke)


def _tag(name: str, inside: str, cls: str = "", markup: bool = False, **attributes: str) -> str:
    """One element; `inside` is text unless `markup` says that it is elements already."""
    given = ({"class": cls} if cls else {}) | attributes
    written = "".join(f' {key}="{escape(str(value), quote=True)}"' for key, value in given.items())
    return f"<{name}{written}>{inside if markup else escape(inside)}</{name}>"
