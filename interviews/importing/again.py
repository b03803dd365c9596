"""The turns of a text that was corrected by hand: read anew where the text says them, else carried from before."""

from bisect import bisect_right
from collections.abc import Sequence

from interviews.aligning import Alignment

from .names import NAME, speaker_called
from .parsed import ParsedTurn
from .turning import turns_in

MARKDOWN = {"md": True, "txt": False}


def read_again(text: str, old: str, turns: Sequence[ParsedTurn], format: str, alignment: Alignment) -> list[ParsedTurn]:
    """The turns of `text`, the correction of `old`, of which `turns` are known; `alignment` is that of the two.

    Where reading `old` gives the very turns that are known, `text` is read in the same way. Else a line that opens with
    a label, known or written anew, is its turn, as an import composes them; any other goes on with the turn it belonged
    to.
    """
    told = turns_in(old, MARKDOWN[format]) if format in MARKDOWN else []
    if _spoken(told) == _spoken(turns):
        read = turns_in(text, MARKDOWN[format])
        return read if list(told) == list(turns) else _with_times(read, turns, alignment)
    return _with_times(_by_line(text, turns, alignment), turns, alignment)


def _spoken(turns: Sequence[ParsedTurn]) -> list[tuple]:
    return [(turn.start, turn.end, turn.label) for turn in turns]


def _by_line(text: str, turns: Sequence[ParsedTurn], alignment: Alignment) -> list[ParsedTurn]:
    labels = sorted({turn.label for turn in turns if turn.label}, key=len, reverse=True)
    starts = [turn.start for turn in turns]
    found: list[ParsedTurn] = []
    before, at = None, 0
    fresh = _new_labels(text, alignment)
    for line in text.split("\n"):
        label = fresh.get(at) or next((label for label in labels if line.startswith(f"{label}: ")), None)
        start = at + (len(label) + 2 if label else len(line) - len(line.lstrip()))
        end = at + len(line.rstrip())
        index = _turn_at(alignment.origin(start, end), turns, starts)
        if start < end and label:
            found.append(ParsedTurn(start, end, label))
        elif start < end and index is not None and index == before and found:
            found[-1] = found[-1]._replace(end=end)
        elif start < end and (index is not None or alignment.origin(start, end) is None):
            found.append(ParsedTurn(start, end, None if index is None else turns[index].label))
        before, at = index, at + len(line) + 1
    return found


def _new_labels(text: str, alignment: Alignment) -> dict[int, str]:
    """Labels that the correction wrote, by the place of their line: what stood there before is no label now.

    A name, a colon, a blank, and words: "Catatan: …" and "Jadi: …" name nobody.
    """
    found, at = {}, 0
    for line in text.split("\n"):
        name, colon, words = line.partition(": ")
        called = speaker_called(name) if colon and words.strip() and NAME.fullmatch(name) else None
        if called and not _stood_before(alignment, at, at + len(name) + 1):
            found[at] = called[0]
        at += len(line) + 1
    return found


def _stood_before(alignment: Alignment, start: int, end: int) -> bool:
    """Whether new[start:end] is a stretch of the old text, unchanged."""
    first = alignment.origin(start, start + 1)
    return first is not None and alignment.origin(end - 1, end) == first + end - 1 - start


def _turn_at(place: int | None, turns: Sequence[ParsedTurn], starts: list[int]) -> int | None:
    if place is None:
        return None
    index = bisect_right(starts, place) - 1
    return index if index >= 0 and place < turns[index].end else None


def _with_times(read: list[ParsedTurn], turns: Sequence[ParsedTurn], alignment: Alignment) -> list[ParsedTurn]:
    """Each turn with the times of the one that its first words come from; of a parted one the first part only."""
    starts = [turn.start for turn in turns]
    timed, used = [], set()
    for turn in read:
        index = _turn_at(alignment.origin(turn.start, turn.end), turns, starts)
        if index is None or index in used:
            timed.append(turn)
            continue
        used.add(index)
        timed.append(turn._replace(start_ms=turns[index].start_ms, end_ms=turns[index].end_ms))
    return timed
