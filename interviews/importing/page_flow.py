"""From the lines of pages to paragraphs and tables. Pure.

Lines with words in two columns or more make a table. Elsewhere a paragraph begins where a label opens the line, where
the gap above is wider, where the line is indented anew, or where the line above ends early.
"""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from .flow import Paragraph, Table
from .names import NAME, speaker_called
from .page_lines import Line
from .scribe import Scribe
from .stamps import BRACKETED, RANGE, STAMP

NEAR = 4.0
HYPHEN = "\x02"  # as the reader of pages marks one at the end of a line
_FIGURE = re.compile(rf"\s*(?:{BRACKETED}|{RANGE}|\d{{1,5}}\.?)\s*")
_OPENING = re.compile(rf"\s*(?:{BRACKETED}|{STAMP})\s|.{{1,60}}?(?:{BRACKETED}|(?<=\S):)(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+")


def blocks_of(name: str, pages: list[list[Line]]) -> list[Paragraph | Table]:
    """The blocks in the order of the pages. Raises Unreadable for too long a text."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    columns = _columns(lines)
    scribe = Scribe(name)
    shape = Shape(_pitch(pages), {word for line in lines for word in _words_of(line.words)})
    if columns:
        _table(scribe, lines, columns, shape)
    else:
        _paragraphs(scribe, lines, shape)
    return scribe.blocks


class Shape(NamedTuple):
    """The usual distance from one line to the next, and the words of the document."""

    pitch: float
    vocabulary: set[str]

    def continued(self, before: str, words: str) -> str:
        """The hyphen at a line's end goes where the whole word stands elsewhere in the document without it."""
        words = words.strip()
        if not before or not before.endswith(HYPHEN):
            return f"{before} {words}" if before else words
        start, *_ = _words_of(words[:60]) or [""]
        end = _words_of(before[-60:])[-1:] or [""]
        is_cut = (end[0] + start) in self.vocabulary
        return before[:-1] + ("" if is_cut else "-") + words


def _words_of(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def _pitch(pages: list[list[Line]]) -> float:
    """The usual distance from one line to the next."""
    steps = [above.bottom - line.bottom for page in pages for above, line in zip(page, page[1:], strict=False)]
    return median([step for step in steps if step > 0] or [12.0])


def _columns(lines: list[Line]) -> list[float]:
    """Where columns begin, if a good part of the lines has words in several at the same places; else none."""
    several = [line for line in lines if len(line.pieces) > 1]
    if len(several) < 3 or len(several) * 20 < len(lines):
        return []
    starts = Counter(round(piece.left / NEAR) for line in several for piece in line.pieces)
    columns: list[float] = []
    for place, count in sorted(starts.items()):
        near = count + starts[place + 1]
        if near * 10 >= len(several) * 6 and (not columns or place * NEAR - columns[-1] > 3 * NEAR):
            columns.append(place * NEAR)
    return columns if len(columns) > 1 else []


def _column_of(left: float, columns: list[float]) -> int:
    return max((index for index, start in enumerate(columns) if start <= left + 2 * NEAR), default=0)


def _table(scribe: Scribe, lines: list[Line], columns: list[float], shape: Shape) -> None:
    """Rows begin where the first column of figures has one; without figures, where the first column begins anew."""
    cells = [{_column_of(piece.left, columns): piece for piece in line.pieces} for line in lines]
    key = _key_column(cells, columns)
    first = next(index for index, line in enumerate(lines) if len(line.pieces) > 1)
    _paragraphs(scribe, lines[:first], shape)
    rows: list[list[str]] = []
    for index in range(first, len(lines)):
        gap = lines[index - 1].bottom - lines[index].bottom if index > first else 0
        is_new = key in cells[index] and (key > 0 or _begins(cells, index, key)) or gap > 1.8 * shape.pitch
        if is_new or not rows:
            rows.append([""] * len(columns))
        for piece in lines[index].pieces:
            column = _column_of(piece.left, columns)
            rows[-1][column] = shape.continued(rows[-1][column], piece.words)
    _write_rows(scribe, rows)


def _begins(cells: list[dict[int, object]], index: int, key: int) -> bool:
    """A name in the first column that goes on below, beside words that go on, begins no new row."""
    return index == 0 or key not in cells[index - 1] or len(cells[index]) > 2 or len(cells[index - 1]) == 1


def _key_column(cells: list[dict[int, object]], columns: list[float]) -> int:
    for column in range(len(columns)):
        words = [getattr(line[column], "words", "") for line in cells if column in line]
        if words and sum(_FIGURE.fullmatch(each) is not None for each in words) * 10 >= 8 * len(words):
            return column
    return 0


def _write_rows(scribe: Scribe, rows: list[list[str]]) -> None:
    for row in rows:
        for cell in row:
            scribe.write(_plain(cell))
            scribe.end_cell()
        scribe.end_row()
    scribe.end_table()


def _paragraphs(scribe: Scribe, lines: list[Line], shape: Shape) -> None:
    right = max((line.right for line in lines), default=0.0)
    left = min((line.left for line in lines), default=0.0)
    text = ""
    for above, line in _with_above(lines):
        if above is not None and _is_new(above, line, shape.pitch, left, right):
            scribe.write(_plain(text))
            scribe.end_paragraph()
            text = ""
        text = shape.continued(text, line.words)
    scribe.write(_plain(text))
    scribe.end_paragraph()


def _with_above(lines: list[Line]) -> Iterator[tuple[Line | None, Line]]:
    yield from zip([None, *lines][: len(lines)], lines, strict=True)


def _is_new(above: Line, line: Line, pitch: float, left: float, right: float) -> bool:
    gap = above.bottom - line.bottom
    if gap > 1.4 * pitch or _opens(line.words):
        return True
    if above.words.endswith(HYPHEN):
        return False
    is_indented_anew = line.left - above.left > NEAR and above.left - left < NEAR and line.left - left < 60
    if is_indented_anew and above.right < right - 40:
        return True
    return above.right - left < 0.7 * (right - left)


def _opens(words: str) -> bool:
    if _OPENING.match(words) is None:
        return False
    name = NAME.match(words.lstrip())
    return name is None or speaker_called(name[0]) is not None


def _plain(words: str) -> str:
    return " ".join("".join(sign for sign in words.replace(HYPHEN, "-") if sign >= " " or sign == "\t").split())
