"""The text of a format that is not text itself: one turn per line, `Label: words`, without stamps and cue numbers."""

from collections.abc import Iterable
from typing import NamedTuple

from .parsed import ParsedTurn

LONGEST_LABEL = 120


class Said(NamedTuple):
    """Words with their speaker and times, before they have a place in a text. Without `is_turn` they are nobody's."""

    words: str
    label: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    is_turn: bool = True


def compose(said: Iterable[Said]) -> tuple[str, list[ParsedTurn]]:
    """The text and its turns. No line ends in a line end; within a turn U+2028 and U+2029 stand for soft ones."""
    lines, turns, at = [], [], 0
    for each in said:
        line = f"{each.label}: {each.words}" if each.label else each.words
        if each.is_turn:
            end = at + len(line)
            turns.append(ParsedTurn(end - len(each.words), end, each.label, each.start_ms, each.end_ms))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), turns
