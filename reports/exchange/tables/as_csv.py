"""A table as CSV: for scripts as plain as can be, for Excel in Indonesian as that opens it by a double click."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Table

BOM = "\ufeff"
COMMAND = re.compile("[ \n\"']*[=+\\-@\t\r＝＋－＠]")
"""What a spreadsheet takes a cell for a formula by, in full width too."""
BEFORE_A_COMMAND = frozenset(" \n\"'=+-@\t\r＝＋－＠")
"""What such a text begins with: looked at first, for a pattern takes longer than all the rest of a cell."""
AT_ONCE = 500  # rows


def as_csv(table: Table, *, raw: bool = False) -> Iterator[bytes]:
    """UTF-8, a comma, the columns' keys, ISO dates, true and false.

    A text that a spreadsheet would run as a formula has an apostrophe before it, unless it is asked for `raw`.
    """
    header = [column.key for column in table.columns]
    return _written(header, table, ",", _plain if raw else lambda row: _harmless(_plain(row)))


def as_excel_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with a mark at its beginning, semicolons and the columns' headings."""
    yield BOM.encode()
    header = [column.heading for column in table.columns]
    yield from _written(header, table, ";", lambda row: _harmless(_readable(row)))


def _written(header: list[str], table: Table, delimiter: str, cells_of) -> Iterator[bytes]:
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for number, row in enumerate(table.rows, start=1):
        writer.writerow(cells_of(row))
        if number % AT_ONCE == 0:
            yield _taken(sheet)
    yield _taken(sheet)


def _taken(sheet: StringIO) -> bytes:
    text = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return text.encode()


def _harmless(row: Iterable[Cell]) -> list[Cell]:
    return [
        f"'{cell}" if isinstance(cell, str) and cell[:1] in BEFORE_A_COMMAND and COMMAND.match(cell) else cell
        for cell in row
    ]


def _is_command(text: str) -> bool:
    return text[:1] in BEFORE_A_COMMAND and COMMAND.match(text) is not None


def _plain(row: Iterable[Cell]) -> list[Cell]:
    """As a script reads it: the writer itself sees to numbers, to nothing at all and to ISO dates."""
    return _saying("true", "false", row)


def _readable(row: Iterable[Cell]) -> list[Cell]:
    return _saying(_("yes"), _("no"), row)


def _saying(yes: str, no: str, row: Iterable[Cell]) -> list[Cell]:
    return [(yes if cell else no) if isinstance(cell, bool) else cell for cell in row]
