"""Tables of Excel and its kin (.xlsx): the first sheet that is shown and holds something; one row, one turn."""

import io
from datetime import time, timedelta
from importlib import import_module
from typing import Any

from .asides import LOST, SHEETS
from .flow import Losses
from .package import Package
from .parsed import Columns, Message, Parsed, Unreadable, gettext_noop
from .sheets import read_rows

MAX_ROWS = 200_000
CURE = gettext_noop("save the table anew as .xlsx, or as .csv in UTF-8, and import that")


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for what is no workbook, a hostile or broken one, and one without a word."""
    if "xl/workbook.xml" not in Package(name, data, CURE):
        raise _refused(name, gettext_noop("there is no workbook in it"))
    losses = Losses()
    return read_rows(name, _rows(name, data, losses), "xlsx", columns, losses=losses)


def _rows(name: str, data: bytes, losses: Losses) -> list[list[str]]:
    calamine = import_module("python_calamine")  # asked for only here
    found: list[list[str]] = []
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            is_read = not found and sheet.visible == calamine.SheetVisibleEnum.Visible
            rows = book.get_sheet_by_name(sheet.name).to_python(nrows=MAX_ROWS if is_read else 1)
            if is_read:
                found = [[_written(cell, losses) for cell in row] for row in rows]
            elif rows:
                losses.add(SHEETS, sheet.name)
    except calamine.PasswordError as error:
        raise _refused(name, gettext_noop("it is protected by a password")) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _refused(name, gettext_noop("the file is broken or not complete")) from error
    return found


def _written(cell: Any, losses: Losses) -> str:
    """A cell as it is read: 12 and not 12.0, a time of the clock as a stamp."""
    if isinstance(cell, time):
        return cell.isoformat("milliseconds" if cell.microsecond else "seconds")
    if isinstance(cell, timedelta):
        seconds, rest = divmod(cell // timedelta(milliseconds=1), 1000)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    words = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in words:
        losses.add(LOST, "", words.count("\0"))
    return words.replace("\0", "")


def _refused(name: str, what: str) -> Unreadable:
    return Unreadable(name, None, Message(what), Message(CURE))
