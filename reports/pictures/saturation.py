"""New codes interview by interview, by date: where nothing new comes any more, the codebook is saturated. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reports.pictures.drawing import INK, LINE, PAPER, SMALL, SOFT, drawn, tag, words

LEFT, RIGHT, TOP, BOTTOM, HIGH = 46, 20, 30, 64, 220
LEAST, MOST = 26, 64  # width of an interview
BAR, CURVE = "#7490c8", INK
LABELS = 40  # interviews at most that have their code below them; of more, every so many-th


class Step(NamedTuple):
    """One interview: how many codes it has, how many of them are in none before it, how many there are so far."""

    interview: str
    codes: int
    new: int
    so_far: int


def steps(used: Iterable[tuple[str, Iterable[str]]]) -> list[Step]:
    """From (interview, its codes) in the order in which they were held."""
    known: set[str] = set()
    made = []
    for interview, codes in used:
        here = set(codes)
        new = here - known
        known |= here
        made.append(Step(interview, len(here), len(new), len(known)))
    return made


def saturation(title: str, desc: str, made: Sequence[Step], bars: str, curve: str) -> str:
    """Bars of new codes below a curve of all so far; `bars` and `curve` say what they are."""
    most = max((each.so_far for each in made), default=0) or 1
    width = min(MOST, max(LEAST, 720 / max(len(made), 1)))
    wide = LEFT + RIGHT + width * max(len(made), 1)
    every = -(-len(made) // LABELS) or 1
    points = [(LEFT + width * (place + 0.5), _height(each.so_far, most)) for place, each in enumerate(made)]
    parts = [
        *_grid(most, wide),
        *(_bar(LEFT + width * place, width, each, most, place % every == 0) for place, each in enumerate(made)),
        tag(
            "polyline",
            "",
            "curve",
            points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
            fill="none",
            stroke=CURVE,
            stroke_width=2,
        ),
        *(
            tag("circle", "", "curve-point", cx=x, cy=y, r=3.5, fill=PAPER, stroke=CURVE, stroke_width=2)
            for x, y in points
        ),
        *_legend(bars, curve),
    ]
    return drawn(float(max(wide, 420)), float(TOP + HIGH + BOTTOM), title, desc, parts)


def _height(value: int, most: int) -> float:
    return TOP + HIGH * (1 - value / most)


def _grid(most: int, wide: float) -> list[str]:
    marks = sorted({0, -(-most // 2), most})
    return [
        tag(
            "line",
            "",
            "grid",
            x1=LEFT,
            x2=float(wide - RIGHT),
            y1=_height(mark, most),
            y2=_height(mark, most),
            stroke=LINE,
            stroke_width=0.75,
        )
        + words(LEFT - 8, _height(mark, most), [str(mark)], "soft", anchor="end", size=SMALL, fill=SOFT)
        for mark in marks
    ]


def _bar(x: float, width: float, each: Step, most: int, labelled: bool) -> str:
    top = _height(each.new, most)
    box = (
        tag("rect", "", "bar", x=x + width * 0.18, y=top, width=width * 0.64, height=TOP + HIGH - top, fill=BAR)
        if each.new
        else ""
    )
    number = words(x + width / 2, TOP + HIGH - 9, [str(each.new)], size=SMALL, weight="600")
    label = words(x + width / 2, TOP + HIGH + 14, [each.interview], "soft", size=SMALL, fill=SOFT) if labelled else ""
    return box + number + label


def _legend(bars: str, curve: str) -> list[str]:
    y = float(TOP + HIGH + 44)
    return [
        tag("rect", "", "bar", x=LEFT, y=y - 6, width=14, height=12, fill=BAR),
        words(LEFT + 22, y, [bars], anchor="start", size=SMALL),
        tag("line", "", "curve", x1=LEFT + 180, x2=LEFT + 200, y1=y, y2=y, stroke=CURVE, stroke_width=2),
        words(LEFT + 208, y, [curve], anchor="start", size=SMALL),
    ]
