"""Which text of one version stands where in another. Pure; offsets are Unicode code points, spans half-open.

Stretches of words that occur once in both texts are found first and put in order (patience diff, B. Cohen); what lies
between two of them is small and is compared word by word, then letter by letter, by rapidfuzz. So every edit is seen by
itself, however many there are, and the time grows with the length of the text. A stretch that stands in both texts but
out of order was moved.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

WORDS = re.compile(r"\w+|[^\w\s]")
WINDOW = 4  # words of a stretch that is looked for whole
LEAST_MOVED = 24  # code points: what is shorter may stand in two places by chance
BY_CHANCE = 12  # code points: an equal stretch below this, between changes that are larger, is no survival
WIDEST = 2_000_000  # pairs of words or letters that are compared in full: memory grows with them
FLOOD = 2_000_000_000  # pairs that are not compared at all: a text of one word said a hundred thousand times
ALIKE = 0.5  # letters are compared only where this part of them can be equal


class Run(NamedTuple):
    """Equal text: `old[start : start + length] == new[to : to + length]`."""

    start: int
    to: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def to_end(self) -> int:
        return self.to + self.length


class Alignment:
    """What two texts have in common: `runs` in the order of both, `moved` out of order. No two runs overlap."""

    def __init__(self, runs: Sequence[Run], moved: Sequence[Run], length: int, to_length: int) -> None:
        self.runs, self.moved = runs, moved
        self.length, self.to_length = length, to_length
        self._starts = [run.start for run in runs]

    def within(self, start: int, end: int) -> list[Run]:
        """The parts of the runs in order that lie in old[start:end]."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return list(_clipped(self.runs[first:last], start, end))

    def moved_within(self, start: int, end: int) -> list[Run]:
        """The parts of the moved runs that lie in old[start:end]."""
        return list(_clipped(self.moved, start, end))

    def gap(self, at: int) -> tuple[int, int, int, int]:
        """The change around old offset `at`: where it begins and ends in the old text, and in the new one.

        An empty stretch at a place where nothing was changed.
        """
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and at < self.runs[index].end:
            to = self.runs[index].to + at - self.runs[index].start
            return at, at, to, to
        before = self.runs[index] if index >= 0 else Run(0, 0, 0)
        after = self.runs[index + 1] if index + 1 < len(self.runs) else Run(self.length, self.to_length, 0)
        return before.end, after.start, before.to_end, after.to

    def origin(self, start: int, end: int) -> int | None:
        """The place in the old text of the first character of new[start:end] that was there before."""
        index = max(0, bisect_right(self.runs, start, key=lambda run: run.to) - 1)
        for run in self.runs[index : index + 2]:
            if (to := max(run.to, start)) < min(run.to_end, end):
                return run.start + to - run.to
        return None

    def changes(self) -> Iterator[tuple[int, int, int, int]]:
        """Every stretch that differs: (start, end) in the old text, (start, end) in the new one, in order."""
        ends = [Run(0, 0, 0), *self.runs, Run(self.length, self.to_length, 0)]
        for before, after in pairwise(ends):
            if before.end < after.start or before.to_end < after.to:
                yield before.end, after.start, before.to_end, after.to


def align(old: str, new: str) -> Alignment:
    """What `old` and `new` have in common."""
    head = _common_head(old, new)
    tail = _common_head(old[head:][::-1], new[head:][::-1])
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    ordered, moved = _anchored(inner_old, inner_new)
    runs = [Run(0, 0, head), *(Run(a + head, b + head, n) for a, b, n in ordered)]
    runs.append(Run(len(old) - tail, len(new) - tail, tail))
    elsewhere = [Run(a + head, b + head, n) for a, b, n in moved]
    return Alignment(_joined(runs), elsewhere, len(old), len(new))


