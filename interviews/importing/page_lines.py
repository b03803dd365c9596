"""Pages as lines of words at their places; running heads and numbers in the margin are told apart. Pure.

Places are in points from the lower left of the page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

GAP = 9.0  # points between two pieces that are two columns, not two words
EDGE_LINES = 3
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\s*\d{1,5}\s*")
_PAGE_NUMBER = re.compile(r"[\s\-–—]*(?:\w{1,9}\.?\s+)?\d{1,4}(?:\s*(?:/|\w{1,5})\s*\d{1,4})?[\s\-–—]*")


class Piece(NamedTuple):
    """Words in one box."""

    left: float
    bottom: float
    right: float
    top: float
    words: str


class Line(NamedTuple):
    """The pieces of one line, from left to right; pieces close to each other are one."""

    pieces: tuple[Piece, ...]

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return min(piece.bottom for piece in self.pieces)

    @property
    def top(self) -> float:
        return max(piece.top for piece in self.pieces)

    @property
    def words(self) -> str:
        return " ".join(piece.words.strip() for piece in self.pieces)


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines from top to bottom. Pieces are on one line where they share half of the lower one's height."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left)):
        if rows and _shares_height(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(tuple(_joined(sorted(row, key=lambda piece: piece.left)))) for row in rows]


def _shares_height(row: list[Piece], piece: Piece) -> bool:
    top, bottom = max(other.top for other in row), min(other.bottom for other in row)
    shared = min(top, piece.top) - max(bottom, piece.bottom)
    return shared * 2 > min(top - bottom, piece.top - piece.bottom)


def _joined(row: list[Piece]) -> list[Piece]:
    joined = [row[0]]
    for piece in row[1:]:
        last = joined[-1]
        gap = piece.left - last.right
        if gap > GAP:
            joined.append(piece)
            continue
        between = " " if gap > 1 and not last.words.endswith(" ") and not piece.words.startswith(" ") else ""
        words = last.words + between + piece.words
        bottom, top = min(last.bottom, piece.bottom), max(last.top, piece.top)
        joined[-1] = Piece(last.left, bottom, max(last.right, piece.right), top, words)
    return joined


def without_running(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without what recurs, but for its figures, at the same height at their edges; and what that was."""
    seen = Counter(key for lines in pages for key in {_key(line) for line in _edges(lines)})
    least = max(2, (len(pages) + 2) // 3)
    kept, dropped = [], []
    for lines in pages:
        runs = [seen[_key(line)] >= least and _may_run(line, len(pages)) for line in lines]
        first, last = _run(runs[:EDGE_LINES]), len(lines) - _run(runs[::-1][:EDGE_LINES])
        dropped += [line.words for line in [*lines[:first], *lines[max(first, last) :]]]
        kept.append(lines[first:last])
    return kept, dropped


def _run(runs: list[bool]) -> int:
    """How many are true before the first that is not."""
    return next((index for index, runs_here in enumerate(runs) if not runs_here), len(runs))


def _edges(lines: list[Line]) -> list[Line]:
    return [*lines[:EDGE_LINES], *lines[EDGE_LINES:][-EDGE_LINES:]]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.words.casefold()).strip(), round(line.bottom / 4)


def _may_run(line: Line, pages: int) -> bool:
    """Two pages prove little: there only a page number runs."""
    return pages > 2 or _PAGE_NUMBER.fullmatch(line.words) is not None


def without_margins(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without numbers of lines beside the words, and those numbers.

    A number counts lines where it stands apart at one side and the next number is as much greater as lines lie between.
    """
    kept, dropped = [], []
    for lines in pages:
        numbers = _line_numbers(lines)
        dropped += [piece.words.strip() for piece in numbers.values()]
        rest = [
            Line(tuple(piece for piece in line.pieces if piece is not numbers.get(index)))
            for index, line in enumerate(lines)
        ]
        kept.append([line for line in rest if line.pieces])
    return kept, dropped


def _line_numbers(lines: list[Line]) -> dict[int, Piece]:
    for side in (0, -1):
        found = {
            index: line.pieces[side] for index, line in enumerate(lines) if _NUMBER.fullmatch(line.pieces[side].words)
        }
        steps = [(later - index, int(found[later].words) - int(found[index].words)) for index, later in pairwise(found)]
        true = sum(lines_between == numbers_between > 0 for lines_between, numbers_between in steps)
        if len(steps) >= 3 and true * 5 >= len(steps) * 4:
            return found
    return {}
