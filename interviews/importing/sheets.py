"""Rows of a table file as a transcript: one row, one turn; without a column of speakers they are joined like subtitles.

Times may be stamps, seconds or, in the .tsv of Whisper, milliseconds.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from .captions import turns_of
from .columns import first_rows, guess_columns
from .composing import compose
from .cues import Cue
from .flow import Losses, Table
from .parsed import Columns, Message, Parsed, Sheet, Unreadable, gettext_noop, refuse_longer, refuse_wordless
from .scribe import said_of
from .stamps import RANGE, times_in
from .tables import read_table

MAX_COLUMNS = 200
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_STARTS = frozenset(["start", "mulai", "from", "begin", "onset", "time", "waktu", "timestamp", "timecode"])
_ENDS = frozenset(["end", "selesai", "akhir", "sampai", "to", "stop", "offset"])
_WORDS = frozenset(["text", "teks", "words", "transcript", "transkrip", "utterance", "ucapan", "content", "isi"])
_LATEST = 359_999_000

Times = list[tuple[int | None, int | None]]


def read_rows(
    name: str,
    rows: Sequence[Sequence[str]],
    kind: str,
    columns: Columns | None = None,
    *,
    losses: Losses,
    encoding: str | None = None,
    is_milliseconds: bool = False,
) -> Parsed:
    """The rows as turns; `columns` are told by a person, else guessed, the longest words at the worst.

    Raises Unreadable where nobody says a word, or the rows have no such columns.
    """
    rows = first_to_last(rows)
    if rows and len(rows[0]) > MAX_COLUMNS:
        what = Message(gettext_noop("the table has more than %(limit)d columns"), {"limit": MAX_COLUMNS})
        raise Unreadable(name, None, what, Message(gettext_noop("leave the columns of the interview and import that")))
    if columns and not (rows and columns.fit(len(rows[0]))):
        what = Message(gettext_noop("the table does not have these columns"))
        raise Unreadable(name, None, what, Message(gettext_noop("say anew which column holds what")))
    if not rows:
        raise _wordless(name)
    start, end = (columns.start, columns.end) if columns else (_column(rows, _STARTS), _column(rows, _ENDS))
    times = _times(rows, start, end, is_milliseconds)
    cells = _with_times(rows, start, end, times)
    if columns is None and (guessed := guess_columns(cells)):
        columns = guessed._replace(start=guessed.start if start is None else start, end=None if start is None else end)
    elif columns is None and read_table(cells) is None:
        columns = _without_names(name, rows, start, end)
    if columns and columns.speaker is None:
        parsed = _joined(name, rows, columns, times, kind, losses, encoding)
    else:
        parsed = said_of(name, [Table(cells)], losses, kind, encoding, columns)
    return replace(parsed, table=Sheet(first_rows(rows), columns))


def first_to_last(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that hold something, equally wide, without blanks around the cells."""
    width = max(map(len, rows), default=0)
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [[*row, *[""] * (width - len(row))] for row in stripped if any(row)]


def _column(rows: list[list[str]], called: frozenset[str]) -> int | None:
    heads = [cell.casefold().split() or [""] for cell in rows[0]]
    return next((index for index, words in enumerate(heads) if words[0].strip(".:") in called), None)


def _without_names(name: str, rows: list[list[str]], start: int | None, end: int | None) -> Columns:
    """The column that is headed as words, else the one that holds the most, if it is more than a word a row."""
    words = _column(rows, _WORDS)
    has_headings = not {words, start} <= {None}
    if words is None:
        words = max(range(len(rows[0])), key=lambda column: sum(len(row[column]) for row in rows))
        if not any(" " in row[words] for row in rows):
            raise _wordless(name)
    return Columns(words, None, start, None if start is None else end, has_headings)


def _wordless(name: str) -> Unreadable:
    what = Message(gettext_noop("no column of words was found"))
    cure = Message(gettext_noop("head the columns Speaker, Time and Words and import it again"))
    return Unreadable(name, None, what, cure)


def _times(rows: list[list[str]], start: int | None, end: int | None, is_milliseconds: bool) -> Times:
    return [
        (_time(row, start, is_milliseconds), _time(row, end, is_milliseconds) if start is not None else None)
        for row in rows
    ]


def _time(row: list[str], column: int | None, is_milliseconds: bool) -> int | None:
    cell = "" if column is None else row[column]
    if _NUMBER.fullmatch(cell):
        return int(float(cell) * (1 if is_milliseconds and "." not in cell else 1000))
    return times_in(cell)[0] if re.search(RANGE, cell) else None


def _with_times(rows: list[list[str]], start: int | None, end: int | None, times: Times) -> list[list[str]]:
    """Each row's times as one range of stamps in the column where they begin; the column where they end is emptied."""
    cells = [[*row] for row in rows]
    for row, (begins, ends) in zip(cells, times, strict=True):
        if start is not None and begins is not None:
            later = f" --> {_stamp(ends)}" if ends is not None else ""
            row[start] = _stamp(begins) + later if begins < _LATEST else ""
        if start is not None and end is not None:
            row[end] = ""
    return cells


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600 % 100:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _joined(
    name: str, rows: list[list[str]], columns: Columns, times: Times, kind: str, losses: Losses, encoding: str | None
) -> Parsed:
    cues = [
        Cue(" ".join(row[columns.words].split()), None, start, end if None in (start, end) or end >= start else None)
        for row, (start, end) in list(zip(rows, times, strict=True))[columns.has_headings :]
        if row[columns.words]
    ]
    text, turns = compose(turns_of(cues))
    refuse_longer(name, len(text))
    refuse_wordless(name, turns)
    return Parsed(text, turns, losses.listed(), kind, encoding)
