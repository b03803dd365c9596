"""Cues of subtitles, .vtt and .srt alike: blocks of lines parted by empty lines, with a time line in each.

A cue without a time line keeps its words and has no times. A time line that cannot be read refuses the file.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from .composing import LONGEST_LABEL
from .parsed import Message, Unreadable, at_line, gettext_noop
from .stamps import STAMP, milliseconds

_TIMING = re.compile(rf"\s*(?P<start>{STAMP})\s*-->\s*(?P<end>{STAMP})(?:\s.*)?$")
_MEANT_AS_TIMING = re.compile(r"[\d\s:;.,]*\d[\d\s:;.,]*-{1,2}>|\s*-->\s*\d")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<voice>[^<>]*)>|</v>")
_TAG = re.compile(r"</?(?:[bicsuv]|font|lang|ruby|rt|span)(?:[.\s][^<>]*)?>|<\d[\d:.,]*>|\{\\[^{}]*\}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
_DASH = re.compile(r"[-–—]\s*\S")


class Cue(NamedTuple):
    """What one voice says within one cue. Times in milliseconds, None where the cue has none."""

    words: str
    label: str | None
    start_ms: int | None
    end_ms: int | None


class Block(NamedTuple):
    """Lines between two empty ones; `number` is the number of the first line in the file, from 1."""

    number: int
    lines: list[str]


def blocks_of(text: str) -> list[Block]:
    blocks, lines = [], []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line)
        elif lines:
            blocks.append(Block(number - len(lines), lines))
            lines = []
    return blocks


def is_timing(line: str) -> bool:
    return "-->" in line and _TIMING.match(line) is not None


def cues_of(name: str, blocks: list[Block]) -> list[Cue]:
    """The cues with words, in the order of the file. Raises Unreadable, naming the line, for a time it cannot read."""
    times: list[tuple[int | None, int | None]] = []
    lines: list[list[str]] = []
    for block in blocks:
        for timing, words in _cues_in(name, block):
            if timing is None and lines:
                lines[-1].extend(words)
            else:
                times.append(timing or (None, None))
                lines.append(words)
    return [cue for when, words in zip(times, lines, strict=True) for cue in _voices(words, when)]


def refuse_untimed(name: str, cues: list[Cue]) -> None:
    """Raises Unreadable for words without a single time: that is no subtitle file."""
    if cues and all(cue.start_ms is None for cue in cues):
        raise Unreadable(
            name,
            None,
            Message(gettext_noop("not one cue in it has a time")),
            Message(gettext_noop("name it .txt if it is a plain transcript and import it again")),
        )


def _cues_in(name: str, block: Block) -> Iterator[tuple[tuple[int | None, int | None] | None, list[str]]]:
    """Times and lines of words of each cue of the block; times None for lines that go on from the cue before."""
    timings = [index for index, line in enumerate(block.lines) if _is_time_line(name, block, index)]
    if not timings:
        is_numbered = len(block.lines) > 1 and block.lines[0].strip().isdecimal()
        is_bare_number = len(block.lines) == 1 and block.lines[0].strip().isdecimal()
        if not is_bare_number:
            yield ((None, None), block.lines[1:]) if is_numbered else (None, block.lines)
        return
    if timings[0] > 1:
        yield None, block.lines[: timings[0] - 1]
    for index, following in zip(timings, [*timings[1:], len(block.lines)], strict=True):
        yield _times(name, block, index), block.lines[index + 1 : following]


def _is_time_line(name: str, block: Block, index: int) -> bool:
    line = block.lines[index]
    if ">" not in line:
        return False
    if not is_timing(line) and _MEANT_AS_TIMING.match(line):
        raise _bad_time(name, block.number + index, gettext_noop("the time of the cue cannot be read"))
    return is_timing(line)


def _times(name: str, block: Block, index: int) -> tuple[int, int]:
    match = _TIMING.match(block.lines[index])
    start, end = milliseconds(match["start"]), milliseconds(match["end"])
    if end < start:
        raise _bad_time(name, block.number + index, gettext_noop("the cue ends before it begins"))
    return start, end


def _bad_time(name: str, line: int, what: str) -> Unreadable:
    cure = gettext_noop("write the time as 00:01:02.000 --> 00:01:05.000 and import the file again")
    return Unreadable(name, at_line(line), Message(what), Message(cure))


def _voices(lines: list[str], times: tuple[int | None, int | None]) -> Iterator[Cue]:
    """One cue for each voice in it, and for each line that begins with a dash where several do."""
    label: str | None = None
    dashed = sum(bool(_DASH.match(line.strip())) for line in lines) > 1
    spoken: list[tuple[str | None, list[str]]] = []
    for line in lines:
        pieces = _VOICE.split(line)
        for index, piece in enumerate(pieces):
            if index % 2:
                label = " ".join(_plain(piece or "").split())[:LONGEST_LABEL] or None
            elif words := _plain(piece).strip():
                goes_on = spoken and spoken[-1][0] == label and not (dashed and _DASH.match(words))
                spoken[-1][1].append(words) if goes_on else spoken.append((label, [words]))
    yield from (Cue(" ".join(words), label, *times) for label, words in spoken)


def _plain(marked: str) -> str:
    """The words without tags; entities resolved."""
    words = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", marked))
    return words.replace("\n", " ").replace("\r", " ").replace("\0", "")
