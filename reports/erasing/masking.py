"""Words made unreadable where they stand: every character becomes a block, so that no other place in the text moves."""

import re
from collections.abc import Iterable

BLOCK = "\u2588"
SEEN = re.compile(r"\S")
WORD = re.compile(r"\w")


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blocks in the half-open spans of code points; its length, spaces and line ends stay."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        pieces += [text[at:start], SEEN.sub(BLOCK, text[start:end])]
        at = max(at, end)
    return "".join(pieces) + text[at:]


def with_label(text: str, start: int, end: int, after: int) -> tuple[int, int]:
    """The span of a turn with what stands before it on its line, its label and time, but not before `after`."""
    return max(text.rfind("\n", after, start) + 1, after), end


def is_unreadable(quote: str) -> bool:
    """Whether no letter or digit is left of it."""
    return WORD.search(quote) is None
