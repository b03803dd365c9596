"""Which text of one version stands where in another. Pure; offsets are Unicode code points, spans half-open.

Stretches of words that occur once in both texts are found first and put in order (patience diff, B. Cohen); what lies
between two of them is small and is compared word by word, then letter by letter, by rapidfuzz. So every edit is seen by
itself, however many there are, and the time grows with the length of the text. A stretch that stands in both texts but
out of order was moved. Words are kept as numbers in a row and stretches as one run each: an object a word is what
would cost the most, and more than its share in a long text.
"""

import re
from array import array
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import accumulate, pairwise
from typing import AnyStr, NamedTuple

WORDS = re.compile(r"(\w+|[^\w\s])")
WINDOW = 4  # words of a stretch that is looked for whole
WIDTH = array("I").itemsize  # bytes of the number of a word
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
    """What two texts have in common: `runs` in the order of both, `moved` in that of the old. No two runs overlap."""

    def __init__(self, runs: Sequence[Run], moved: Sequence[Run], length: int, to_length: int) -> None:
        self.runs, self.moved = runs, moved
        self.length, self.to_length = length, to_length
        self._starts = [run.start for run in runs]
        self._moved_starts = [run.start for run in moved]

    def within(self, start: int, end: int) -> list[Run]:
        """The parts of the runs in order that lie in old[start:end]."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return list(_clipped(self.runs[first:last], start, end))

    def moved_within(self, start: int, end: int) -> list[Run]:
        """The parts of the moved runs that lie in old[start:end]."""
        first = max(0, bisect_right(self._moved_starts, start) - 1)
        return list(_clipped(self.moved[first : bisect_left(self._moved_starts, end)], start, end))

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
    head = _no_chance(_common_head(old, new))
    tail = _no_chance(_common_head(old[head:][::-1], new[head:][::-1]))
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    ordered, moved = _anchored(inner_old, inner_new)
    runs = [Run(0, 0, head), *(Run(a + head, b + head, n) for a, b, n in ordered)]
    runs.append(Run(len(old) - tail, len(new) - tail, tail))
    elsewhere = [Run(a + head, b + head, n) for a, b, n in moved]
    return Alignment(_joined(runs), elsewhere, len(old), len(new))


def _common_head(old: AnyStr, new: AnyStr, at: int = 0, to: int = 0) -> int:
    """How many code points, or bytes, are equal from old[at] and new[to] on; in time that grows with their number.

    By doubling, then halving, for comparing slices is the fastest there is.
    """
    longest, low, high = min(len(old) - at, len(new) - to), 0, 64
    while low < longest and old[at + low : at + high] == new[to + low : to + high]:
        low, high = min(high, longest), 2 * high
    high = min(high, longest)
    while low < high:
        middle = (low + high + 1) // 2
        if old[at + low : at + middle] == new[to + low : to + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _no_chance(length: int) -> int:
    return length if length >= BY_CHANCE else 0


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


def _without_edges(runs: list[Run], old: str, new: str) -> list[Run]:
    """Without a short head or tail that stands on the far side of the change beside it too: it is equal by chance.

    Before "P: Siapa?" a turn "P: Halo." was put in: the "P: " at the head is not the one that was there.
    """
    if len(runs) > 1 and runs[0].length < BY_CHANCE:
        length, (start, to, rest) = runs[0].length, runs[1]
        start, to = start - length, to - length
        if runs[0].start == runs[0].to == min(start, to) == 0 and old[start : start + length] == new[to : to + length]:
            runs = [Run(start, to, length + rest), *runs[2:]]
    if len(runs) > 1 and runs[-1].length < BY_CHANCE:
        length, before = runs[-1].length, runs[-2]
        end, to_end = before.end + length, before.to_end + length
        is_edge = (runs[-1].end, runs[-1].to_end) == (len(old), len(new)) and (end == len(old) or to_end == len(new))
        if is_edge and old[before.end : end] == new[before.to_end : to_end]:
            runs = [*runs[:-2], before._replace(length=before.length + length)]
    return runs


class _Words:
    """The words and signs of a text as numbers, and where each begins and ends; what is blank lies between them."""

    def __init__(self, text: str, numbers: dict[str, int]) -> None:
        parts = WORDS.split(text)
        places = list(accumulate(map(len, parts), initial=0))
        self.text = text
        self.ids = array("I", [numbers.setdefault(word, len(numbers)) for word in parts[1::2]])
        self.packed = self.ids.tobytes()
        self.starts, self.ends = places[1::2], places[2::2]

    def windows(self) -> Iterator[bytes]:
        packed, wide = self.packed, WINDOW * WIDTH
        return (packed[at : at + wide] for at in range(0, len(packed) - wide + 1, WIDTH))

    def once(self) -> dict[bytes, int]:
        """Each window of words that occurs once, and at which word."""
        found: dict[bytes, int] = {}
        for index, window in enumerate(self.windows()):
            found[window] = -1 if window in found else index
        return found


def _anchored(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """The runs in order, and the moved ones, of two texts without a common head or tail worth the name."""
    numbers: dict[str, int] = {}
    a, b = _Words(old, numbers), _Words(new, numbers)
    stretches = list(_stretches(a, b))
    kept = _heaviest_rising(stretches)
    anchors = list(_apart(kept))
    words: list[Run] = []
    for before, after in pairwise([Run(0, 0, 0), *anchors, Run(len(a.ids), len(b.ids), 0)]):
        left, right = a.ids[before.end : after.start], b.ids[before.to_end : after.to]
        words += (Run(before.end + i, before.to_end + j, n) for i, j, n in _equal(left, right))
        words.append(after)
    runs = _without_chance(_in_letters(a, b, _joined(words)), len(old), len(new))
    runs = _without_edges(_by_letters(runs, old, new), old, new)
    elsewhere = _in_letters(a, b, _apart(sorted(set(stretches) - set(kept)), rising=False))
    return runs, _moved(old, new, elsewhere, runs)


def _stretches(a: _Words, b: _Words) -> Iterator[Run]:
    """Runs of words, each from a window that occurs once in both texts to where the texts differ."""
    there = b.once()
    places = [there.get(window, -1) for window in a.windows()]
    often = Counter(places)
    i = 0
    while i < len(places):
        if (j := places[i]) < 0 or often[j] > 1:
            i += 1
            continue
        run = Run(i, j, _common_head(a.packed, b.packed, i * WIDTH, j * WIDTH) // WIDTH)
        yield run
        i = run.end - WINDOW + 1


def _in_letters(a: _Words, b: _Words, runs: Iterable[Run]) -> list[Run]:
    """Runs of words as runs of letters, parted where the blanks between two words differ."""
    found: list[Run] = []
    for run in runs:
        i, j = run.start, run.to
        while i < run.end:
            same = _common_head(a.text, b.text, a.starts[i], b.starts[j])
            after = max(i + 1, bisect_right(a.ends, a.starts[i] + same, i, run.end))
            found.append(Run(a.starts[i], b.starts[j], a.ends[after - 1] - a.starts[i]))
            i, j = after, j + after - i
    return found


def _apart(runs: Iterable[Run], *, rising: bool = True) -> Iterator[Run]:
    """The runs, cut where the one before covers them; where they are rising, they rise in both texts."""
    last = last_to = 0
    for run in runs:
        cut = max(0, last - run.start, last_to - run.to if rising else 0)
        if cut < run.length:
            last, last_to = run.end, run.to_end
            yield Run(run.start + cut, run.to + cut, run.length - cut)


def _heaviest_rising(runs: Sequence[Run]) -> list[Run]:
    """Of runs that rise in the old text those with the most words that rise in the new one too.

    `tops` are the ends that are worth going on from: the further on in the new text, the more words before it.
    """
    tops: list[tuple[int, int, int]] = []  # place in the new text, words, index
    before = [-1] * len(runs)
    for index, run in enumerate(runs):
        place = bisect_left(tops, (run.to,))
        weight = run.length - WINDOW + 1
        if place:
            before[index] = tops[place - 1][2]
            weight += tops[place - 1][1]
        beaten = place
        while beaten < len(tops) and tops[beaten][1] <= weight:
            beaten += 1
        tops[place:beaten] = [(run.to, weight, index)]
    kept, index = [], tops[-1][2] if tops else -1
    while index >= 0:
        kept.append(runs[index])
        index = before[index]
    return kept[::-1]


@cache
def _distances():
    return import_module("rapidfuzz.distance")  # heavy, and asked for only where a text is corrected


def _equal(left: Sequence, right: Sequence) -> Iterator[Run]:
    """The equal stretches of two sequences: the most there are, or nearly so in little memory, or none of a flood."""
    size = len(left) * len(right)
    if not 0 < size <= FLOOD:
        return
    distance = _distances().Indel if size <= WIDEST else _distances().Levenshtein
    for tag, start, end, to, _to_end in distance.opcodes(left, right):
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
    if is_small and _distances().Indel.normalized_similarity(inner_left, inner_right, score_cutoff=ALIKE) >= ALIKE:
        yield from (Run(i + head, j + head, n) for i, j, n in _equal(inner_left, inner_right))
    yield Run(len(left) - tail, len(right) - tail, tail)


def _moved(old: str, new: str, found: list[Run], runs: list[Run]) -> list[Run]:
    """Stretches that stand in both texts, out of order and outside the runs, long enough to be no chance."""
    starts, places = [run.start for run in runs], [(run.to, run.to_end) for run in runs]
    moved: list[Run] = []
    taken: list[tuple[int, int]] = []
    for run in found:
        grown = _grown(run, old, new, runs, starts, places)
        is_free = not moved or moved[-1].end <= grown.start
        after = bisect_left(taken, (grown.to,))
        is_apart = all(grown.to_end <= to or to_end <= grown.to for to, to_end in taken[max(0, after - 1) : after + 1])
        if grown.length >= LEAST_MOVED and is_free and is_apart:
            moved.append(grown)
            insort(taken, (grown.to, grown.to_end))
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
