"""A table as a Word document on landscape paper, its head repeated on every page."""

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from reports.exchange import wordml
from reports.exchange.tables.table import Table
from reports.exchange.tables.wording import printed

PAPER = Cm(29.7), Cm(21.0)
MARGIN = Cm(1.8)
ROOM = 26.1  # cm between the margins
BOLD = "<w:rPr><w:b/></w:rPr>"
TEXT, END = "word/document.xml", b"<w:sectPr"


def as_docx(table: Table, *, heading: str) -> bytes:
    """The columns that have room on paper, under the table's title; `heading` stands at the head of each page.

    The same rows give the same bytes.
    """
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header.paragraphs[0].text = heading
    document.add_heading(table.title, level=1)
    file = BytesIO()
    document.save(file)
    parts = wordml.parts_of(file.getvalue())
    parts[TEXT] = parts[TEXT].replace(END, _xml(table).encode() + b"<w:p/>" + END, 1)
    return wordml.packed(parts)


def _xml(table: Table) -> str:
    columns, rows = printed(table)
    widths = wordml.shared(ROOM, [column.width for column in columns])
    head = wordml.row([wordml.lines(column.heading, look=BOLD) for column in columns], widths, wordml.HEAD)
    body = (wordml.row(map(wordml.lines, row), widths) for row in rows)
    return wordml.table((head, *body), widths, "TableGrid")
