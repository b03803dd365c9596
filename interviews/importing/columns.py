"""Which column of a table holds the speaker, the times, the words: told by a person, else guessed. Pure."""

import re
from collections.abc import Sequence

from interviews.speech import folded, is_known

from .composing import LONGEST_LABEL
from .names import NAME, speaker_called
from .parsed import Columns
from .stamps import BRACKETED, RANGE

FIRST_ROWS, LONGEST_CELL = 6, 200

_HEADINGS = {
    "number": frozenset(["no", "nomor", "number", "baris", "line", "#"]),
    "start": frozenset(["time", "waktu", "jam", "menit", "timestamp", "timecode", "stempel", "mulai", "start"]),
    "speaker": frozenset(["speaker", "pembicara", "penutur", "nama", "name", "pelaku", "tokoh", "siapa", "who"]),
    "words": frozenset(
        ["utterance", "text", "teks", "transcript", "transkrip", "transkripsi", "ucapan", "isi", "percakapan", "dialog"]
        + ["pernyataan", "tuturan", "verbatim", "kutipan", "hasil", "wawancara", "words", "content", "kata-kata"]
    ),
}
_TIME = re.compile(rf"\s*(?:{BRACKETED}|{RANGE})\s*")
_STAMP_BESIDE_NAME = re.compile(rf"\s*{BRACKETED}\s*:?\s*\Z")


def first_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """To be shown: cells are cut."""
    width = max(map(len, rows))
    return [[*(cell[:LONGEST_CELL] for cell in row), *[""] * (width - len(row))] for row in rows[:FIRST_ROWS]]


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """By the headings where they say so, else by what the columns hold; None for a table that is no transcript.

    The rows are equally wide, their cells without blanks around them.
    """
    by_heading = _roles_by_heading(rows[0])
    if by_heading.keys() & {"speaker", "words"} and len(rows) > 2:
        by_heading = _roles_by_content(rows[1:], by_heading)
    if "speaker" in by_heading and "words" in by_heading:
        return _columns(by_heading, has_headings=True)
    by_content = _roles_by_content(rows, {})
    return _columns(by_content) if "speaker" in by_content and "words" in by_content else None


def name_in(cell: str) -> str:
    """The speaker's name in a cell, without a stamp behind it."""
    return " ".join(_STAMP_BESIDE_NAME.sub("", cell).rstrip(" :").split())[:LONGEST_LABEL]


def _columns(roles: dict[str, int], *, has_headings: bool = False) -> Columns:
    return Columns(roles["words"], roles["speaker"], roles.get("start"), None, has_headings)


def _roles_by_heading(headings: Sequence[str]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for column, cell in enumerate(headings):
        first = (folded(cell).replace("/", " ").strip(" .:") or " ").split(" ")[0].strip(".:")
        role = next((role for role, words in _HEADINGS.items() if first in words), None)
        if role and len(cell) < 40:
            roles.setdefault(role, column)
    return roles


def _roles_by_content(rows: Sequence[Sequence[str]], known: dict[str, int]) -> dict[str, int]:
    """What is known, and for the other columns what their cells look like."""
    columns = {number: [row[number] for row in rows if row[number]] for number in range(len(rows[0]))}
    roles = dict(known)
    for number, cells in columns.items():
        if number not in known.values() and (role := _role_of(cells, len(rows))):
            roles.setdefault(role, number)
    left = [number for number in columns if number not in roles.values()]
    if left and "speaker" in roles and "words" not in roles:
        roles["words"] = max(left, key=lambda number: sum(map(len, columns[number])))
    return roles


def _role_of(cells: list[str], rows: int) -> str | None:
    if cells and all(cell.strip(".").isdecimal() for cell in cells):
        return "number"
    if cells and all(_TIME.fullmatch(cell) for cell in cells):
        return "start"
    names = {folded(name_in(cell)) for cell in cells}
    recurs = len(names) * 2 <= len(cells) or all(map(is_known, names))
    are_names = all(NAME.match(name_in(cell)) and speaker_called(name_in(cell)) for cell in cells)
    is_speaker = len(cells) * 2 > rows > 1 and recurs and are_names and not any(":" in name for name in names)
    return "speaker" if is_speaker else None
