"""The words around what was found, as much of them as one reads at a glance."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

AROUND = 160  # code points beside a hit; what lies further off is left out
LEFT_OUT = " … "


class Piece(NamedTuple):
    words: str
    is_hit: bool = False


def excerpt(text: str, spans: Sequence[tuple[int, int]], around: int = AROUND) -> list[Piece]:
    """The text with its spans, half-open and in order, marked; long stretches between them shortened at a space."""
    return [piece for piece in _pieces(text, spans, around) if piece.words]


def _pieces(text: str, spans: Sequence[tuple[int, int]], around: int) -> Iterator[Piece]:
    end = 0
    for start, stop in spans:
        yield Piece(_between(text[end:start], around, bool(end), True))
        yield Piece(text[start:stop], True)
        end = stop
    yield Piece(_between(text[end:], around, True, False))


def _between(words: str, around: int, is_after: bool, is_before: bool) -> str:
    """What stands after a hit, before one, or between two."""
    if len(words) <= 2 * around:
        return words
    head = words[:around].rpartition(" ")[0] if is_after else ""
    tail = words[-around:].partition(" ")[2] if is_before else ""
    return f"{head}{LEFT_OUT}{tail}"
