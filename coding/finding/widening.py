"""From what was found to what is coded: the words themselves, their sentence, or all of the turn. Pure."""

import re
from collections.abc import Iterable
from enum import StrEnum

# A full stop and its like before a space, with the quotation mark or bracket that closes after it; and a line's end.
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s)|\n")


class Width(StrEnum):
    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"


def widened(text: str, spans: Iterable[tuple[int, int]], width: str) -> list[tuple[int, int]]:
    """The passages for spans of a turn's text, half-open, in code points: in order, each once, without outer space."""
    if width == Width.HIT:
        return list(dict.fromkeys(spans))
    if width == Width.TURN:
        return list(dict.fromkeys(_trimmed(text, 0, len(text)) for _span in spans))
    ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return list(dict.fromkeys(_sentence(text, ends, start, end) for start, end in spans))


def _sentence(text: str, ends: list[int], start: int, end: int) -> tuple[int, int]:
    return _trimmed(text, max(at for at in ends if at <= start), min(at for at in ends if at >= end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
