"""The act of erasing: one transaction, after which no table, file or event holds a word of what went."""

import hashlib
import json
from collections.abc import Iterator

import pgtrigger
from django.db import connection, models, transaction

from coding.models import CodebookVersion, Passage
from ground import blind
from ground.acts import act
from ground.models import Act, Event, Job
from interviews.models import ErasedFile, Erasure, Informant, Interview, Speaker, Study, TableReading, Transcript
from interviews.sweeping import sweep_files
from reports.book.making import FOLDER, KIND
from reports.erasing.going import Going, jobs_of, with_informant, with_interview, with_study
from reports.erasing.hanging import remove
from reports.erasing.masking import BLOCK, masked
from reports.erasing.repeats import Repeats
from reports.exchange.bundle.fields import PARTS
from reports.models import SignOff, Summary
from reports.sealing import digest, written

GOES_WITH = {Interview: with_interview, Informant: with_informant, Study: with_study}
WORDS = (models.CharField, models.TextField, models.JSONField)
# Texts of interviews are said by one voice or another, and go with it; evidence and result hold ids alone.
NOT_WRITTEN_BY_PEOPLE = {(Transcript, "text"), (Passage, "quote"), (Summary, "evidence"), (Summary, "result")}
IMMUTABLE = "interviews.Transcript:text_is_immutable"
QUOTED_ANEW = """
    UPDATE coding_passage q SET quote = substr(t.text, q.start + 1, q."end" - q.start), words = NULL
    FROM interviews_transcript t WHERE t.id = q.transcript_id AND t.id = %s
"""
FORGOTTEN = "DELETE FROM interviews_turnwords WHERE transcript_id = %s"


def would_go(row: Interview | Informant | Study) -> dict[str, int]:
    """How much erasing `row` would take along; see `Going.counts`. Nothing is changed."""
    return GOES_WITH[type(row)](row, hold=False).counts


def erase(row: Interview | Informant | Study, *, by) -> Erasure:
    """Erase an interview, an informant or a study for good. There is no way back.

    Its rows and their events are deleted. Where an informant speaks in an interview with others, their turns are made
    unreadable in every version. Words that people copied into the texts of the study are taken out of these, today's
    and former ones. Files are listed, and deleted when the transaction has ended; where a
    crash or a storage that is away comes between, the sweeper deletes them.
    """
    with blind.lifted(), transaction.atomic():
        going = GOES_WITH[type(row)](row, hold=True)
        left = None if going.kind == Erasure.Kind.STUDY else going.study
        made = Erasure(study=left, kind=going.kind, row=going.row, name=going.name, counts=going.counts, by=by)
        ErasedFile.objects.bulk_create(ErasedFile(name=name) for name in _files(going))
        with act(by, "erasure.make", left):
            made.save(force_insert=True)  # the first of the act's rows is the one that the history tells
            repeats = Repeats(going.texts(), _staying(going)) if left else None
            Job.objects.filter(jobs_of(going)).delete()
            remove(going.rows)
            for text, spans in going.spans.items():
                _mask(text, spans)
            _rename(going.voices)
            if repeats and repeats.runs:
                _hide_in_rows(going.study, repeats)
        _forget_events(going)
        if repeats and repeats.runs:
            _hide_in_events(going.study, repeats)
        transaction.on_commit(sweep_files, robust=True)
    return made


def _files(going: Going) -> Iterator[str]:
    """Recordings and files on their way in; reports, which may quote anybody."""
    for model, ids in going.rows.items():
        named = [each.name for each in model._meta.concrete_fields if isinstance(each, models.FileField)]
        for name in named:
            yield from model.objects.filter(pk__in=ids).exclude(**{name: ""}).values_list(name, flat=True)
    for job in Job.objects.filter(kind=KIND, study_id=going.study.pk).values_list("pk", flat=True):
        yield f"{FOLDER}/{job}"


