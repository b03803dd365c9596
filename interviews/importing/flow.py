"""Documents of paragraphs and tables, whatever program wrote them: what is said in them, by whom."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from .composing import Said
from .parsed import Columns, Dropped, Sheet, gettext_noop
from .stamps import BRACKETED, STAMP
from .tables import PARAGRAPH, TableTurns, read_table
from .turning import utterances

_ONLY_STAMPS = re.compile(rf"\s*(?:(?:{BRACKETED}|{STAMP})\s*)+")
_WITHIN_TURN = re.compile(r"[ \t]*\n\s*")


class Paragraph(NamedTuple):
    """A paragraph's text, without LF. A heading is nobody's words."""

    text: str
    is_heading: bool = False


class Table(NamedTuple):
    """The cells of a table by row; the paragraphs of a cell are parted by LF."""

    rows: list[list[str]]


class Losses:
    """Counts what of a document does not come into the text, and keeps the first example of each kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def add(self, what: str, example: str, count: int = 1) -> None:
        """`what` is a msgid."""
        self._counts[what] += count
        if not self._examples.get(what):
            self._examples[what] = " ".join(example.split())[:200]

    def listed(self) -> list[Dropped]:
        return [Dropped(what, count, self._examples[what]) for what, count in self._counts.items()]


def said_in(
    blocks: Iterable[Paragraph | Table], losses: Losses, columns: Columns | None = None
) -> tuple[list[Said], Sheet | None]:
    """What is said, in the document's order, and the first table of turns.

    Beside a table of turns, paragraphs without labels are nobody's words. Where `columns` are told, each table that has
    them is read by them.
    """
    read: list[Paragraph | TableTurns] = []
    for block in blocks:
        turns = read_table(block.rows, columns) if isinstance(block, Table) else None
        read += [turns] if turns else _paragraphs(block) if isinstance(block, Table) else [block]
    has_tables = any(isinstance(piece, TableTurns) for piece in read)
    stretches = [list(pieces) for _, pieces in groupby(read, key=type)]
    said = [
        _from_tables(stretch, losses) if isinstance(stretch[0], TableTurns) else _from_paragraphs(stretch, has_tables)
        for stretch in stretches
    ]
    sheet = next((piece.sheet for piece in read if isinstance(piece, TableTurns)), None)
    return list(chain.from_iterable(said)), sheet


def _paragraphs(table: Table) -> list[Paragraph]:
    """A table that is no transcript: a layout table cell by cell, any other row by row."""
    if any("\n" in cell for row in table.rows for cell in row):
        return [Paragraph(line) for row in table.rows for cell in row for line in cell.split("\n")]
    return [Paragraph("\t".join(cell for cell in row if cell)) for row in table.rows]


def _from_tables(tables: Sequence[TableTurns], losses: Losses) -> list[Said]:
    for table in tables:
        for heading in table.headings:
            losses.add(gettext_noop("Column headings of tables"), heading)
        for cell in table.beside:
            losses.add(gettext_noop("Table cells beside speaker, time and words"), cell)
    return [said for table in tables for said in table.said]


def _from_paragraphs(paragraphs: Sequence[Paragraph], has_tables: bool) -> list[Said]:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    turns = utterances(text, headings=_heading_offsets(paragraphs), by_line=True)
    if has_tables and not any(turn.label for _, turn in turns):
        return _nobodys(text)
    said, done = [], 0
    for at, turn in turns:
        words = text[turn.start : turn.end]
        words = _WITHIN_TURN.sub(PARAGRAPH, words) if "\n" in words else words
        said += [*_nobodys(text[done:at]), Said(words, turn.label, turn.start_ms, turn.end_ms)]
        done = turn.end
    return said + _nobodys(text[done:])


def _heading_offsets(paragraphs: Sequence[Paragraph]) -> list[int]:
    offsets, at = [], 0
    for paragraph in paragraphs:
        if paragraph.is_heading:
            offsets.append(at)
        at += len(paragraph.text) + 1
    return offsets


def _nobodys(text: str) -> list[Said]:
    """Each line outside turns that is more than a time stamp."""
    lines = text.split("\n") if text and not text.isspace() else []
    return [Said(line.strip(), is_turn=False) for line in lines if line.strip() and not _ONLY_STAMPS.fullmatch(line)]
