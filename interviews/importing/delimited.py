"""Tables as text (.csv, .tsv): one row, one turn (see `sheets`)."""

import csv

from .decoding import decode
from .flow import Losses
from .parsed import Columns, Message, Parsed, Unreadable, at_line, gettext_noop
from .sheets import read_rows

_SEPARATORS = ",;\t|"


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for bytes that are not text, for what is no table, and one without a word."""
    source, encoding = decode(name, data)
    kind = "tsv" if name.casefold().endswith(".tsv") else "csv"
    rows = _rows(name, source, "\t" if kind == "tsv" else _separator(source))
    return read_rows(name, rows, kind, columns, losses=Losses(), encoding=encoding, is_milliseconds=kind == "tsv")


def _separator(source: str) -> str:
    """The sign that parts the first lines into the most columns."""
    lines = source[:20_000].split("\n")[:20]
    return max(
        _SEPARATORS, key=lambda sign: sum(min(line.count(sign), 9) > 0 for line in lines) * 100 + lines[0].count(sign)
    )


def _rows(name: str, source: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    reader = csv.reader(source.split("\n"), delimiter=separator)
    try:
        return list(reader)
    except csv.Error as error:
        what = Message(gettext_noop("the row cannot be read as a table"))
        cure = Message(gettext_noop("save the table anew as .csv in UTF-8 and import that"))
        raise Unreadable(name, at_line(reader.line_num), what, cure) from error
