"""What goes with an interview, an informant or a study."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from coding.marked import PASSAGE, marks
from coding.models import Coding, Link, Memo, Passage, Reply, Review
from interviews.models import (
    Correction,
    Erasure,
    Informant,
    Interview,
    Recording,
    Speaker,
    Study,
    Transcript,
    Turn,
    Upload,
)
from reports.erasing.hanging import Rows, hanging
from reports.erasing.masking import is_unreadable, masked, with_label
from reports.models import MemberCheck, Rewording, WrittenCell

COUNTED = {
    "interviews": Interview,
    "texts": Transcript,
    "codings": Coding,
    "links": Link,
    "memos": Memo,
    "reviews": Review,
    "replies": Reply,
    "recordings": Recording,
    "member_checks": MemberCheck,
    "cells": WrittenCell,
    "rewordings": Rewording,
    "corrections": Correction,
    "uploads": Upload,
}


@dataclass
class Going:
    """The rows that go, by table; and of texts that stay, since others speak in them too, the spans that go."""

    kind: Erasure.Kind
    row: UUID
    name: str
    study: Study
    rows: Rows
    spans: dict[Transcript, list[tuple[int, int]]] = field(default_factory=dict)
    turns: int = 0
    voices: list[Speaker] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, those without any left out; `people` are whose codings and links they are."""
        found = {name: len(self.rows.get(model, ())) for name, model in COUNTED.items()}
        judged = (model.objects.filter(pk__in=self.rows.get(model, ())) for model in (Coding, Link))
        people = len(set(chain.from_iterable(rows.values_list("coder", flat=True) for rows in judged)))
        found |= {"turns": self.turns, "people": people}
        return {name: count for name, count in found.items() if count}

    def texts(self) -> list[str]:
        """Every text that goes, or the parts of it that do."""
        whole = Transcript.objects.filter(pk__in=self.rows.get(Transcript, ())).values_list("text", flat=True)
        return [*whole, *(text.text[start:end] for text, spans in self.spans.items() for start, end in spans)]


def with_interview(interview: Interview, *, hold: bool) -> Going:
    """The interview with its texts in all versions, their codings, and everything that was written about them."""
    study = interview.study
    rows = _and_what_rests_on_them(study, {Interview: [interview.pk], Upload: _uploads(study)}, hold)
    return Going(Erasure.Kind.INTERVIEW, interview.pk, interview.code, study, rows)


def with_informant(informant: Informant, *, hold: bool) -> Going:
    """The informant, the interviews in which no other informant speaks, and the turns that are theirs in the others."""
    study, shared = informant.study, _shared(informant)
    voices = list(informant.voices.filter(interview__in=shared))
    alone = informant.voices.exclude(interview__in=shared).values_list("interview", flat=True)
    spans, turns = _spans(voices)
    unreadable = [
        each.pk
        for text, gone in spans.items()
        for each in text.passages.all()
        if is_unreadable(masked(text.text, gone)[each.start : each.end])
    ]
    seeds = {Informant: [informant.pk], Interview: alone, Passage: unreadable, Upload: _uploads(study)}
    seeds |= {model: model.objects.filter(speaker__in=voices).values_list("pk", flat=True) for model in (Coding, Link)}
    seeds[Recording] = Recording.objects.filter(interview__in=shared).values_list("pk", flat=True)
    seeds[Correction] = Correction.objects.filter(transcript__in=list(spans)).values_list("pk", flat=True)
    rows = _and_what_rests_on_them(study, seeds, hold, but={Speaker: {each.pk for each in voices}})
    return Going(Erasure.Kind.INFORMANT, informant.pk, informant.code, study, rows, spans, turns, voices)


def with_study(study: Study, *, hold: bool) -> Going:
    """Everything that belongs to it."""
    return Going(Erasure.Kind.STUDY, study.pk, study.slug, study, hanging({Study: [study.pk]}, hold=hold))


def _shared(informant: Informant) -> list[Interview]:
    others = Speaker.objects.filter(interview=OuterRef("pk"), informant__isnull=False).exclude(informant=informant)
    return list(Interview.objects.filter(Exists(others), speakers__informant=informant).distinct())


def _spans(voices: list[Speaker]) -> tuple[dict[Transcript, list[tuple[int, int]]], int]:
    """Of each text, in all versions, the spans of these voices with their labels; and how many turns that is."""
    spans, count = defaultdict(list), 0
    ids = {voice.pk for voice in voices}
    texts = Transcript.objects.filter(interview__in={voice.interview_id for voice in voices})
    for text in texts:
        after = 0
        for turn in Turn.objects.filter(transcript=text).order_by("index"):
            if turn.speaker_id in ids:
                spans[text].append(with_label(text.text, turn.start, turn.end, after))
                count += 1
            after = turn.end
    return dict(spans), count


def _uploads(study: Study) -> list[UUID]:
    """Files on their way in may be another copy of the same words."""
    return list(study.uploads.values_list("pk", flat=True))


def _and_what_rests_on_them(study: Study, seeds: dict, hold: bool, but: Rows | None = None) -> Rows:
    """What hangs on the seeds; with cells and sentences in a person's own words that rest on it or quote it."""
    rows = hanging(seeds, hold=hold, but=but)
    judged = {str(pk) for model in (Coding, Link) for pk in rows.get(model, ())}
    quoted = {str(pk) for pk in rows.get(Passage, ())}
    resting = {
        model: [
            pk
            for pk, rests_on, text in model.objects.of_study(study).values_list("pk", "rests_on", "text")
            if judged & set(rests_on) or quoted & marks(text, PASSAGE)
        ]
        for model in (WrittenCell, Rewording)
    }
    for model, ids in hanging(resting, hold=hold).items():
        rows[model] = rows.get(model, set()) | ids
    return rows


def jobs_of(going: Going) -> Q:
    """The jobs that name what goes: all of a study, else those that read a file of it in."""
    interviews = [str(pk) for pk in going.rows.get(Interview, ())]
    uploads = [str(pk) for pk in going.rows.get(Upload, ())]
    named = Q(subject__in=[*interviews, *uploads]) | Q(params__upload__in=uploads) | Q(result__interview__in=interviews)
    return named | Q(study_id=going.row)
