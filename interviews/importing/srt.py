"""SubRip subtitles (.srt)."""

from .captions import turns_of
from .composing import compose
from .cues import blocks_of, cues_of, refuse_untimed
from .decoding import decode
from .parsed import Parsed, refuse_wordless


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for bytes that are not text, a time that cannot be read, and a file without a word."""
    source, encoding = decode(name, data)
    cues = cues_of(name, blocks_of(source))
    refuse_untimed(name, cues)
    text, turns = compose(turns_of(cues))
    refuse_wordless(name, turns)
    return Parsed(text, turns, [], "srt", encoding)
