"""What becomes of a coded span when its text is corrected. Pure; offsets are Unicode code points, spans half-open.

A span whose words stand whole in the new text keeps them, wherever they are. A span of which at least half is left is
touched, and has to be read again. Of any other it is only said where it stood: a person decides.
"""

from enum import StrEnum
from typing import NamedTuple

from interviews.aligning import Alignment, Run

ENOUGH = 2  # one part in so many of the letters of a span has to be left


class Fate(StrEnum):
    STAYS = "stays"  # the same words at the same place
    MOVES = "moves"  # the same words elsewhere
    TOUCHED = "touched"  # most of the words
    LOST = "lost"  # too few of them, or none


class Carried(NamedTuple):
    """Where a span comes to lie in the new text. Of a lost one it is what stands in its place, which may be nothing."""

    start: int
    end: int
    fate: Fate

    @property
    def keeps_its_words(self) -> bool:
        return self.fate in (Fate.STAYS, Fate.MOVES)


def carry(alignment: Alignment, old: str, start: int, end: int) -> Carried:
    """What becomes of old[start:end], which is not empty."""
    parts = alignment.within(start, end)
    moved = alignment.moved_within(start, end)
    for part in (*parts, *moved):
        if part.length == end - start:
            return Carried(part.to, part.to_end, Fate.STAYS if part.to == start else Fate.MOVES)
    if _letters(old, parts) < _letters(old, moved):
        return _of_moved(old, start, end, moved)
    to, to_end = _edge(alignment, start, parts[:1], first=True), _edge(alignment, end, parts[-1:], first=False)
    return Carried(to, max(to, to_end), _fate(old, start, end, parts))


def _edge(alignment: Alignment, at: int, part: list[Run], *, first: bool) -> int:
    """Where an end of the span comes to lie. What replaced words at its very edge belongs to it."""
    if part and at == (part[0].start if first else part[0].end):
        return part[0].to if first else part[0].to_end
    begin, finish, to, to_end = alignment.gap(at if first else at - 1)
    if first:
        return to if at == begin or not part else part[0].to
    return to_end if at == finish or not part else part[0].to_end


def _of_moved(old: str, start: int, end: int, moved: list[Run]) -> Carried:
    largest = max(moved, key=lambda part: part.length)
    return Carried(largest.to, largest.to_end, _fate(old, start, end, [largest]))


def _fate(old: str, start: int, end: int, parts: list[Run]) -> Fate:
    whole = _letters(old, [Run(start, start, end - start)])
    return Fate.TOUCHED if whole and _letters(old, parts) * ENOUGH >= whole else Fate.LOST


def _letters(old: str, parts: list[Run]) -> int:
    """How many of the code points are not blank: what nobody reads proves nothing."""
    return sum(not letter.isspace() for part in parts for letter in old[part.start : part.end])
