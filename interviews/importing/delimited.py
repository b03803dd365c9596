"""Tables as files (.csv, .tsv): one row, one turn. The columns are told by their headings, else by what they hold.

Times may be stamps, seconds or, in the .tsv of Whisper, milliseconds. Without a column of speakers the rows are put
together like subtitles.
"""

import csv
import re

from .captions import turns_of
from .composing import compose
from .cues import Cue
from .decoding import decode
from .flow import Losses, Table
from .parsed import Message, Parsed, Unreadable, at_line, gettext_noop, refuse_wordless
from .scribe import said_of
from .stamps import RANGE, times_in
from .tables import read_table

_SEPARATORS = ",;\t|"
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_STARTS = frozenset(["start", "mulai", "from", "begin", "onset", "time", "waktu", "timestamp", "timecode"])
_ENDS = frozenset(["end", "selesai", "akhir", "sampai", "to", "stop", "offset"])
_WORDS = frozenset(["text", "teks", "words", "transcript", "transkrip", "utterance", "ucapan", "content", "isi"])


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for bytes that are not text, for a table in which no words are found, and one without a row."""
    source, encoding = decode(name, data)
    kind = "tsv" if name.casefold().endswith(".tsv") else "csv"
    rows = _rows(name, source, "\t" if kind == "tsv" else _separator(source))
    times = _times(rows, is_milliseconds=kind == "tsv")
    cells = [[*row] for row in rows]
    _write_times(cells, times)
    losses = Losses()
    if read_table(cells):
        return said_of(name, [Table(cells)], losses, kind, encoding)
    return _without_speakers(name, rows, times, kind, encoding)


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
        return [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        what = Message(gettext_noop("the row cannot be read as a table"))
        cure = Message(gettext_noop("save the table anew as .csv in UTF-8 and import that"))
        raise Unreadable(name, at_line(reader.line_num), what, cure) from error


def _column(rows: list[list[str]], called: frozenset[str]) -> int | None:
    heads = [cell.casefold().split() or [""] for cell in rows[0]] if rows else []
    return next((index for index, words in enumerate(heads) if words[0].strip(".:") in called), None)


def _times(rows: list[list[str]], is_milliseconds: bool) -> list[tuple[int | None, int | None]]:
    start, end = _column(rows, _STARTS), _column(rows, _ENDS)
    return [
        (_time(row, start, is_milliseconds), _time(row, end, is_milliseconds) if start is not None else None)
        for row in rows
    ]


def _time(row: list[str], column: int | None, is_milliseconds: bool) -> int | None:
    cell = row[column].strip() if column is not None and column < len(row) else ""
    if _NUMBER.fullmatch(cell):
        return int(float(cell) * (1 if is_milliseconds and "." not in cell else 1000))
    return times_in(cell)[0] if re.search(RANGE, cell) else None


def _write_times(cells: list[list[str]], times: list[tuple[int | None, int | None]]) -> None:
    """Each row's times as one range of stamps in the column where they begin; the column where they end is emptied."""
    start, end = _column(cells, _STARTS), _column(cells, _ENDS)
    for row, (begins, ends) in zip(cells, times, strict=True):
        if start is not None and start < len(row) and begins is not None:
            later = f" --> {_stamp(ends)}" if ends is not None else ""
            row[start] = _stamp(begins) + later if begins < 359_999_000 else ""
        if start is not None and end is not None and end < len(row):
            row[end] = ""


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600 % 100:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _without_speakers(
    name: str, rows: list[list[str]], times: list[tuple[int | None, int | None]], kind: str, encoding: str
) -> Parsed:
    column = _column(rows, _WORDS)
    if column is None:
        what = Message(gettext_noop("no column of words was found"))
        cure = Message(gettext_noop("head the columns Speaker, Time and Words and import it again"))
        raise Unreadable(name, None, what, cure)
    cues = [
        Cue(" ".join(row[column].split()), None, start, end if end is None or start is None or end >= start else None)
        for row, (start, end) in zip(rows[1:], times[1:], strict=True)
        if column < len(row) and row[column].strip()
    ]
    text, turns = compose(turns_of(cues))
    refuse_wordless(name, turns)
    return Parsed(text, turns, [], kind, encoding)