def _staying(going: Going) -> Iterator[str]:
    gone, others = going.rows.get(Transcript, ()), Transcript.objects.of_study(going.study)
    for text in others.exclude(pk__in=gone).iterator(chunk_size=20):
        yield masked(text.text, going.spans.get(text, ()))


def _mask(text: Transcript, spans: list[tuple[int, int]]) -> None:
    words = masked(text.text, spans)
    dropped = [each | {"example": ""} for each in text.dropped]
    with pgtrigger.ignore(IMMUTABLE):
        Transcript.objects.filter(pk=text.pk).update(
            text=words, sha256=hashlib.sha256(words.encode()).hexdigest(), dropped=dropped
        )
    with connection.cursor() as cursor:
        cursor.execute(QUOTED_ANEW, [text.pk])
        cursor.execute(FORGOTTEN, [text.pk])


def _rename(voices: list[Speaker]) -> None:
    """Their labels may be names."""
    for number, voice in enumerate(voices):
        Speaker.objects.filter(pk=voice.pk).update(label=BLOCK * (number + 1), kind=Speaker.Kind.OTHER, informant=None)


def _forget_events(going: Going) -> None:
    """Of what is gone the history of a study keeps that something was done, and not what."""
    ids = [pk for rows in going.rows.values() for pk in rows if not isinstance(pk, int)]
    renamed = [each.pk for each in going.voices]
    Event.objects.filter(row_id__in=[*ids, *renamed]).delete()
    if going.kind == Erasure.Kind.STUDY:  # its file may be taken in again, with its acts
        acts = Act.objects.filter(study_id=going.row)
        Event.objects.filter(act__in=acts).delete()
        acts._raw_delete(acts.db)


def _written_in(model: type[models.Model]) -> list[str]:
    """The columns that hold what people wrote, or may hold a copy of it."""
    return [
        each.name
        for each in model._meta.concrete_fields
        if isinstance(each, WORDS) and not each.choices and (model, each.name) not in NOT_WRITTEN_BY_PEOPLE
    ]


def _hide_in_rows(study: Study, repeats: Repeats) -> None:
    for part in PARTS:
        if part.model not in (Event, Act) and part.reach and (names := _written_in(part.model)):
            within = models.Q()
            for way in part.reach:
                within |= models.Q(**{way: study.pk})
            _hide_in(part.model.objects.filter(within), names, repeats)
    _hide_in(TableReading.objects.of_study(study), ["headings"], repeats)


def _hide_in(rows: models.QuerySet, names: list[str], repeats: Repeats) -> None:
    for row in rows.only("pk", *names).iterator(chunk_size=500):
        before = {name: getattr(row, name) for name in names}
        after = {name: repeats.hidden(value) for name, value in before.items()}
        if isinstance(row, SignOff):
            after |= _record(before["record"], repeats)
        if isinstance(row, CodebookVersion) and after != before:
            after["sha256"] = CodebookVersion.digest(after["content"])
        if after != before:
            rows.model.objects.filter(pk=row.pk).update(**after)


def _record(record: str | None, repeats: Repeats) -> dict:
    """What was signed, without the words that are gone, under a hash of its own."""
    known = json.loads(record) if record else None
    without = repeats.hidden(known)
    if known == without:
        return {"record": record}
    if without["codebook"]:
        without["codebook"]["sha256"] = CodebookVersion.digest(without["codebook"]["content"])
    told = written(without)
    return {"record": told, "sha256": digest(told)}


def _hide_in_events(study: Study, repeats: Repeats) -> None:
    tables = [part.model._meta.db_table for part in PARTS if _written_in(part.model)]
    told = models.Q(act__in=Act.objects.filter(study_id=study.pk)) | models.Q(row_id=study.pk)  # taken in from a file
    events = Event.objects.filter(told, relation__in=tables)
    for event in events.iterator(chunk_size=1000):
        without = repeats.hidden(event.before), repeats.hidden(event.after)
        if without != (event.before, event.after):
            Event.objects.filter(pk=event.pk).update(before=without[0], after=without[1])
