"""The codes over the course of one interview: where in the text each of them is. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reports.pictures.drawing import HUES, LINE, PAPER, SMALL, SOFT, drawn, tag, words

LEFT, WIDE, ROW, TOP, BOTTOM = 96, 640, 26, 12, 58
LEAST = 4.0  # width of a mark, however short the passage
DENIED = ("absent", "hindered")


class Mark(NamedTuple):
    """One coding: its code, where it begins and ends in the text, in code points, and its polarity."""

    code: str
    start: int
    end: int
    polarity: str


def course(
    title: str, desc: str, marks: Sequence[Mark], length: int, hues: Mapping[str, int], said: Sequence[str]
) -> str:
    """A row for each code of `hues` (code → place in the house's palette), in its order; `length` of the text.

    `said` are the words of the legend: done, said not to be done, other; and of the two ends of the text.
    """
    rows = {code: TOP + ROW * (place + 0.5) for place, code in enumerate(hues)}
    bottom = float(TOP + ROW * len(rows))
    tracks = [
        tag("line", "", "grid", x1=LEFT, x2=LEFT + WIDE, y1=y, y2=y, stroke=LINE, stroke_width=0.75)
        + words(LEFT - 10, y, [code], anchor="end", size=SMALL, weight="600")
        for code, y in rows.items()
    ]
    drawn_marks = [_mark(each, rows[each.code], length, hues[each.code]) for each in marks]
    ends = words(LEFT, bottom + 10, [said[3]], "soft", anchor="start", size=SMALL, fill=SOFT)
    ends += words(LEFT + WIDE, bottom + 10, [said[4]], "soft", anchor="end", size=SMALL, fill=SOFT)
    parts = [*tracks, *drawn_marks, ends, *_legend(bottom + 38, said)]
    return drawn(float(LEFT + WIDE + 20), bottom + BOTTOM, title, desc, parts)


def _mark(each: Mark, y: float, length: int, hue: int) -> str:
    x = LEFT + WIDE * each.start / max(length, 1)
    wide = max(LEAST, WIDE * (each.end - each.start) / max(length, 1))
    return _shape(min(x, LEFT + WIDE - wide), y, wide, each.polarity, hue)


def _shape(x: float, y: float, wide: float, polarity: str, hue: int) -> str:
    """Filled where it was done, an empty frame where it was not, half as high for everything between."""
    high = 16.0 if polarity == "enacted" or polarity in DENIED else 8.0
    is_empty = polarity in DENIED
    colour = HUES[hue % len(HUES)]
    look = {"fill": PAPER if is_empty else colour, "stroke": colour, "stroke_width": 1.5}
    cls = f"mark code-{hue % len(HUES)}{' empty' if is_empty else ''}"
    return tag("rect", "", cls, x=x, y=y - high / 2, width=wide, height=high, **look)


def _legend(y: float, said: Sequence[str]) -> list[str]:
    kinds, x, parts = ("enacted", "absent", "limited"), float(LEFT), []
    for polarity, told in zip(kinds, said, strict=False):
        parts += [_shape(x, y, 14, polarity, 4), words(x + 22, y, [told], anchor="start", size=SMALL)]
        x += 40 + 6.4 * len(told)
    return parts
