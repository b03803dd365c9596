"""Codes that stand on the same words, as a network: the closer two are, the heavier the line between them. Pure."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

from reports.pictures.coordination import Point, plate
from reports.pictures.drawing import HUES, INK, LINE, SMALL, SOFT, drawn, tag, words

WIDE, BOTTOM = 600.0, 64.0
LOW, HIGH, FEW = 250.0, 440.0, 6  # of the ring: with so few codes it is low
MOST = 60  # lines at most: of more, nobody follows one
LABELLED = 16  # with so many lines each still has room for its number
SMALLEST, LARGEST = 6.0, 18.0  # radius of a code
WEIGHTS = ((0.1, 1.25), (0.25, 2.5), (0.5, 4.5), (1.0, 8.0))  # closeness up to, and width of the line


class Node(NamedTuple):
    """One code: how many codings it has, and its place in the codebook."""

    key: str
    n: int
    place: int


class Tie(NamedTuple):
    """Two codes: codings of the one beside the other, of the other beside the one, and the c-coefficient, 0 to 1."""

    one: str
    other: str
    n: int
    back: int
    closeness: float

    @property
    def told(self) -> str:
        return str(self.n) if self.n == self.back else f"{self.n} / {self.back}"


def heaviest(ties: Sequence[Tie]) -> list[Tie]:
    """The closest, as many as can be drawn, in their order."""
    kept = sorted(ties, key=lambda tie: -tie.closeness)[:MOST]
    return [tie for tie in ties if tie in kept]


def co_occurrence(title: str, desc: str, nodes: Sequence[Node], ties: Sequence[Tie], said: Sequence[str]) -> str:
    """Codes in a ring, in the order of the codebook.

    `said` is what there is to say: that there is nothing, what a size is, what a width is, and the limit of each.
    """
    if not nodes:
        return drawn(WIDE, 80, title, desc, [words(WIDE / 2, 40, [said[0]], "soft", fill=SOFT)])
    high = LOW if len(nodes) <= FEW else HIGH
    places = {node.key: _place(turn, high) for node, turn in zip(nodes, _turns(len(nodes)), strict=True)}
    lines = [_line(places[tie.one], places[tie.other], tie.closeness) for tie in ties]
    numbers = [_number(places[tie.one], places[tie.other], tie.told) for tie in ties] if len(ties) <= LABELLED else []
    most = max(node.n for node in nodes)
    codes = [_code(node, places[node.key], most, high) for node in nodes]
    return drawn(WIDE, high + BOTTOM, title, desc, [*lines, *numbers, *codes, *_legend(high + 32, said[1:])])


def _turns(n: int) -> list[float]:
    """Angles around the ring, from the top, in the direction of a clock."""
    return [2 * pi * place / n - pi / 2 for place in range(n)]


def _place(turn: float, high: float) -> Point:
    return Point(WIDE / 2 + (WIDE / 2 - 110) * cos(turn), high / 2 + (high / 2 - 46) * sin(turn))


def weight(closeness: float) -> float:
    """The width of the line of two codes."""
    return next(width for most, width in WEIGHTS if closeness <= most)


def _line(one: Point, other: Point, closeness: float) -> str:
    ends = {"x1": one.x, "y1": one.y, "x2": other.x, "y2": other.y}
    return tag("line", "", "tie", **ends, stroke=LINE, stroke_width=weight(closeness))


def _number(one: Point, other: Point, told: str) -> str:
    """Away from the middle, where the lines cross."""
    return plate(one.towards(other, 0.36 * hypot(other.x - one.x, other.y - one.y)), [told])


def _code(node: Node, place: Point, most: int, high: float) -> str:
    radius = SMALLEST + (LARGEST - SMALLEST) * (node.n / most) ** 0.5
    hue = node.place % len(HUES)
    look = {"fill": HUES[hue], "stroke": HUES[hue], "stroke_width": 1.5}
    dot = tag("circle", "", f"mark code-{hue}", cx=place.x, cy=place.y, r=radius, **look)
    aside = place.x - WIDE / 2
    name = f"{node.key} ({node.n})"
    if abs(aside) < 40:
        y = place.y + (radius + 13) * (1 if place.y > high / 2 else -1)
        return dot + words(place.x, y, [name], weight="600")
    x = place.x + (radius + 8) * (1 if aside > 0 else -1)
    return dot + words(x, place.y, [name], anchor="start" if aside > 0 else "end", weight="600")


def _legend(y: float, said: Sequence[str]) -> list[str]:
    parts = [
        tag("circle", "", "dot", cx=30, cy=y, r=SMALLEST, fill=INK),
        words(44, y, [f"(n) {said[0]}"], anchor="start", size=SMALL),
        words(WIDE - 320, y, [said[1]], anchor="end", size=SMALL),
    ]
    for place, ((_most, width), limit) in enumerate(zip(WEIGHTS, said[2:], strict=True)):
        x = WIDE - 300 + 76 * place
        parts.append(tag("line", "", "tie", x1=x, x2=x + 22, y1=y, y2=y, stroke=LINE, stroke_width=width))
        parts.append(words(x + 28, y, [f"≤ {limit}"], anchor="start", size=SMALL))
    return parts
