"""Where in the lines of a transcript somebody begins to speak, and who.

Every line that looks like an opening is a candidate; then the whole transcript decides. A label counts when it carries
a time stamp, recurs, or is a word of the trade (P, Pewawancara, Informan T1). What stands in the block of particulars
at the head of a transcript ("Informan: Bapak S") opens no turn.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from interviews.speech import is_known, is_one_letter

from .names import NAME, is_like_a_name, is_particular, speaker_called
from .stamps import BRACKETED, RANGE, STAMP, times_in

# A line is read in three steps without going back: what leads in, the name up to the first sign no name has, the tail.
_LEAD = re.compile(
    rf"[ \t>\ufeff]*(?:\d{{1,4}}(?:[.)]|\t)[ \t]*)?(?:\*\*)?"
    rf"(?:(?P<pre>{BRACKETED}|{RANGE})[ \t]*(?:[-–—][ \t]+)?(?:\*\*)?)?"
)
_AFTER = r"(?P<aside>[(（][^()（）:：\d][^()（）:：]{0,39}[)）])?(?:\*\*)?[ \t]*"
_COLON = re.compile(
    rf"{_AFTER}(?:(?P<mid>{BRACKETED})[ \t]*)?(?:\*\*)?(?::(?![/\\\d])|：)(?:\*\*)?"
    rf"[ \t]*(?:(?P<post>{BRACKETED})[ \t]*)?"
)
_STAMPED = re.compile(rf"{_AFTER}(?P<mid>{BRACKETED})(?:\*\*)?(?:[ \t]*[-–—]+(?=\s|$)[ \t]*|[ \t]+|$)")
_NOTHING = re.compile(rf"{_AFTER}$")
_NAME_THEN_TIME = re.compile(rf"(?P<label>\S.{{0,40}}?)(?:\*\*)?(?P<gap>[ \t]+)(?P<mid>{STAMP})[ \t]*$")
_BRACKETED_NAME = re.compile(rf"\[(?P<label>[^\[\]:]{{1,60}})\][ \t]+(?P<mid>{STAMP})[ \t]*$")
_CUE = re.compile(rf"[ \t]*(?P<pre>{BRACKETED}|{STAMP}[ \t]*-->[ \t]*{STAMP})(?:[ \t]+|$)")

_HEAD_LINES = 40


class Opening(NamedTuple):
    """A line where a turn begins: the words begin `column` characters into line number `line`, both from 0.

    `key` is the label as it is compared; `alone` says that the label has its line to itself, which proves little.
    """

    line: int
    column: int
    label: str | None = None
    key: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    alone: bool = False

    @property
    def stamped(self) -> bool:
        return self.start_ms is not None


def openings(lines: Sequence[str]) -> list[Opening]:
    """The lines where a turn begins, in order; without any speaker, the lines that begin with a time stamp."""
    candidates = [found for number in range(len(lines)) if (found := _candidate(lines, number))]
    head = _end_of_head(lines, {found.line: found for found in candidates})
    body = [found for found in candidates if found.line >= head]
    beside, alone = [c for c in body if not c.alone], [c for c in body if c.alone]
    speaking, names = _speaking(lines, beside), _recurring_names(lines, alone)
    chosen = names if len(names) > len(speaking) else speaking
    return _spelled_alike(chosen) if chosen else _cues(lines)


def labels_in(lines: Sequence[str]) -> list[Opening]:
    """The lines that begin with the label of a speaker; names on lines of their own do not count."""
    candidates = [found for number in range(len(lines)) if (found := _candidate(lines, number)) and not found.alone]
    return _spelled_alike(_speaking(lines, candidates))


def _candidate(lines: Sequence[str], number: int) -> Opening | None:
    line = lines[number]
    has_colon = ":" in line[:130] or "：" in line[:130]
    if not has_colon and not 0 < len(line) <= 60:
        return None
    lead = _LEAD.match(line)
    name = NAME.match(line, lead.end())
    if name is None:
        zoom = _BRACKETED_NAME.match(line) if line[:1] == "[" else None
        return _opening(number, zoom["label"], None, zoom) if zoom else None
    for tail in (_COLON, _STAMPED) if has_colon else ():
        if after := tail.match(line, name.end()):
            return _opening(number, name[0] + (after["aside"] or ""), lead["pre"], after)
    return _by_itself(lines, number, lead, name) if len(line) <= 70 else None


def _by_itself(lines: Sequence[str], number: int, lead: re.Match[str], name: re.Match[str]) -> Opening | None:
    """A name on a line of its own, with or without a time beside it, and words below."""
    line = lines[number]
    timed = _NAME_THEN_TIME.match(line, name.start())
    after = timed or _NOTHING.match(line, name.end())
    label = timed["label"] if timed else name[0] + (after["aside"] or "" if after else "")
    if after is None or not is_like_a_name(label.strip()) or not _has_words_below(lines, number):
        return None
    found = _opening(number, label, lead["pre"], after)
    is_certain = timed is not None and len(timed["gap"].expandtabs()) > 1
    return found and found._replace(alone=not is_certain)


def _has_words_below(lines: Sequence[str], number: int) -> bool:
    return number + 1 < len(lines) and bool(lines[number + 1].strip())


def _opening(number: int, name: str, pre: str | None, after: re.Match[str]) -> Opening | None:
    label = speaker_called(name)
    if label is None:
        return None
    groups = after.groupdict()
    start_ms, end_ms = times_in(pre or groups.get("mid") or groups.get("post"))
    return Opening(number, after.end(), *label, start_ms, end_ms)


def _speaking(lines: Sequence[str], candidates: list[Opening]) -> list[Opening]:
    """The candidates whose label is stamped, recurs, or is a word of the trade that is no particular here."""
    counts = Counter(found.key for found in candidates)
    certain = {found.key for found in candidates if found.stamped or counts[found.key] > 1}
    first = next((found.line for found in candidates if found.key in certain), None)
    known = [found for found in candidates if found.key not in certain and is_known(found.label or "")]
    if first is None:
        trusted = len(known) > 1 or any(not is_one_letter(found.label or "") for found in known)
        return known if trusted else []
    kept = {found.line for found in known if found.line > first or _is_speech(lines, found)}
    if _is_dense(lines, sum(found.key in certain for found in candidates)):
        kept |= {found.line for found in candidates if found.line > first and is_like_a_name(found.label or "")}
    return [found for found in candidates if found.key in certain or found.line in kept]


def _is_dense(lines: Sequence[str], certain: int) -> bool:
    """Where nearly every line begins with a speaker, a name that comes but once is a speaker too."""
    return certain > 2 and certain * 3 >= 2 * sum(1 for line in lines if line.strip())


def _is_speech(lines: Sequence[str], found: Opening) -> bool:
    """Before the first certain turn "Informan: Bapak S" is a particular; a letter, a sentence, a long line are not."""
    words = lines[found.line][found.column :].rstrip()
    return is_one_letter(found.label or "") or len(words) > 60 or words.endswith(("?", "？", ".", "!", "…"))


def _end_of_head(lines: Sequence[str], candidates: dict[int, Opening]) -> int:
    """The number of lines at the top that hold particulars (Tanggal: …, Informan: …), up to where the talk begins."""
    end, seen = 0, Counter[str]()
    for number, line in enumerate(lines[:_HEAD_LINES]):
        found = candidates.get(number)
        if found and not found.alone:
            seen[found.key] += 1
        if len(line) > 120 or "?" in line or (found and (found.stamped or seen[found.key] > 1)):
            break
        if is_particular(line):
            end = number + 1
    return _with_named_people(lines, candidates, end) if end else _head_of_named_people(lines, candidates)


def _with_named_people(lines: Sequence[str], candidates: dict[int, Opening], end: int) -> int:
    while end in candidates and not candidates[end].stamped and is_known(candidates[end].label or ""):
        if is_one_letter(candidates[end].label or "") or _is_speech(lines, candidates[end]):
            break
        end += 1
    return end


def _head_of_named_people(lines: Sequence[str], candidates: dict[int, Opening]) -> int:
    """A first block of only "Pewawancara: Siti", "Informan: Pak Budi", closed by an empty line and spoken of again."""
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    block = _with_named_people(lines, candidates, top)
    closed = block < len(lines) and not lines[block].strip()
    keys = {candidates[number].key for number in range(top, block)}
    later = {found.key for number, found in candidates.items() if number > block}
    return block if closed and len(keys) == block - top > 1 and keys & later else 0


def _recurring_names(lines: Sequence[str], candidates: list[Opening]) -> list[Opening]:
    """Names on lines of their own: each twice, two people or a stamp, and after an empty line or very often."""
    parted = [found for found in candidates if found.stamped or found.line == 0 or not lines[found.line - 1].strip()]
    dense = 4 * len(candidates) >= sum(1 for line in lines if line.strip())
    pool = candidates if dense else parted
    counts = Counter(found.key for found in pool)
    names = [found for found in pool if counts[found.key] > 1]
    people = {found.key for found in names}
    return names if len(people) > 1 or any(found.stamped for found in names) else []


def _spelled_alike(found: list[Opening]) -> list[Opening]:
    """One spelling for each label, the first: "P" and "p" are one speaker."""
    spelling: dict[str, str | None] = {}
    for each in found:
        spelling.setdefault(each.key, each.label)
    return [each if each.label == spelling[each.key] else each._replace(label=spelling[each.key]) for each in found]


def _cues(lines: Sequence[str]) -> list[Opening]:
    found = [(number, match) for number, line in enumerate(lines) if (match := _CUE.match(line))]
    return [Opening(number, match.end(), None, "", *times_in(match["pre"])) for number, match in found]
