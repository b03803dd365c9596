"""A report as tagged PDF: PDF/UA-1, set by Typst with the fonts it brings, in a process of its own.

The words travel as data beside a fixed template, so that nothing in them is read as markup.
"""

import signal
from collections.abc import Sequence
from contextlib import nullcontext
from subprocess import CalledProcessError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override, pgettext

from reports.book.tree import (
    LABELS,
    Block,
    Bullets,
    Document,
    Figure,
    Grid,
    Heading,
    Mark,
    Paragraph,
    Part,
    Quote,
    Words,
    anchors_of,
    labels_of,
)
from reports.exchange.documents.apart import MEMORY, alone, set_apart
from reports.exchange.tables.fitting import shares
from reports.exchange.tables.wording import printed

TOO_LONG = gettext_noop(
    "As a PDF this report would take more memory than there is. Without {parts} it can be made;"
    " Word, the web page, Excel and CSV hold everything."
)
# Typst takes some 14 kB for every cell of a table, and 100 bytes for every letter: measured from 4,000 to 48,000 cells.
LETTERS_OF_A_CELL = 140
MOST_CELLS = 50_000  # of all tables together: with 100 letters in each line, the transcripts of some 10,000 lines
LARGE = 8_000  # cells; several that are larger are set one after the other
LETTERS = {False: 105, True: 165}  # of a table in a line, upright and on its side


class TooLong(Exception):
    """What would take more memory than a worker may; in the language that is active it says what to do instead."""

    def __init__(self, parts: list[str]):
        super().__init__(parts)
        self.parts = parts

    def __str__(self) -> str:
        return _(TOO_LONG).format(parts=", ".join(f"“{title}”" for title in self.parts))


def as_pdf(document: Document, *, memory: int = MEMORY) -> bytes:
    """The same tree gives the same bytes. `memory` in bytes is what setting it may take.

    Raises TooLong; and CalledProcessError or TimeoutExpired, after which a job is tried again.
    """
    weights = sorted(((_cells(part), part.title) for part in document.parts), reverse=True)
    cells = sum(weight for weight, _title in weights)
    if cells > MOST_CELLS:
        raise TooLong(_in_the_way(weights, cells))
    with override(document.language):
        told = _Page(document).told()
    try:
        with alone() if cells > LARGE else nullcontext():
            return set_apart(told, memory)
    except CalledProcessError as failure:
        if failure.returncode != -signal.SIGABRT:
            raise
        raise TooLong([weights[0][1]]) from failure


def _cells(part: Part) -> int:
    """How many cells the tables of a part have; a long one weighs as much as several."""
    rows = (row for block in part.blocks if isinstance(block, Grid) for row in printed(block.table)[1])
    return sum(1 + len(cell) // LETTERS_OF_A_CELL for row in rows for cell in row)


def _in_the_way(weights: list[tuple[int, str]], cells: int) -> list[str]:
    """The titles of the fewest parts, the longest first, without which the others are short enough."""
    titles = []
    for weight, title in weights:
        if cells <= MOST_CELLS:
            break
        titles.append(title)
        cells -= weight
    return titles


class _Page:
    """The document as the template reads it."""

    def __init__(self, document: Document):
        self.document = document
        self.labels = labels_of(document)
        self.ids = {anchor: f"a{place}" for place, anchor in enumerate(anchors_of(document), start=1)}
        self.wide = False

    def told(self) -> dict:
        document = self.document
        return {
            "title": document.title,
            "subtitle": document.subtitle,
            "language": document.language,
            "contents": _("Contents"),
            "tables": _("Tables"),
            "figures": pgettext("of a document", "Figures") if document.figures() else "",
            "lacking": _("Characters that the fonts of this file lack stand as their numbers, such as [U+4E2D]."),
            "lead": [self._block(block) for block in document.lead],
            "parts": [self._part(part) for part in document.parts],
        }

    def _part(self, part: Part) -> dict:
        self.wide = part.wide
        blocks = [self._block(block) for block in part.blocks]
        return {
            "id": self.ids[part.anchor],
            "title": part.title,
            "stage": part.stage,
            "wide": part.wide,
            "blocks": blocks,
        }

    def _block(self, block: Block) -> dict:
        if isinstance(block, Heading):
            told = {"kind": "heading", "level": block.level, "text": block.text, "id": self.ids.get(block.anchor, "")}
        elif isinstance(block, Paragraph):
            told = {"kind": "paragraph", "words": self._words(block.words)}
        elif isinstance(block, Bullets):
            told = {"kind": "bullets", "items": [self._words(item) for item in block.items]}
        elif isinstance(block, Quote):
            against = _("Against it") if block.against else ""
            told = {"kind": "quote", "text": block.text, "cite": block.cite, "against": against} | self._to(block.to)
        elif isinstance(block, Grid):
            told = self._grid(block)
        else:
            told = self._figure(block)
        return told

    def _words(self, words: Sequence[Words]) -> list[dict]:
        return [
            {"text": each.text or self.labels.get(each.to, ""), "strong": each.strong, "note": each.note}
            | self._to(each.to)
            for each in words
        ]

    def _to(self, anchor: str) -> dict:
        return {"to": self.ids[anchor]} if anchor in self.ids else {}

    def _grid(self, grid: Grid) -> dict:
        columns, rows = printed(grid.table)
        marks = grid.marks or (Mark(),) * len(rows)
        return {
            "kind": "grid",
            "id": self.ids[grid.anchor],
            "label": LABELS["table"][self.document.language],
            "caption": grid.table.title,
            "head": [column.heading for column in columns],
            "shares": shares(columns, rows, LETTERS[self.wide]),
            "rows": [self._row(row, mark) for row, mark in zip(rows, marks, strict=True)],
        }

    def _row(self, row: list[str], mark: Mark) -> list[str | dict]:
        cells: list[str | dict] = list(row)
        if mark.here:
            cells[0] = {"text": row[0], "id": self.ids[mark.here]}
        if mark.to in self.ids:
            cells[mark.column] = {"text": row[mark.column], "to": self.ids[mark.to]}
        return cells

    def _figure(self, figure: Figure) -> dict:
        return {
            "kind": "figure",
            "id": self.ids[figure.anchor],
            "label": LABELS["figure"][self.document.language],
            "svg": figure.svg,
            "alt": figure.alt,
            "caption": figure.caption,
        }
