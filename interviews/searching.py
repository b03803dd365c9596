"""Where a study's interviews say certain words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from interviews.lines import line_starts, lines_of
from interviews.models import Informant, Interview, Study, Transcript, Turn

AROUND = 60
"""Code points shown before and after a hit."""


class Hit(NamedTuple):
    """A span of a transcript, half-open, in code points, with the words around it."""

    transcript: Transcript
    start: int
    end: int
    line: int
    speaker: str | None
    before: str
    quote: str
    after: str


def search(study: Study, words: str, *, interview: Interview | None = None, limit: int = 50) -> tuple[list[Hit], int]:
    """The first `limit` places where the newest transcripts say `words`, in reading order, and how many there are.

    Upper and lower case make no difference, nor does the way an accent is written; runs of spaces and line ends in
    `words` match any such run. What informants said who have withdrawn consent is not found.
    """
    pattern = _pattern(words)
    withdrawn = _withdrawn(study)
    hits, count = [], 0
    for transcript in _newest(study, interview):
        silent = withdrawn[transcript.pk]
        spans = [(start, end) for start, end in _spans(pattern, transcript.text) if not _touches(silent, start, end)]
        count += len(spans)
        hits += _shown(transcript, spans[: limit - len(hits)])
    return hits, count


def _pattern(words: str) -> re.Pattern:
    forms = dict.fromkeys(unicodedata.normalize(form, words) for form in ("NFC", "NFD"))
    alternatives = (r"\s+".join(re.escape(word) for word in form.split()) for form in forms)
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _spans(pattern: re.Pattern, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _withdrawn(study: Study) -> dict[UUID, list[tuple[int, int]]]:
    """By transcript, the turns of informants who have withdrawn consent."""
    turns = Turn.objects.filter(
        speaker__informant__study=study, speaker__informant__consent=Informant.Consent.WITHDRAWN, start__lt=F("end")
    )
    found = defaultdict(list)
    for transcript, start, end in turns.values_list("transcript", "start", "end"):
        found[transcript].append((start, end))
    return found


def _touches(turns: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in turns)


def _newest(study: Study, interview: Interview | None):
    newest = Transcript.objects.filter(interview=OuterRef("interview")).order_by("-version").values("pk")[:1]
    found = Transcript.objects.of_study(study).filter(pk=Subquery(newest), interview__trashed_at__isnull=True)
    if interview is not None:
        found = found.filter(interview=interview)
    return found.select_related("interview").order_by("interview__position", "interview__code")


def _shown(transcript: Transcript, spans: list[tuple[int, int]]) -> list[Hit]:
    if not spans:
        return []
    text, starts = transcript.text, line_starts(transcript.text)
    turns = list(Turn.objects.filter(transcript=transcript).values_list("start", "end", "speaker__label"))
    return [
        Hit(
            transcript,
            start,
            end,
            lines_of(starts, start, end)[0],
            next((label for first, last, label in turns if first < end and last > start), None),
            text[max(0, start - AROUND) : start],
            text[start:end],
            text[end : end + AROUND],
        )
        for start, end in spans
    ]
