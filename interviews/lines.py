"""Line numbers of a transcript, computed from its text alone, the same on screen, in print and in citations.

Each line of the text is wrapped at spaces to 72 columns; the pieces are numbered through from 1, empty lines too.

- A line ends at LF, and at the characters that Unicode calls mandatory breaks: VT, FF, U+0085, U+2028, U+2029.
- East Asian wide and fullwidth characters take 2 columns (Unicode's East_Asian_Width W and F), combining marks and
  invisible format characters 0, everything else 1, a tab too.
- The spaces at a wrap stay on the line before and may hang over its edge. A word that fits no line is
  cut at 72 columns.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

COLUMNS = 72
_BREAK = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")


def line_starts(text: str) -> list[int]:
    """Where each numbered line begins, in code points; line n begins at `line_starts(text)[n - 1]`.

    A break at the very end opens no further line. The empty text has one line.
    """
    odd_widths = {char: width for char in set(text) if (width := _width(char)) != 1}
    starts: list[int] = []
    for start, end in _lines(text):
        line = text[start:end]
        if end - start <= COLUMNS and not (odd_widths and 2 * (end - start) > COLUMNS):
            starts.append(start)
        elif odd_widths and not line.isascii():
            starts.extend(_wrap_measured(line, start, odd_widths))
        else:
            starts.extend(_wrap(line, start, None))
    return starts


def lines_of(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """The first and the last line number that the half-open span [start, end) touches."""
    return bisect_right(starts, start), bisect_right(starts, max(start, end - 1))


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text) or not text:
        yield start, len(text)


def _wrap_measured(line: str, offset: int, odd_widths: dict[str, int]) -> Iterator[int]:
    columns = list(accumulate(map(odd_widths.get, line, [1] * len(line)), initial=0))
    return _wrap(line, offset, columns)


def _wrap(line: str, offset: int, columns: list[int] | None) -> Iterator[int]:
    """`columns[i]` is the width of the first i characters; without it each character takes one column."""
    start, length = 0, len(line)
    while True:
        yield offset + start
        full = start + COLUMNS if columns is None else bisect_right(columns, columns[start] + COLUMNS) - 1
        if full >= length:
            return
        start = _next_start(line, start, full)
        if start >= length:
            return


def _next_start(line: str, start: int, full: int) -> int:
    """The start of the line after the one from `start` whose columns are used up at `full`."""
    space = line.rfind(" ", start, full + 1)
    if space < 0 or not line[start:space].strip(" "):
        return full
    while space < len(line) and line[space] == " ":
        space += 1
    return space
