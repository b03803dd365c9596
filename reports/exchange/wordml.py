"""The pieces of WordprocessingML that files for Word are made of, written as text.

A document model, cell by cell, takes a minute where this takes a second.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TWIPS = 567  # in a centimetre
HEAD = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
BODY = "<w:trPr><w:cantSplit/></w:trPr>"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML
UNKNOWN = "\ufffd"


def run(text: str, style: str = "") -> str:
    """A run of text in one line; `style` are run properties as XML."""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(UNWRITABLE.sub(UNKNOWN, text))}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    """A paragraph of runs, in the paragraph style of this id."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{content}</w:p>"


def lines(text: str, style: str = "", look: str = "") -> str:
    """A paragraph for every line; `look` are run properties as XML."""
    if "\n" not in text:
        return paragraph(run(text, look), style)
    return "".join(paragraph(run(line, look), style) for line in text.split("\n"))


def row(cells: Iterable[str], widths: Sequence[int], properties: str = BODY) -> str:
    """A row of a table; a cell is paragraphs as XML, a width is in twips."""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{written}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[int], style: str) -> str:
    """A table of rows as XML, in the table style of this id; its first row is its head."""
    look = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def shared(room: float, columns: Sequence[float]) -> list[int]:
    """The width of each column in twips: `room`, in centimetres, shared out as `columns` weigh."""
    scale = room * TWIPS / sum(columns)
    return [int(column * scale) for column in columns]


def parts_of(package: bytes) -> dict[str, bytes]:
    """The files of an Office document by name."""
    with ZipFile(BytesIO(package)) as found:
        return {name: found.read(name) for name in found.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these files, as an Office document is one, without the time at which it was made."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
