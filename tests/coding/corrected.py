"""A text of characters that occur once, so that it is known of every coding where its characters went.

The machine codes, corrects (one edit or several in one save, moved blocks, other line ends, emoji and combining marks
at the border), and goes back to earlier texts. It knows nothing of how spans are carried.
"""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from coding.anchoring import Carried, Fate

LETTERS = [*range(0x4E00, 0x9000)]  # one unit of UTF-16
PAIRS = [*range(0x20000, 0x22000), *range(0x1F300, 0x1F5FF)]  # two units, the last of them emoji
MARKS = [code for code in range(0x300, 0x370) if unicodedata.combining(chr(code))]
BLANKS = " ", "\n", "\u2028", "\r\n"
CONTEXT = 40  # this many characters around a span untouched: then it has to keep its words


class Coded(NamedTuple):
    """The characters of a coding, by their numbers, and where the coding says that they stand."""

    what: tuple[int, ...]
    start: int
    end: int


class Corrected(RuleBasedStateMachine):
    """`align` and `carry` are those to be tried; `seen` takes what JavaScript is to repeat."""

    align: Callable
    carry: Callable
    seen: list | None = None

    @initialize(sizes=st.lists(st.integers(1, 9), min_size=30, max_size=60), kind=st.integers(0, 2**16))
    def write(self, sizes, kind):
        self.letter_of: dict[int, str] = {}
        self.text: list[int] = []
        self.codings: list[Coded] = []
        self.listed: list[Coded] = []
        self.before: list[tuple] = []
        for size in sizes:
            self.text += self.word(size, kind)
            kind += size

    def word(self, size: int, kind: int) -> list[int]:
        """New characters, a blank at the end; of every few one is outside the plane, or a mark on the one before."""
        made = []
        for index in range(size):
            number = len(self.letter_of)
            pool = PAIRS if (kind + index) % 5 == 0 else MARKS if (kind + index) % 11 == 0 and number < 60 else LETTERS
            self.letter_of[number] = chr(pool[number % len(pool)])
            made.append(number)
        for blank in BLANKS[kind % 7 % len(BLANKS)]:
            self.letter_of[len(self.letter_of)] = blank
            made.append(len(self.letter_of) - 1)
        return made

    def said(self, numbers) -> str:
        return "".join(self.letter_of[number] for number in numbers)

    def solid(self, numbers) -> set[int]:
        return {number for number in numbers if not self.letter_of[number].isspace()}

    @rule(where=st.floats(0, 1), length=st.integers(1, 60))
    def code(self, where, length):
        start = int(where * max(0, len(self.text) - length))
        what = tuple(self.text[start : start + length])
        if self.solid(what):
            self.codings.append(Coded(what, start, start + len(what)))

    @precondition(lambda self: self.codings)
    @rule(index=st.integers(0, 99))
    def uncode(self, index):
        self.codings.pop(index % len(self.codings))

    @rule(where=st.floats(0, 1), length=st.integers(0, 25), size=st.integers(0, 6), kind=st.integers(0, 99))
    def edit_once(self, where, length, size, kind):
        start = int(where * len(self.text))
        fresh = self.word(size, kind) if size else []
        self.correct([*self.text[:start], *fresh, *self.text[start + length :]], is_one=True)

    @rule(
        edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.integers(0, 4)), min_size=2, max_size=5),
        kind=st.integers(0, 99),
    )
    def edit_several(self, edits, kind):
        new = list(self.text)
        for where, length, size in edits:
            start = int(where * len(new))
            new[start : start + length] = self.word(size, kind) if size else []
        self.correct(new)

    @rule(start=st.floats(0, 1), length=st.integers(30, 90), to=st.floats(0, 1))
    def move_a_block(self, start, length, to):
        start = int(start * len(self.text))
        block, rest = self.text[start : start + length], [*self.text[:start], *self.text[start + length :]]
        to = int(to * len(rest))
        self.correct([*rest[:to], *block, *rest[to:]])

    @rule(which=st.integers(0, 1))
    def change_line_ends(self, which):
        new = [number for number in self.text if self.letter_of[number] != "\r"]
        for place, number in enumerate(new):
            if which and self.letter_of[number] == "\n":
                new[place] = len(self.letter_of)
                self.letter_of[new[place]] = "\u2028"
        self.correct(new)

    @precondition(lambda self: self.before)
    @rule()
    def go_back(self):
        text, _codings = self.before[-1]
        self.correct(text)

    def correct(self, new: list[int], *, is_one: bool = False) -> None:
        old, self.text = self.text, list(new)
        self.before = [*self.before[-3:], (old, list(self.codings))]
        before, after = self.said(old), self.said(new)
        alignment = type(self).align(before, after)
        kept = []
        for coded in self.codings:
            carried = type(self).carry(alignment, before, coded.start, coded.end)
            self.judge(coded, carried, old, after, is_one)
            if carried.fate == Fate.LOST:
                self.listed.append(coded)
            else:
                what = tuple(new[carried.start : carried.end])
                kept.append(Coded(what, carried.start, carried.end))
        assert len(kept) + len(self.listed) >= len(self.codings)
        self.codings = kept
        if self.seen is not None:
            spans = [[each.start, each.end, self.said(each.what)] for each in kept]
            self.seen.append({"text": after, "spans": spans})

    def judge(self, coded: Coded, carried: Carried, old: list[int], after: str, is_one: bool) -> None:
        now = self.text[carried.start : carried.end]
        assert 0 <= carried.start <= carried.end <= len(self.text)
        if carried.keeps_its_words:
            assert self.solid(now) == self.solid(coded.what)
            assert after[carried.start : carried.end] == self.said(coded.what)
            assert (carried.fate == Fate.STAYS) == (carried.start == coded.start)
            return
        left = self.solid(coded.what) & self.solid(self.text)
        assert not self.stands_whole(coded, old), "an untouched coding was not carried"
        if carried.fate == Fate.TOUCHED:
            assert 2 * len(self.solid(coded.what) & self.solid(now)) >= len(self.solid(coded.what))
            assert self.said(coded.what) != after[carried.start : carried.end]
        elif is_one:
            assert 2 * len(left) < len(self.solid(coded.what))
        if is_one:
            assert not (self.solid(now) & self.solid(old)) - self.solid(coded.what), "it took in words next to it"
            assert carried.fate == Fate.LOST or left <= self.solid(now)

    def stands_whole(self, coded: Coded, old: list[int]) -> bool:
        """Whether its characters and those around them stand in the new text as they stood in the old."""
        low, high = max(0, coded.start - CONTEXT), min(len(old), coded.end + CONTEXT)
        around = old[low:high]
        if around[0] not in self.text:
            return False
        at = self.text.index(around[0])
        return self.text[at : at + len(around)] == around
