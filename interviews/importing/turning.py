"""From text to turns: where the spoken words of each turn begin and end. The text itself is not touched.

What stands before the first turn, and headings between turns, is text outside turns. Where no speaker and no time
stamp shows, each paragraph is a turn without a speaker; without empty lines, each line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from .labels import Opening, openings
from .parsed import ParsedTurn
from .stamps import BRACKETED, STAMP, times_in

_BREAK = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r"#{1,6}[ \t]|(?:---+|\*\*\*+|___+)[ \t]*$")
_BANNER = re.compile(r"【[^】]*】[ \t]*$")
_CREDIT = re.compile(r"(?:Transcribed|Transcription is provided) by https?://", re.IGNORECASE)
_LAST_STAMP = re.compile(rf"(?:^|[\n\x0b\x0c\x85\u2028\u2029])[ \t]*(?P<stamp>{BRACKETED}|{STAMP})\Z")
Times = tuple[int | None, int | None]

_CLOSING_STAMP = re.compile(r"[ \t]*#(?P<stamp>\d\d:\d\d:\d\d)-\d#\Z")


class Lines:
    """The lines of a text and where each begins, in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n") if _has_plain_line_ends(text) else _BREAK.split(text)
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))[:-1]


def turns_in(text: str, markdown: bool = False) -> list[ParsedTurn]:
    """The turns of a plain text, in order, apart from each other, none of them empty."""
    return [turn for _, turn in utterances(text, markdown)]


def utterances(
    text: str, markdown: bool = False, headings: Sequence[int] = (), by_line: bool = False
) -> list[tuple[int, ParsedTurn]]:
    """The turns, each with the place where its line begins, that is where its label or stamp stands.

    `headings` are offsets of lines that are nobody's words; with `by_line` each line (ended by LF) without a speaker is
    a turn, also where empty lines part the paragraphs.
    """
    lines = Lines(text)
    cuts = _headings(lines, markdown, headings)
    found = openings(lines.lines)
    if not found:
        return _paragraphs(lines, cuts, by_line)
    return _until_the_next(lines, found, sorted(cuts))


def _has_plain_line_ends(text: str) -> bool:
    return not any(end in text for end in ("\x0b\x0c" if text.isascii() else "\x0b\x0c\x85\u2028\u2029"))


def _headings(lines: Lines, markdown: bool, given: Sequence[int]) -> set[int]:
    """Where lines begin that are nobody's words: headings, rules, 【banners】 and the credit line of a machine."""
    patterns = {"T": _CREDIT, "【": _BANNER} | (dict.fromkeys("#-*_", _HEADING) if markdown else {})
    found = {
        start
        for start, line in zip(lines.starts, lines.lines, strict=True)
        if (pattern := patterns.get(line[:1])) and pattern.match(line)
    }
    return found | set(given)


def _until_the_next(lines: Lines, found: list[Opening], cuts: list[int]) -> list[tuple[int, ParsedTurn]]:
    """Each turn's words run to the next opening or heading; a stamp alone on the last line belongs to the next turn."""
    text, said = lines.text, []
    ats = [lines.starts[opening.line] for opening in found]
    stops = sorted({*ats, *cuts, len(text)})
    before = _last_stamp(text[: ats[0]].rstrip())[1]
    for at, opening in zip(ats, found, strict=True):
        start, stop = at + opening.column, stops[bisect_right(stops, at)]
        words, after, closing = _without_stamps_behind(text[start:stop].rstrip())
        if spoken := words.lstrip():
            start += len(words) - len(spoken)
            times = (opening.start_ms, opening.end_ms) if opening.stamped else before
            turn = ParsedTurn(start, start + len(spoken), opening.label, times[0], closing or times[1])
            said.append((at, turn))
        before = after
    return said


def _without_stamps_behind(words: str) -> tuple[str, Times, int | None]:
    """The words; the times of a stamp on their last line, which are the next turn's; the time of a #closing stamp#."""
    if not words or words[-1] not in "0123456789])>}#":
        return words, (None, None), None
    words, after = _last_stamp(words)
    closing = _CLOSING_STAMP.search(words, max(0, len(words) - 60))
    return (
        (words[: closing.start()].rstrip(), after, times_in(closing["stamp"])[0]) if closing else (words, after, None)
    )


def _last_stamp(words: str) -> tuple[str, Times]:
    match = _LAST_STAMP.search(words, max(0, len(words) - 60))
    return (words[: match.start()].rstrip(), times_in(match["stamp"])) if match else (words, (None, None))


def _paragraphs(lines: Lines, cuts: set[int], by_line: bool) -> list[tuple[int, ParsedTurn]]:
    if by_line:
        blocks = _blocks_between("\n", lines.text)
    elif any(not line.strip() for line in _inner(lines.lines)):
        blocks = _blocks_of_lines(lines)
    else:
        blocks = zip(lines.starts, lines.lines, strict=True)
    return [
        (start, ParsedTurn(start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
        for start, words in blocks
        if start not in cuts and words.strip()
    ]


def _inner(lines: list[str]) -> list[str]:
    """The lines from the first to the last with words."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    return lines[written[0] : written[-1] + 1] if written else []


def _blocks_between(end: str, text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for words in text.split(end):
        yield start, words
        start += len(words) + len(end)


def _blocks_of_lines(lines: Lines) -> Iterator[tuple[int, str]]:
    """Runs of lines that are not empty, and where each begins."""
    first: int | None = None
    for start, line in zip([*lines.starts, len(lines.text)], [*lines.lines, ""], strict=True):
        if line.strip():
            first = start if first is None else first
        elif first is not None:
            yield first, lines.text[first:start]
            first = None
