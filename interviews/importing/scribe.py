"""Paragraphs and tables written down as a reader meets them, whatever the format."""

from collections.abc import Iterable

from .composing import compose
from .flow import Losses, Paragraph, Table, said_in
from .parsed import Columns, Parsed, refuse_longer, refuse_wordless

SOFT_BREAK = "\u2028"
WIDEST_SPAN = 62


class Scribe:
    """Takes words, and ends of paragraphs, cells, rows and tables. Raises Unreadable for too long a text.

    A table within a cell is part of that cell: its cells are parted by tabs (`beside`), its rows by LF.
    """

    def __init__(self, name: str) -> None:
        self.blocks: list[Paragraph | Table] = []
        self._name, self._length = name, 0
        self._words: list[str] = []
        self._cell, self._row, self._rows = "", list[str](), list[list[str]]()
        self._part = ""
        self._written: list[str] = []
        self.at = 0

    def write(self, words: str) -> None:
        self._length += len(words)
        refuse_longer(self._name, self._length)
        self._words.append(words)
        self._note(words)

    @property
    def written(self) -> str:
        """All words as they came, LF between paragraphs; the next one comes to stand `at` there, in code points."""
        return "".join(self._written)

    def end_paragraph(self, is_heading: bool = False, keep_empty: bool = False) -> None:
        text = self._paragraph()
        if text or keep_empty:
            self.blocks.append(Paragraph(text, is_heading))

    def end_cell_paragraph(self) -> None:
        if text := self._paragraph():
            self._cell += (self._part if self._cell else "") + text
            self._part = "\n"

    def beside(self) -> None:
        """What follows stands in the next cell of a table within this cell."""
        self.end_cell_paragraph()
        self._part = "\t"

    def below(self) -> None:
        """What follows stands in the next row of a table within this cell."""
        self.end_cell_paragraph()
        self._part = "\n"

    def end_cell(self, columns: int = 1) -> None:
        self.end_cell_paragraph()
        self._row += [self._cell, *[""] * min(columns - 1, WIDEST_SPAN)]
        self._cell, self._part = "", "\n"

    def end_row(self) -> None:
        if self._row:
            self._rows.append(self._row)
        self._row = []

    def end_table(self) -> None:
        self.end_row()
        if self._rows:
            self.blocks.append(Table(self._rows))
        self._rows = []

    def _paragraph(self) -> str:
        text = "".join(self._words).strip(" \t\n" + SOFT_BREAK)
        self._words = []
        self._note("\n")
        return text.replace("\n", " ") if "\n" in text else text

    def _note(self, words: str) -> None:
        self._written.append(words)
        self.at += len(words)


def said_of(
    name: str,
    blocks: Iterable[Paragraph | Table],
    losses: Losses,
    format: str,
    encoding: str | None = None,
    columns: Columns | None = None,
) -> Parsed:
    """A document of paragraphs and tables as a transcript: one turn per line, `Label: words`."""
    said, sheet = said_in(blocks, losses, columns)
    text, turns = compose(said)
    refuse_longer(name, len(text))
    refuse_wordless(name, turns)
    return Parsed(text, turns, losses.listed(), format, encoding, sheet)
