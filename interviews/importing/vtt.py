"""WebVTT subtitles (.vtt)."""

import re

from .captions import turns_of
from .composing import compose
from .cues import Block, blocks_of, cues_of, is_timing, refuse_untimed
from .decoding import decode
from .parsed import Dropped, Parsed, gettext_noop, refuse_wordless

_ASIDES = {
    "NOTE": gettext_noop("Notes of the subtitles"),
    "STYLE": gettext_noop("Styles of the subtitles"),
    "REGION": gettext_noop("Regions of the subtitles"),
}
_ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?=\s|$)")


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for bytes that are not text, a time that cannot be read, and a file without a word."""
    source, encoding = decode(name, data)
    blocks = _without_header(blocks_of(source))
    cues = cues_of(name, [block for block in blocks if not _aside(block)])
    refuse_untimed(name, cues)
    text, turns = compose(turns_of(cues))
    refuse_wordless(name, turns)
    return Parsed(text, turns, _dropped(blocks), "vtt", encoding)


def _without_header(blocks: list[Block]) -> list[Block]:
    """Without the lines from WEBVTT to the first empty line or the first time."""
    if not blocks or not blocks[0].lines[0].startswith("WEBVTT"):
        return blocks
    number, lines = blocks[0]
    header = next((index for index, line in enumerate(lines) if is_timing(line)), len(lines))
    first = [Block(number + header, lines[header:])] if lines[header:] else []
    return first + blocks[1:]


def _aside(block: Block) -> str | None:
    match = _ASIDE.match(block.lines[0])
    return match[1] if match and not any(is_timing(line) for line in block.lines) else None


def _dropped(blocks: list[Block]) -> list[Dropped]:
    found: dict[str, list[Block]] = {}
    for block in blocks:
        if aside := _aside(block):
            found.setdefault(aside, []).append(block)
    return [Dropped(_ASIDES[aside], len(asides), _example(asides[0])) for aside, asides in found.items()]


def _example(block: Block) -> str:
    return " ".join(" ".join(block.lines).split()[1:])[:200]
