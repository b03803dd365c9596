"""What the coding screen reads of a transcript: its turns, leaf by leaf, and who speaks in them."""

import re
import uuid
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString, mark_safe

from interviews.lines import lines_of
from interviews.models import Transcript, Turn
from interviews.texts import LONGEST_KEPT, line_starts_of, text_of

WORD = re.compile(r"[^\W\d_]{2}")
RARE = re.compile("[\U00010000-\U0010ffff]")
LEAF = 4_000  # code points: about two windows
IN_VIEW = 2  # leaves
LONGEST = 7  # characters of a label that are seen whole beside the text of a laptop
BROKEN = range(45, 101)  # characters of a line that a program has broken where it was full
ENOUGH = 20  # such lines that say so of a whole file, where nine in ten are
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Reading(NamedTuple):
    """A transcript as it is read: its numbered lines, its turns as HTML, leaf by leaf, and its voices.

    `lines` are the code point at which the first begins, and how far each other is from the one before. `turns` are by
    turns how far one begins from the end of the one before, and its length.
    `in_view` is the code point at which the leaves end that a window shows before anyone has scrolled.
    """

    lines: list[int]
    turns: list[int]
    leaves: SafeString
    in_view: int
    voices: list[dict]


def read(transcript: Transcript) -> Reading:
    """A process keeps what it has written of the texts that are being read just now.

    They and their turns never change (the database holds that); who is behind a label may, and is asked each time.
    """
    heard = voices(transcript)
    labels = tuple((voice["id"], voice["label"], voice["kind"], voice["informant_code"]) for voice in heard)
    write = _kept if transcript.length <= LONGEST_KEPT else _written
    return Reading(*write(transcript.pk, transcript.length, labels), heard)


def _written(
    transcript: uuid.UUID, length: int, labels: tuple[tuple, ...]
) -> tuple[list[int], list[int], SafeString, int]:
    """Every turn as one element: the words as they were said, and where they stand as data.

    Written here and not in a template: a loop of a thousand turns in the template language takes longer than the rest
    of the page.
    """
    text, starts = (known(transcript, length) for known in (text_of, line_starts_of))
    named = {speaker: who for speaker, *who in labels} | {"None": (None, None, None)}
    rows = Turn.objects.filter(transcript=transcript).order_by("index")
    turns = list(rows.values_list("index", "start", "end", "speaker"))
    fills = is_set_in_lines([text[start:end] for _index, start, end, _speaker in turns])
    leaves, leaf, ends, before, steps = [], [], [0], 0, []
    for index, start, end, speaker in turns:
        label, kind, code = named[str(speaker)]
        leaf += [_aside(line) for line in outside(text[before:start], label)]
        leaf.append(_turn(text, starts, index, start, end, label, kind, code, fills))
        steps += [start - before, end - start]
        before = end
        if before - ends[-1] > LEAF:
            leaves.append(_leaf(leaf))
            ends.append(before)
            leaf = []
    leaf += [_aside(line) for line in outside(text[before:], None)]
    leaves.append(_leaf(leaf))
    in_view = ends[IN_VIEW] if len(ends) > IN_VIEW else length
    lines = [starts[0], *(after - before for before, after in pairwise(starts))]
    return lines, steps, mark_safe("\n".join(leaves)), in_view  # noqa: S308 - every part of it is a number or escaped


_kept = lru_cache(4)(_written)


def is_set_in_lines(turns: Sequence[str]) -> bool:
    """Whether the lines of a file end where they were full: an end then says nothing, and the screen fills its own."""
    lengths = [len(line) for words in turns for line in words.split("\n")[1:-1] if line.strip()]
    return len(lengths) >= ENOUGH and sum(length in BROKEN for length in lengths) >= 0.9 * len(lengths)


def outside(between: str, label: str | None) -> list[str]:
    """The lines between two turns that are nobody's: a heading, a banner, a remark of the transcriber.

    Not the label of the turn that follows, nor its stamp, wherever the layout puts them.
    """
    if between.isspace() or between.removesuffix(": ").strip() == (label or ""):
        return []
    lines = between.splitlines()
    whole = lines if between[-1:] in "\n\r\x0b\x0c\x85\u2028\u2029" else lines[:-1]
    named = re.compile(rf"\W*{re.escape(label)}\b", re.IGNORECASE) if label else None
    return [line.strip() for line in whole if WORD.search(line) and not (named and named.match(line))]


def _leaf(lines: list[str]) -> str:
    """What the browser lays out at one go when it comes near the window: turn by turn takes it longer."""
    joined = "\n".join(lines)
    return f'<div class="leaf">{joined}</div>' if lines else ""


def _aside(line: str) -> str:
    return f'<p class="outside">{escape(line)}</p>'


def _turn(
    text: str,
    starts: Sequence[int],
    index: int,
    start: int,
    end: int,
    label: str | None,
    kind: str | None,
    code: str | None,
    fills: bool,
) -> str:
    """Where the label is too long for the margin, the informant's code stands there, until one looks at the turn."""
    asks = " asks" if kind == "interviewer" else ""
    flows = " flows" if fills and not BLANK_LINE.search(text, start, end) else ""
    who, words = escape(label or ""), escape(text[start:end])
    if not words.isascii():  # else a single emoji makes Python keep the whole page, and each copy, four times as large
        words = RARE.sub(lambda found: f"&#{ord(found[0])};", words)
    line = lines_of(starts, start, end)[0]
    short = f' data-code="{escape(code)}"' if code and len(label or "") > LONGEST else ""
    place = f'id="t-{index}" data-line="{line}"{short}'
    return f'<p class="turn{asks}{flows}" {place} data-who="{who}">{words}</p>'


def voices(transcript: Transcript) -> list[dict]:
    """For each label the speaker's id and, for an informant, the actor's: the default about-actor follows from it."""
    rows = transcript.interview.speakers.values(
        "id", "label", "kind", informant_code=F("informant__code"), actor=F("informant__actor")
    )
    return [{**row, "id": str(row["id"]), "actor": row["actor"] and str(row["actor"])} for row in rows]
