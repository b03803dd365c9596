"""Seeing what a correction does to ten thousand codings of a long text; anchoring alone against length and number."""

import random
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial

from bench.house import House
from bench.large import CODINGS, LONG, WORDS, speech
from bench.table import Figure, Floor
from bench.timing import median, repeated
from coding.anchoring import carry
from coding.carrying import Plan
from interviews.aligning import align
from interviews.models import Interview

TIMES, EDITS = 3, 200
WORD = re.compile(r"\w+")


def measure(_house: House, large: Interview) -> Iterator[Figure]:
    """A correction of 200 words here and there, as a careful reader leaves one."""
    old = large.transcript.text
    new = edited(old, EDITS)
    lines = Floor("difflib, lines only", median(repeated(partial(_by_lines, old, new), TIMES)))
    took = median(repeated(lambda: Plan(large, new).counts(), TIMES))
    what = f"preview of {EDITS} edits in {LONG:,} characters with {CODINGS:,} codings"
    yield Figure(what, took, "ms", 2000, lines)
    tenth = Floor("a tenth of the text", _aligning(LONG // 10))
    yield Figure(f"align {LONG:,} characters, {EDITS} edits", _aligning(LONG), "ms", None, tenth, most_ratio=12)
    tenth = Floor("a tenth of the codings", _carrying(old, new, CODINGS // 10))
    yield Figure(f"carry {CODINGS:,} spans", _carrying(old, new, CODINGS), "ms", None, tenth, most_ratio=12)


def edited(text: str, edits: int) -> str:
    """The text with so many words replaced by another, from the first to the last; the same each time."""
    chance = random.Random(edits)
    first, *words, last = WORD.finditer(text)
    places = [first, *chance.sample(words, edits - 2), last]
    for word in sorted(places, key=lambda word: word.start(), reverse=True):
        text = text[: word.start()] + chance.choice(WORDS) + text[word.end() :]
    return text


def _by_lines(old: str, new: str) -> None:
    SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_opcodes()


def _aligning(length: int) -> float:
    old = "".join(f"{label}: {words}\n" for label, words in speech(length))
    new = edited(old, EDITS * length // LONG)
    return median(repeated(partial(align, old, new), TIMES))


def _carrying(old: str, new: str, spans: int) -> float:
    alignment, chance = align(old, new), random.Random(spans)
    starts = [chance.randrange(len(old) - 120) for _ in range(spans)]
    return median(repeated(lambda: [carry(alignment, old, start, start + 120) for start in starts], TIMES))
