"""Actor × dimension as a heat map: the more informants speak of a cell, the darker it is, with their number. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from reports.pictures.drawing import INK, LINE, PAPER, SMALL, SOFT, drawn, tag, words, wrapped

STEPS = ("#e2e8f4", "#c5d0e8", "#a9b9dd", "#8ca2d1", "#7490c8")  # on paper; ink is read on each of them
ASIDE, ABOVE, WIDE, HIGH, GAP = 150, 46, 136, 62, 4


class Square(NamedTuple):
    """One cell: how many informants speak of it, and its level in words."""

    n: int
    level: str


def heat_map(
    title: str, desc: str, rows: Sequence[str], columns: Sequence[str], squares: Sequence[Sequence[Square]]
) -> str:
    """`squares` hold a row for each of `rows`, with one for each of `columns`."""
    most = max((square.n for row in squares for square in row), default=0)
    heads = [
        words(_x(place) + WIDE / 2, ABOVE / 2, wrapped(name, 18), size=SMALL) for place, name in enumerate(columns)
    ]
    names = [
        words(ASIDE - 12, _y(place) + HIGH / 2, wrapped(name, 20), anchor="end", weight="600")
        for place, name in enumerate(rows)
    ]
    drawn_squares = [_square(_x(c), _y(r), each, most) for r, row in enumerate(squares) for c, each in enumerate(row)]
    return drawn(_x(len(columns)), _y(len(rows)), title, desc, [*heads, *names, *drawn_squares])


def step(n: int, most: int) -> int:
    """0 where nobody speaks, else 1 to 5 in equal parts of the largest number."""
    return -(-len(STEPS) * n // most) if n else 0


def _x(column: int) -> float:
    return float(ASIDE + column * (WIDE + GAP))


def _y(row: int) -> float:
    return float(ABOVE + row * (HIGH + GAP))


def _square(x: float, y: float, square: Square, most: int) -> str:
    shade = step(square.n, most)
    look = {"fill": STEPS[shade - 1]} if shade else {"fill": PAPER, "stroke": LINE, "stroke_dasharray": "3 4"}
    inset = 0.0 if shade else 0.5
    box = tag(
        "rect",
        "",
        f"heat-{shade}",
        x=x + inset,
        y=y + inset,
        width=WIDE - 2 * inset,
        height=HIGH - 2 * inset,
        rx=5,
        **look,
    )
    middle = x + WIDE / 2
    told = words(middle, y + 18, [str(square.n)], size=18, weight="600", fill=INK)
    cls, fill = ("", INK) if shade else ("soft", SOFT)
    return box + told + words(middle, y + 43, wrapped(square.level, 22), cls, size=SMALL, fill=fill)
