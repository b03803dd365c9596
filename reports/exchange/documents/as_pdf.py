"""A report as tagged PDF: PDF/UA-1, set by Typst with the fonts it brings, in a process of its own.

The words travel as data beside a fixed template, so that nothing in them is read as markup.
"""

from collections.abc import Sequence

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
from reports.exchange.documents.apart import set_apart
from reports.exchange.tables.fitting import shares
from reports.exchange.tables.wording import printed

TOO_LONG = gettext_noop(
    "The tables of this report have {rows} rows; a PDF takes {most}. Leave out the transcripts, or take Word."
)
MOST_ROWS = 10_000  # of all tables together: Typst takes some 130 MB for every thousand
LETTERS = {False: 105, True: 165}  # of a table in a line, upright and on its side


class TooLong(Exception):
    """What would take more memory than a worker should; the message says what to do instead."""


def as_pdf(document: Document) -> bytes:
    """The same tree gives the same bytes.

    Raises TooLong; and CalledProcessError or TimeoutExpired, after which a job is tried again.
    """
    if (rows := sum(len(tuple(grid.table.rows)) for grid in document.grids())) > MOST_ROWS:
        raise TooLong(_(TOO_LONG).format(rows=rows, most=MOST_ROWS))
    with override(document.language):
        told = _Page(document).told()
    return set_apart(told)


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
