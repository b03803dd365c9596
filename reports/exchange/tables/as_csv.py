"""A table as CSV: for scripts as plain as can be, for Excel in Indonesian as that opens it by a double click."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Table

BOM = "\ufeff"
COMMAND = re.compile("[ \n\"']*[=+\\-@\t\r＝＋－＠]")
"""What a spreadsheet takes a cell for a formula by, in full width too."""
AT_ONCE = 500  # rows


def as_csv(table: Table, *, raw: bool = False) -> Iterator[bytes]:
    """UTF-8, a comma, the columns' keys, ISO dates, true and false.

    A text that a spreadsheet would run as a formula has an apostrophe before it, unless it is asked for `raw`.
    """
    header = [column.key for column in table.columns]
    return _written(header, table, ",", _plain if raw else lambda cell: _harmless(_plain(cell)))


def as_excel_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with a mark at its beginning, semicolons and the columns' headings."""
    yield BOM.encode()
    header = [column.heading for column in table.columns]
    yield from _written(header, table, ";", lambda cell: _harmless(_readable(cell)))


def _written(header: list[str], table: Table, delimiter: str, cell_of) -> Iterator[bytes]:
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in enumerate(table.rows, start=1):
        writer.writerow(map(cell_of, row))
        if number % AT_ONCE == 0:
            yield _taken(sheet)
    yield _taken(sheet)


def _taken(sheet: StringIO) -> bytes:
    text = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return text.encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and COMMAND.match(cell) else cell


def _plain(cell: Cell) -> Cell:
    """As a script reads it: the writer itself sees to numbers, to nothing at all and to ISO dates."""
    return ("true" if cell else "false") if isinstance(cell, bool) else cell


def _readable(cell: Cell) -> Cell:
    return (_("yes") if cell else _("no")) if isinstance(cell, bool) else cell
