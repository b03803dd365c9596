"""Plain text (.txt): the text is the file; turns are spans of it."""

from .decoding import decode
from .parsed import Parsed, refuse_wordless
from .turning import turns_in


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for bytes that are not text and for a file without a word."""
    text, encoding = decode(name, data)
    turns = turns_in(text)
    refuse_wordless(name, turns)
    return Parsed(text, turns, [], "txt", encoding)