def _common_head(old: str, new: str) -> int:
    """How many code points both begin with; by halving, for comparing slices is the fastest there is."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _clipped(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    for run in runs:
        first, last = max(run.start, start), min(run.end, end)
        if first < last:
            yield Run(first, run.to + first - run.start, last - first)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs that touch in both texts are one; empty ones are none."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].end, joined[-1].to_end) == (run.start, run.to):
            joined[-1] = joined[-1]._replace(length=joined[-1].length + run.length)
        elif run.length:
            joined.append(run)
    return joined


class _Words:
    """The words and signs of a text as numbers, and where each lies; what is blank lies between them."""

    def __init__(self, text: str, numbers: dict[str, int]) -> None:
        found = list(WORDS.finditer(text))
        self.text = text
        self.ids = [numbers.setdefault(word[0], len(numbers)) for word in found]
        self.spans = [word.span() for word in found]

    def once(self) -> dict[tuple[int, ...], int]:
        """Each window of words that occurs once, and at which word."""
        found: dict[tuple[int, ...], int] = {}
        for index, window in enumerate(zip(*(self.ids[k:] for k in range(WINDOW)), strict=False)):
            found[window] = -1 if window in found else index
        return found


def _anchored(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """The runs in order, and the moved ones, of two texts without a common head or tail."""
    numbers: dict[str, int] = {}
    a, b = _Words(old, numbers), _Words(new, numbers)
    there = b.once()
    pairs = [(i, j) for window, i in a.once().items() if i >= 0 and (j := there.get(window, -1)) >= 0]
    kept = _longest_rising(pairs)
    anchors = _joined(Run(i, j, 1) for i, j in _covered(kept))
    words: list[Run] = []
    for before, after in pairwise([Run(0, 0, 0), *anchors, Run(len(a.ids), len(b.ids), 0)]):
        left, right = a.ids[before.end : after.start], b.ids[before.to_end : after.to]
        words += (Run(before.end + i, before.to_end + j, n) for i, j, n in _equal(left, right))
        words.append(after)
    runs = _without_chance(_in_letters(a, b, _joined(words)), len(old), len(new))
    runs = _by_letters(runs, old, new)
    apart = _in_letters(a, b, _joined(Run(i, j, 1) for i, j in _covered(sorted(set(pairs) - set(kept)), rising=False)))
    return runs, _moved(old, new, apart, runs)


def _in_letters(a: _Words, b: _Words, runs: Iterable[Run]) -> list[Run]:
    """Runs of words as runs of letters, parted where the blanks between two words differ."""
    found: list[Run] = []
    for run in runs:
        for i, j in zip(range(run.start, run.end), range(run.to, run.to_end), strict=True):
            (start, end), to = a.spans[i], b.spans[j][0]
            last = found[-1] if found and i > run.start else None
            if last and a.text[last.end : start] == b.text[last.to_end : to]:
                found[-1] = last._replace(length=end - last.start)
            else:
                found.append(Run(start, to, end - start))
    return found


def _covered(pairs: Iterable[tuple[int, int]], *, rising: bool = True) -> Iterator[tuple[int, int]]:
    """The pairs of words that the windows cover, once each; where they are rising, they rise in both texts."""
    last_i = last_j = -1
    for i, j in pairs:
        for k in range(WINDOW):
            if i + k > last_i and (j + k > last_j or not rising):
                last_i, last_j = i + k, j + k
                yield last_i, last_j


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs that rise in the first number the most that rise in the second too (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before = [-1] * len(pairs)
    for index, (_i, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        if pile == len(tops):
            tops.append(j)
            piles.append(index)
        else:
            tops[pile], piles[pile] = j, index
        before[index] = piles[pile - 1] if pile else -1
    kept, index = [], piles[-1] if piles else -1
    while index >= 0:
        kept.append(pairs[index])
        index = before[index]
    return kept[::-1]


def _equal(left: Sequence, right: Sequence) -> Iterator[Run]:
    """The equal stretches of two sequences: the most there are, or nearly so in little memory, or none of a flood."""
    size = len(left) * len(right)
    if not 0 < size <= FLOOD:
        return
    for tag, start, end, to, _to_end in (Indel if size <= WIDEST else Levenshtein).opcodes(left, right):
        if tag == "equal":
            yield Run(start, to, end - start)


def _without_chance(runs: list[Run], length: int, to_length: int) -> list[Run]:
    """Without short equal stretches between changes that are larger than they: those say nothing."""
    kept: list[Run] = []
    for run, after in zip(runs, [*runs[1:], Run(length, to_length, 0)], strict=False):
        before = kept[-1] if kept else Run(0, 0, 0)
        left = max(run.start - before.end, run.to - before.to_end)
        right = max(after.start - run.end, after.to - run.to_end)
        if run.length >= BY_CHANCE or min(left, right) <= run.length:
            kept.append(run)
    return kept


def _by_letters(runs: list[Run], old: str, new: str) -> list[Run]:
    """The runs, and within each change the letters that stayed: a word put right is still that word."""
    found: list[Run] = []
    for before, after in pairwise([Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]):
        left, right = old[before.end : after.start], new[before.to_end : after.to]
        found += (Run(before.end + i, before.to_end + j, n) for i, j, n in _letters(left, right))
        found.append(after)
    return _joined(found)


def _letters(left: str, right: str) -> Iterator[Run]:
    if not left or not right:
        return
    head = _common_head(left, right)
    tail = _common_head(left[head:][::-1], right[head:][::-1])
    yield Run(0, 0, head)
    inner_left, inner_right = left[head : len(left) - tail], right[head : len(right) - tail]
    is_small = len(inner_left) * len(inner_right) <= WIDEST
    if is_small and Indel.normalized_similarity(inner_left, inner_right, score_cutoff=ALIKE) >= ALIKE:
        yield from (Run(i + head, j + head, n) for i, j, n in _equal(inner_left, inner_right))
    yield Run(len(left) - tail, len(right) - tail, tail)


def _moved(old: str, new: str, found: list[Run], runs: list[Run]) -> list[Run]:
    """Stretches that stand in both texts, out of order and outside the runs, long enough to be no chance."""
    starts, places = [run.start for run in runs], sorted((run.to, run.to_end) for run in runs)
    moved: list[Run] = []
    for run in found:
        grown = _grown(run, old, new, runs, starts, places)
        is_free = not moved or moved[-1].end <= grown.start
        is_apart = all(grown.to_end <= other.to or other.to_end <= grown.to for other in moved)
        if grown.length >= LEAST_MOVED and is_free and is_apart:
            moved.append(grown)
    return moved


def _grown(run: Run, old: str, new: str, runs: list[Run], starts: list[int], places: list[tuple[int, int]]) -> Run:
    """The moved run cut back to what the ordered runs leave, then as far as the texts go on alike."""
    index = bisect_right(starts, run.start) - 1
    low = runs[index].end if index >= 0 else 0
    high = starts[index + 1] if index + 1 < len(starts) else len(old)
    at = bisect_right(places, (run.to, len(new))) - 1
    to_low = places[at][1] if at >= 0 else 0
    to_high = places[at + 1][0] if at + 1 < len(places) else len(new)
    start, to, end = run.start, run.to, run.end
    cut = max(low - start, to_low - to, 0)
    start, to = start + cut, to + cut
    end = min(end, high, start + to_high - to)
    if start >= end:
        return Run(run.start, run.to, 0)
    while start > low and to > to_low and old[start - 1] == new[to - 1]:
        start, to = start - 1, to - 1
    while end < high and to + end - start < to_high and old[end] == new[to + end - start]:
        end += 1
    return Run(start, to, end - start)
