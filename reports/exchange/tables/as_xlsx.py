"""Tables as an Excel workbook, a sheet for each: typed cells, a frozen head, no formula ever."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Table

LONGEST_CELL = 32_767  # characters that a cell of Excel holds
LONGEST_NAME = 31
FORBIDDEN_IN_NAME = str.maketrans("", "", "[]:*?/\\'")
SAME_TIME = datetime(2000, 1, 1)  # the same bytes for the same rows; the format knows no zone
TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Of every cell that has no format of its own: naming one in each of a hundred thousand takes a fifth of the time.
LOOK = {"default_format_properties": {"text_wrap": True, "valign": "top"}}


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """The same rows give the same bytes. A text longer than a cell holds is cut, and says so at its end."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {**TEXT, **LOOK, "constant_memory": True, "in_memory": False}) as book:
        book.set_properties({"created": SAME_TIME})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        for table in tables:
            _add(book, table, head, day)
    return file.getvalue()


def _add(book: xlsxwriter.Workbook, table: Table, head, day) -> None:
    sheet = book.add_worksheet(table.title.translate(FORBIDDEN_IN_NAME)[:LONGEST_NAME])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, head)
    flags = {True: _("yes"), False: _("no")}
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, last, place, flags[cell] if isinstance(cell, bool) else cell, day)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)


def _write(sheet, row: int, place: int, cell: Cell, day) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, place, _fitting(cell))
    elif isinstance(cell, int):
        sheet.write_number(row, place, cell)
    elif cell is not None:
        sheet.write_datetime(row, place, cell, day)


def _fitting(text: str) -> str:
    if len(text) <= LONGEST_CELL:
        return text
    note = _(" … (cut: {count} characters)").format(count=len(text))
    return text[: LONGEST_CELL - len(note)] + note
