"""From cues to turns. Captions cut sentences where the screen is full; turns put them together again.

A cue goes on in the turn before it when the same voice speaks, the pause is at most 2 seconds, the turn is not longer
than 500 characters, and the words go on: they begin with a small letter, or follow a comma; in scripts without capitals
and before a figure or "I", when the words before end no sentence. So every sentence is whole and no turn is a wall.

A speaker may also be written into the words ("Budi: …", ">> BUDI: …"); such a label holds until the next.
"""

import re
from collections.abc import Iterable, Sequence

from .composing import Said
from .cues import Cue
from .labels import labels_in

LONGEST_PAUSE_MS = 2_000
LONGEST_TURN = 500

_SENTENCE_END = re.compile(r"[.?!…。！？।؟][\"'”’)\]»」』]*\Z")
_FIRST_PERSON = re.compile(r"I(?:['’]\w+)?\b")


def turns_of(cues: Sequence[Cue]) -> list[Said]:
    """The cues as turns, put together where a sentence goes on."""
    said: list[Said] = []
    for cue in _with_written_labels(cues):
        if said and _goes_on(said[-1], cue):
            last = said[-1]
            said[-1] = last._replace(words=f"{last.words} {cue.words}", end_ms=_later(last.end_ms, cue.end_ms))
        else:
            said.append(Said(cue.words, cue.label, cue.start_ms, cue.end_ms))
    return said


def _with_written_labels(cues: Sequence[Cue]) -> Iterable[Cue]:
    written = {opening.line: opening for opening in labels_in([cue.words for cue in cues])}
    if any(cue.label for cue in cues) or not written:
        return cues
    label, labelled = None, []
    for number, cue in enumerate(cues):
        words = cue.words
        if opening := written.get(number):
            label, words = opening.label, words[opening.column :]
        if words.strip():
            labelled.append(cue._replace(words=words.strip(), label=label))
    return labelled


def _goes_on(before: Said, cue: Cue) -> bool:
    if before.label != cue.label or len(before.words) > LONGEST_TURN:
        return False
    if before.end_ms is None or cue.start_ms is None or cue.start_ms - before.end_ms > LONGEST_PAUSE_MS:
        return False
    first = cue.words[0]
    if first.islower() or before.words[-1] in ",;，、；":
        return True
    undecided = first.isdecimal() or (first.isalpha() and not first.isupper()) or _FIRST_PERSON.match(cue.words)
    return bool(undecided) and _SENTENCE_END.search(before.words) is None


def _later(first: int | None, second: int | None) -> int | None:
    return max((time for time in (first, second) if time is not None), default=None)
