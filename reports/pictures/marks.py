"""Where the codes of a study are, by interview and within one. No words, and nothing of who withdrew consent."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coding.models import Code, Coding, Polarity
from interviews.lines import line_starts, lines_of
from interviews.models import Interview, Study, Transcript
from reports.evidence.document import COUNTED
from reports.evidence.voices import Voices
from reports.pictures.course import Mark


class Used(NamedTuple):
    """An interview, when it was held, and the keys of its codes."""

    interview: str
    held_on: date | None
    codes: set[str]


class Course(NamedTuple):
    """The codings of one interview in reading order; `hues` are those of its codes in the order of the codebook."""

    interview: str
    length: int
    marks: list[Mark]
    hues: dict[str, int]
    told: list[tuple[Mark, str, str]]  # with its lines, and its polarity in words


def used_codes(study: Study, basis: str, voices: Voices) -> list[Used]:
    """Every interview that has a text, in the order of dates; those without a date last."""
    codes = defaultdict(set)
    texts = voices.interview
    for transcript, mark in _marks(study, basis, voices):
        codes[texts[transcript]].add(mark.code)
    held = Interview.objects.of_study(study).filter(code__in=texts.values(), trashed_at__isnull=True).by_date()
    return [Used(code, held_on, codes[code]) for code, held_on in held.values_list("code", "held_on")]


def course_of(study: Study, basis: str, interview: str, voices: Voices) -> Course | None:
    """The codes over one interview; without its code that of the first. None where there is no such interview."""
    texts = {code: transcript for transcript, code in voices.interview.items()}
    interview = interview or next(iter(sorted(texts)), "")
    if interview not in texts:
        return None
    text = Transcript.objects.get(pk=texts[interview])
    marks = sorted(mark for transcript, mark in _marks(study, basis, voices, texts[interview]))
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.code, mark.polarity))
    order = list(Code.objects.of_study(study).order_by("position", "key").values_list("key", flat=True))
    used = {mark.code for mark in marks}
    hues = {key: order.index(key) % 9 for key in order if key in used}
    starts, words = line_starts(text.text), dict(Polarity.choices)
    told = [(mark, _lines(lines_of(starts, mark.start, mark.end)), str(words[mark.polarity])) for mark in marks]
    return Course(interview, len(text.text), marks, hues, told)


def _lines(lines: tuple[int, int]) -> str:
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}–{lines[1]}"


def _marks(study: Study, basis: str, voices: Voices, transcript: str | None = None) -> Iterator[tuple[str, Mark]]:
    """The codings that a basis counts by their status, each with its transcript; once for each place and code."""
    wanted = [transcript] if transcript else list(voices.interview)
    rows = Coding.objects.live().filter(passage__transcript__in=wanted, status__in=COUNTED[basis], code__study=study)
    place = ("passage__transcript_id", "passage__start", "passage__end", "code__key", "polarity")
    for text, start, end, code, polarity in rows.order_by(*place).distinct().values_list(*place):
        _voice, withdrawn = voices.of(str(text), start, end, None)
        if not withdrawn:
            yield str(text), Mark(code, start, end, polarity)
