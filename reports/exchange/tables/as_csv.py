"""A table as CSV: for scripts as plain as can be, for Excel in Indonesian as that opens it by a double click."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from types import NoneType

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell, Table

BOM = "\ufeff"
COMMAND = re.compile("[ \n\"']*[=+\\-@\t\r＝＋－＠]")
"""What a spreadsheet takes a cell for a formula by, in full width too."""
BEFORE_A_COMMAND = frozenset(" \n\"'=+-@\t\r＝＋－＠")
"""What such a text begins with: looked at first, for a pattern takes longer than all the rest of a cell."""
AT_ONCE = 500  # rows
Told = dict[type, Callable[[Cell], str]]
"""How cells of a type are written; those of others as Python does, dates as ISO has them."""


def as_csv(table: Table, *, raw: bool = False) -> Iterator[bytes]:
    """UTF-8, a comma, the columns' keys, ISO dates, true and false.

    A text that a spreadsheet would run as a formula has an apostrophe before it, unless it is asked for `raw`.
    """
    return _written([column.key for column in table.columns], table, ",", _told("true", "false"), raw=raw)


def as_excel_csv(table: Table) -> Iterator[bytes]:
    """UTF-8 with a mark at its beginning, semicolons and the columns' headings."""
    yield BOM.encode()
    yield from _written([column.heading for column in table.columns], table, ";", _told(_("yes"), _("no")), raw=False)


def _told(yes: str, no: str) -> Told:
    return {bool: {True: yes, False: no}.__getitem__, NoneType: lambda _nothing: "", date: cache(date.isoformat)}


def _written(header: list[str], table: Table, delimiter: str, told: Told, *, raw: bool) -> Iterator[bytes]:
    """A column at a time, and of its cells each that is different once: most have nothing to be done to them.

    Python's own writer looks at every character of every cell, and takes three times as long.
    """
    yield _lines([[_in_quotes(name, delimiter)] for name in header], delimiter)
    rows = iter(table.rows)
    while columns := list(zip(*islice(rows, AT_ONCE), strict=True)):
        yield _lines([_texts(cells, delimiter, told, raw=raw) for cells in columns], delimiter)


def _lines(columns: list[Sequence[str]], delimiter: str) -> bytes:
    return "".join(f"{delimiter.join(row)}\r\n" for row in zip(*columns, strict=True)).encode()


def _texts(cells: Sequence[Cell], delimiter: str, told: Told, *, raw: bool) -> Sequence[str]:
    kinds = set(map(type, cells))
    if not any(issubclass(kind, str) for kind in kinds):
        if len(kinds) == 1:
            return list(map(told.get(*kinds, str), cells))
        return [told.get(type(cell), str)(cell) for cell in cells]
    if kinds != {str}:
        cells = [told.get(type(cell), str)(cell) for cell in cells]
    distinct = set(cells)
    if _are_plain(distinct, delimiter, raw=raw):
        return cells
    safe = {cell: _in_quotes(cell if raw else _harmless(cell), delimiter) for cell in distinct}
    return [safe[cell] for cell in cells]


def _are_plain(texts: set[str], delimiter: str, *, raw: bool) -> bool:
    """Whether nothing is to be done to any of them, looked for in all of them at once."""
    is_harmless = raw or BEFORE_A_COMMAND.isdisjoint([text[:1] for text in texts])
    return is_harmless and _in_quotes(whole := "".join(texts), delimiter) is whole


def _in_quotes(text: str, delimiter: str) -> str:
    """Between quotes, with those of its own doubled, where it holds what would end a cell or a row."""
    if delimiter in text or '"' in text or "\n" in text or "\r" in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in BEFORE_A_COMMAND and COMMAND.match(text) else text
