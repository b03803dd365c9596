"""Tables as transcripts: which column holds the speaker, the time, the words.

By the headings where they say so, else by what the columns hold. A table headed "Pertanyaan | Jawaban" gives two turns
a row. A row without words is nobody's; words without a speaker go on in the turn above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviews.speech import folded, is_known

from .composing import LONGEST_LABEL, Said
from .names import NAME, speaker_called
from .stamps import BRACKETED, RANGE, times_in

PARAGRAPH = "\u2029"

_HEADINGS = {
    "number": frozenset(["no", "nomor", "number", "baris", "line", "#"]),
    "time": frozenset(["time", "waktu", "jam", "menit", "timestamp", "timecode", "stempel", "mulai", "start"]),
    "speaker": frozenset(["speaker", "pembicara", "penutur", "nama", "name", "pelaku", "tokoh", "siapa", "who"]),
    "words": frozenset(
        ["utterance", "text", "teks", "transcript", "transkrip", "transkripsi", "ucapan", "isi", "percakapan", "dialog"]
        + ["pernyataan", "tuturan", "verbatim", "kutipan", "hasil", "wawancara", "words", "content", "kata-kata"]
    ),
}
_TIME = re.compile(rf"\s*(?:{BRACKETED}|{RANGE})\s*")
_STAMP_BESIDE_NAME = re.compile(rf"\s*{BRACKETED}\s*:?\s*\Z")


@dataclass(slots=True)
class TableTurns:
    """A table read as a transcript, and what of it is not in the text."""

    said: list[Said] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def read_table(rows: Sequence[Sequence[str]]) -> TableTurns | None:
    """The table as turns, None where it is no transcript. A cell is its text, paragraphs parted by LF."""
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max(map(len, rows), default=0)
    if width < 2 or not rows:
        return None
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    asked = _labelled_columns(rows[0])
    if len(asked) > 1:
        return TableTurns([said for row in rows[1:] for said in _by_column(row, asked)], [_joined(rows[0])])
    roles = _roles_by_heading(rows[0])
    if "speaker" in roles and "words" in roles:
        return _by_row(rows[1:], roles, [_joined(rows[0])])
    roles = _roles_by_content(rows)
    return _by_row(rows, roles, []) if "speaker" in roles and "words" in roles else None


def _labelled_columns(headings: list[str]) -> dict[int, str]:
    """Columns headed by a kind of speaker: Pertanyaan and Jawaban, Peneliti and Informan."""
    return {column: cell.rstrip(" :") for column, cell in enumerate(headings) if is_known(cell.rstrip(" :"))}


def _by_column(row: list[str], labels: dict[int, str]) -> list[Said]:
    return [Said(_in_one_line(row[column]), label) for column, label in labels.items() if row[column]]


def _roles_by_heading(headings: list[str]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column, cell in enumerate(headings):
        first = (folded(cell).replace("/", " ").strip(" .:") or " ").split(" ")[0].strip(".:")
        role = next((role for role, words in _HEADINGS.items() if first in words), None)
        if role and len(cell) < 40:
            roles.setdefault(role, column)
    return roles


def _roles_by_content(rows: list[list[str]]) -> dict[str, int]:
    columns = {number: [row[number] for row in rows if row[number]] for number in range(len(rows[0]))}
    roles: dict[str, int] = {}
    for number, cells in columns.items():
        if role := _role_of(cells, len(rows)):
            roles.setdefault(role, number)
    left = [number for number in columns if number not in roles.values()]
    if left and "speaker" in roles:
        roles["words"] = max(left, key=lambda number: sum(map(len, columns[number])))
    return roles


def _role_of(cells: list[str], rows: int) -> str | None:
    if cells and all(cell.strip(".").isdecimal() for cell in cells):
        return "number"
    if cells and all(_TIME.fullmatch(cell) for cell in cells):
        return "time"
    names = {folded(_name_in(cell)) for cell in cells}
    recurs = len(names) * 2 <= len(cells) or all(map(is_known, names))
    are_names = all(NAME.match(_name_in(cell)) and speaker_called(_name_in(cell)) for cell in cells)
    is_speaker = len(cells) * 2 > rows > 1 and recurs and are_names and not any(":" in name for name in names)
    return "speaker" if is_speaker else None


def _by_row(rows: list[list[str]], roles: dict[str, int], headings: list[str]) -> TableTurns:
    table, spelling = TableTurns(headings=headings), dict[str, str]()
    for row in rows:
        words, name = _in_one_line(row[roles["words"]]), _name_in(row[roles["speaker"]])
        if words and name:
            label = spelling.setdefault(folded(name), name)
            written = row[roles["time"]] if "time" in roles else row[roles["speaker"]]
            table.said.append(Said(words, label, *times_in(written)))
        elif words and table.said and table.said[-1].is_turn:
            last = table.said[-1]
            table.said[-1] = last._replace(words=last.words + PARAGRAPH + words)
        else:
            table.said.append(Said(_joined(row), is_turn=False))
            continue
        table.beside += [cell for column, cell in enumerate(row) if cell and column not in roles.values()]
    return table


def _name_in(cell: str) -> str:
    return " ".join(_STAMP_BESIDE_NAME.sub("", cell).rstrip(" :").split())[:LONGEST_LABEL]


def _joined(row: list[str]) -> str:
    return "\t".join(_in_one_line(cell) for cell in row if cell)


def _in_one_line(cell: str) -> str:
    return re.sub(r"\s*\n\s*", PARAGRAPH, cell.strip())
