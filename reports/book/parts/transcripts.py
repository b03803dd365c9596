"""The interviews line by line, with the codings that count in the margin.

A label in the text may name a person, and so may a heading or a note of the transcript: who speaks stands there as a
code, and of the text only what was spoken. The numbers are those of the whole text, as everywhere.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from interviews.lines import line_starts
from interviews.models import Informant, Speaker, Transcript, Turn
from reports.book.source import Source
from reports.book.tree import Block, Grid, Heading, Mark, Paragraph, Words
from reports.citing import UNKNOWN
from reports.evidence.quotes import withdrawn_words
from reports.exchange.tables.table import Column, Table


class Said(NamedTuple):
    """One turn: its span in code points, who speaks, and whether their words are not to be read any more."""

    start: int
    end: int
    speaker: str
    withdrawn: bool


def transcripts(source: Source) -> Iterator[Block]:
    """Every interview that is not in the trash, in its newest version."""
    told = _(
        "Line numbers are those of the whole transcript. Who speaks stands as a code; names in what was said stay."
    )
    yield Paragraph((Words(told),))
    texts = Transcript.objects.of_study(source.study).newest().filter(interview__trashed_at__isnull=True)
    margin = _margin(source)
    ordered = texts.order_by("interview__position", "interview__code")
    for pk, code, text in ordered.values_list("pk", "interview__code", "text"):
        yield Heading(code, 2, f"transcript:{code}")
        yield _numbered(code, text, _turns(pk), margin[str(pk)], source)


def _turns(transcript) -> list[Said]:
    rows = Turn.objects.filter(transcript=transcript, start__lt=F("end")).order_by("start")
    rows = rows.select_related("speaker__informant")
    return [Said(turn.start, turn.end, _speaker(turn.speaker), _has_withdrawn(turn.speaker)) for turn in rows]


def _speaker(speaker: Speaker | None) -> str:
    if speaker is None:
        return UNKNOWN
    return speaker.informant.code if speaker.informant else str(speaker.get_kind_display())


def _has_withdrawn(speaker: Speaker | None) -> bool:
    return bool(speaker and speaker.informant and speaker.informant.consent == Informant.Consent.WITHDRAWN)


def _margin(source: Source) -> dict[str, dict[int, list[str]]]:
    """By transcript and line, what is coded from there on, in the order of the summary."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key in source.counted:
        row = source.case.row[key]
        said = source.quoted.get(row["passage"])
        if said is None:
            continue
        first, last = said.lines
        about = f"{row['dimension']} {row['about_actor']}" if "dimension" in row else _link(row)
        until = f" (–{last})" if last > first else ""
        found[said.transcript][first].append(f"{about}: {source.polarity(row)}{until}")
    return found


def _link(row: dict) -> str:
    return f"{row['form']} {row['from_actor']}–{row['to_actor']}"


def _numbered(code: str, text: str, turns: list[Said], margin: dict[int, list[str]], source: Source) -> Grid:
    columns = (
        Column("line", _("Line"), 5),
        Column("speaker", _("Speaker"), 8),
        Column("words", _("Words"), 72),
        Column("codings", _("Codings"), 16),
    )
    begins, ends, starts = [turn.start for turn in turns], [turn.end for turn in turns], line_starts(text)
    rows, marks = [], []
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), start=1):
        here = turns[bisect_right(ends, start) : bisect_left(begins, end)]
        speaker, words = _line(text, start, end, here)
        rows.append((number, speaker, words, "\n".join(dict.fromkeys(margin.get(number, ())))))
        marks.append(Mark(source.place(code, number) if number in margin else ""))
    title = _("Transcript {interview}").format(interview=code)
    return Grid(Table(f"transcript-{code}", title, columns, tuple(rows)), f"lines:{code}", tuple(marks))


def _line(text: str, start: int, end: int, turns: Iterable[Said]) -> tuple[str, str]:
    """Who begins to speak on the line, and the words on it that somebody spoke."""
    speakers, words = [], []
    for turn in turns:
        begins = start <= turn.start
        speakers += [turn.speaker] * begins
        if turn.withdrawn:
            words += [withdrawn_words()] * begins
        else:
            words.append(text[max(start, turn.start) : min(end, turn.end)].strip())
    return ", ".join(speakers), " ".join(words)
