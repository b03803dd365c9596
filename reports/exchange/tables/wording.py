"""A table as a reader sees it on paper."""

from datetime import date
from itertools import compress

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Column, Table


def in_words(cell: Cell) -> str:
    """Dates as ISO, nothing as nothing, true and false in the language that is active."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def printed(table: Table) -> tuple[list[Column], list[list[str]]]:
    """The columns that have room on paper, and the rows in words."""
    shown = [column.in_print for column in table.columns]
    return list(compress(table.columns, shown)), [list(map(in_words, compress(row, shown))) for row in table.rows]
