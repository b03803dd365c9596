"""A table as CSV: for scripts as plain as can be, for Excel in Indonesian as that opens it by a double click."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

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
    return _written([column.key for column in table.columns], table, ",", ("true", "false"), raw=raw)


def as_excel_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with a mark at its beginning, semicolons and the columns' headings."""
    yield BOM.encode()
    yield from _written([column.heading for column in table.columns], table, ";", (_("yes"), _("no")), raw=False)


def _written(header: list[str], table: Table, delimiter: str, flags: tuple[str, str], *, raw: bool) -> Iterator[bytes]:
    """Numbers, nothing at all and ISO dates are seen to by the writer itself."""
    sheet, rows = StringIO(), iter(table.rows)
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    # A column at a time: whether it needs anything done is found out faster than by asking each cell.
    while columns := list(zip(*islice(rows, AT_ONCE), strict=True)):
        told = (_saying(flags, cells) for cells in columns)
        writer.writerows(zip(*(told if raw else map(_harmless, told)), strict=True))
        yield _taken(sheet)
    yield _taken(sheet)


def _taken(sheet: StringIO) -> bytes:
    text = sheet.getvalue()
    sheet.seek(0)
    sheet.truncate()
    return text.encode()


def _saying(flags: tuple[str, str], cells: Sequence[Cell]) -> Sequence[Cell]:
    if bool not in set(map(type, cells)):
        return cells
    yes, no = flags
    return [(yes if cell else no) if isinstance(cell, bool) else cell for cell in cells]


def _harmless(cells: Sequence[Cell]) -> Sequence[Cell]:
    if BEFORE_A_COMMAND.isdisjoint({cell[:1] for cell in set(cells) if isinstance(cell, str)}):
        return cells
    return [f"'{cell}" if isinstance(cell, str) and COMMAND.match(cell) else cell for cell in cells]
