"""Tables as transcripts: each row a turn, its columns told or guessed (see `columns`).

A table headed "Pertanyaan | Jawaban" gives two turns a row. A row without words is nobody's; words without a speaker go
on in the turn above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviews.speech import folded, is_known

from .columns import first_rows, guess_columns, name_in
from .composing import Said
from .parsed import Columns, Sheet
from .stamps import times_in

PARAGRAPH = "\u2029"


@dataclass(slots=True)
class TableTurns:
    """A table read as a transcript, and what of it is not in the text."""

    sheet: Sheet
    said: list[Said] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def read_table(rows: Sequence[Sequence[str]], columns: Columns | None = None) -> TableTurns | None:
    """The table as turns, None where it is no transcript. A cell's paragraphs are parted by LF.

    Columns are guessed where none are told, or none that fit the table.
    """
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max(map(len, rows), default=0)
    if width < 2:
        return None
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    if columns and columns.fit(width):
        return _by_row(rows, columns)
    if len(asked := _labelled_columns(rows[0])) > 1:
        said = [said for row in rows[1:] for said in _by_column(row, asked)]
        return TableTurns(Sheet(first_rows(rows), None), said, [_joined(rows[0])])
    guessed = guess_columns(rows)
    return _by_row(rows, guessed) if guessed else None


def _labelled_columns(headings: list[str]) -> dict[int, str]:
    """Columns headed by a kind of speaker: Pertanyaan and Jawaban, Peneliti and Informan."""
    return {column: cell.rstrip(" :") for column, cell in enumerate(headings) if is_known(cell.rstrip(" :"))}


def _by_column(row: list[str], labels: dict[int, str]) -> list[Said]:
    return [Said(_in_one_line(row[column]), label) for column, label in labels.items() if row[column]]


def _by_row(rows: list[list[str]], columns: Columns) -> TableTurns:
    table, spelling = TableTurns(Sheet(first_rows(rows), columns)), dict[str, str]()
    if columns.has_headings:
        table.headings.append(_joined(rows[0]))
    for row in rows[columns.has_headings :]:
        words, name = _in_one_line(row[columns.words]), "" if columns.speaker is None else name_in(row[columns.speaker])
        if words and (name or columns.speaker is None):
            label = spelling.setdefault(folded(name), name) or None
            table.said.append(Said(words, label, *_times(row, columns)))
        elif words and table.said and table.said[-1].is_turn:
            last = table.said[-1]
            table.said[-1] = last._replace(words=last.words + PARAGRAPH + words)
        else:
            table.said.append(Said(_joined(row), is_turn=False))
            continue
        table.beside += [cell for column, cell in enumerate(row) if cell and column not in columns.places]
    return table


def _times(row: list[str], columns: Columns) -> tuple[int | None, int | None]:
    """Of the cell with the start, which may hold a range; else of a stamp beside the speaker's name."""
    where = columns.speaker if columns.start is None else columns.start
    start, end = times_in(row[where]) if where is not None else (None, None)
    if columns.end is not None and (told := times_in(row[columns.end])[0]) is not None:
        end = told if start is None or told >= start else None
    return start, end


def _joined(row: list[str]) -> str:
    return "\t".join(_in_one_line(cell) for cell in row if cell)


def _in_one_line(cell: str) -> str:
    return re.sub(r"\s*\n\s*", PARAGRAPH, cell.strip())
