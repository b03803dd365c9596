"""A text as words.

A word is a longest run of letters, digits and combining marks, in any script; all else only parts words, the underscore
and the hyphen too. Words are compared folded: case, and the way in which an accent is written, make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[\w\u0300-\u036f]+")
LONGEST = 200  # code points of a word; the rest of a longer one is not looked at


class Token(NamedTuple):
    """A word as it is compared, and its half-open span in code points of the text as it is stored."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order."""
    parted = text.replace("_", " ")
    if text.isascii():  # folded as a whole, which moves no character
        for match in _WORD.finditer(parted.lower()):
            yield Token(match[0][:LONGEST], *match.span())
        return
    for match in _WORD.finditer(parted):
        yield Token(fold(match[0]), *match.span())


def fold(word: str) -> str:
    """The word as it is compared."""
    if word.isascii():
        return word.lower()[:LONGEST]
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())[:LONGEST]
