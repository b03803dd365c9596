"""A table as a Word document on landscape paper, its head repeated on every page."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import compress
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from reports.exchange.tables.table import Cell, Table

PAPER = Cm(29.7), Cm(21.0)
MARGIN = Cm(1.8)
ROOM = 26.1  # cm between the margins
TWIPS = 567  # in a centimetre
HEAD = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
BODY = "<w:trPr><w:cantSplit/></w:trPr>"
LOOK = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
TEXT, END = "word/document.xml", b"<w:sectPr"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML


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
    return _with_table(file.getvalue(), _xml(table).encode())


def _xml(table: Table) -> str:
    """Written as text: a document model, cell by cell, takes a minute where this takes a second."""
    shown = [column.in_print for column in table.columns]
    columns = list(compress(table.columns, shown))
    scale = ROOM * TWIPS / sum(column.width for column in columns)
    widths = [int(column.width * scale) for column in columns]
    head = _row([column.heading for column in columns], widths, HEAD, "<w:rPr><w:b/></w:rPr>")
    body = (_row([_shown(cell) for cell in compress(row, shown)], widths) for row in table.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{LOOK}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(body)}</w:tbl>"


def _row(cells: list[str], widths: list[int], row_style: str = BODY, style: str = "") -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(_paragraphs(cell, style))}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{row_style}{written}</w:tr>"


def _paragraphs(text: str, style: str) -> Iterator[str]:
    for line in UNWRITABLE.sub("\ufffd", text).split("\n"):
        yield f'<w:p><w:r>{style}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'


def _shown(cell: Cell) -> str:
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def _with_table(package: bytes, table: bytes) -> bytes:
    """The document with the table at its end, and without the time at which it was made."""
    file = BytesIO()
    with ZipFile(BytesIO(package)) as found, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name in found.namelist():
            content = found.read(name)
            if name == TEXT:
                content = content.replace(END, table + b"<w:p/>" + END, 1)
            made.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
