"""Saving an interview: its text as it was read, who speaks in it, and its turns, all or nothing."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.importing import Parsed, ParsedTurn
from interviews.models import Informant, Interview, Speaker, Study, Transcript

# One statement for all turns: their ids are the database's, their columns arrive as arrays.
INSERT_TURNS = """
    INSERT INTO interviews_turn (id, transcript_id, index, start, "end", speaker_id, start_ms, end_ms)
    SELECT gen_random_uuid(), %s, place - 1, start, "end", speaker, start_ms, end_ms
    FROM unnest(%s::int[], %s::int[], %s::uuid[], %s::int[], %s::int[]) WITH ORDINALITY
         AS turn (start, "end", speaker, start_ms, end_ms, place)
"""


COMMENTED: list[Callable] = []
"""What the apps above do with the comments of an imported file: called with the transcript, the comments and `by`."""

UNLABELLED = ""
"""Stands for the voice of every turn, in a file that names no speakers."""


class Voice(NamedTuple):
    """Who a label stands for: the interviewer, an informant of the study, or someone else."""

    kind: str
    informant: Informant | None = None


def save_interview(
    study: Study,
    *,
    by,
    parsed: Parsed,
    source_name: str,
    voices: dict[str, Voice],
    id: uuid.UUID | None = None,
    **fields,
) -> Interview:
    """Store one interview with version 1 of its transcript. `fields` are those of Interview; `code` is needed.

    A label without a voice is someone else. Raises ValidationError naming the field, or Conflict when the code or the
    id is taken (`interviews.repeats` knows the same request again).
    """
    interview = Interview(id=id or uuid.uuid4(), study=study, created_by=by, **fields)
    interview.position = interview.position or _next_position(study)
    interview.full_clean(exclude=["study", "created_by"], validate_unique=False, validate_constraints=False)
    with act(by, "interview.import", study):
        _insert(interview)
        speakers = _speakers(interview, labels_of(parsed), voices)
        dropped = [asdict(each) for each in parsed.dropped]
        made = _insert_transcript(interview, 1, parsed, speakers, by=by, source_name=source_name, dropped=dropped)
        for keep in COMMENTED if parsed.comments else ():
            keep(made, parsed.comments, by=by)
    return interview


def save_version(
    interview: Interview, *, by, parsed: Parsed, source_name: str, voices: dict[str, Voice], dropped: list[dict]
) -> Transcript:
    """Store the next version of an interview's text; labels that it has already keep their voices.

    What becomes of the codings is for `coding.carrying` to say, in the same act. A new label without a voice is someone
    else. Raises ValidationError naming the label.
    """
    known = {speaker.label: speaker for speaker in interview.speakers.all()}
    fresh = [label for label in labels_of(parsed) if label not in known]
    version = interview.transcripts.aggregate(last=Max("version"))["last"] + 1
    with act(by, "text.correct", interview.study):
        speakers = known | _speakers(interview, fresh, voices)
        return _insert_transcript(interview, version, parsed, speakers, by=by, source_name=source_name, dropped=dropped)


def turns_of(transcript: Transcript) -> list[ParsedTurn]:
    """The turns of a stored text as an import would have read them."""
    rows = transcript.turns.order_by("index").values_list("start", "end", "speaker__label", "start_ms", "end_ms")
    return [ParsedTurn(start, end, label or None, *times) for start, end, label, *times in rows]


def map_voice(speaker: Speaker, *, by, voice: Voice) -> Speaker:
    """Say whose voice a label is, for every turn that bears it."""
    _check_voice(speaker.label, voice, speaker.interview.study)
    with act(by, "speaker.map", speaker.interview.study):
        speaker.kind, speaker.informant = voice
        speaker.full_clean(exclude=["interview"])
        speaker.save()
    return speaker


def change_interview(interview: Interview, *, by, **changes) -> Interview:
    """Change what is known about an interview; its text has verbs of its own."""
    for field, value in changes.items():
        setattr(interview, field, value)
    interview.full_clean(exclude=["study", "created_by"])
    try:
        with act(by, "interview.change", interview.study):
            interview.save()
    except IntegrityError as error:
        raise _code_is_taken(interview) from error
    return interview


def trash_interview(interview: Interview, *, by) -> Interview:
    """Take an interview to the trash, with its codings. Doing it again changes nothing."""
    if interview.trashed_at is None:
        with act(by, "interview.trash", interview.study):
            interview.trashed_at = timezone.now()
            interview.save(update_fields=["trashed_at"])
    return interview


def restore_interview(interview: Interview, *, by) -> Interview:
    """Take an interview out of the trash, with its codings."""
    if interview.trashed_at is not None:
        with act(by, "interview.restore", interview.study):
            interview.trashed_at = None
            interview.save(update_fields=["trashed_at"])
    return interview


def _next_position(study: Study) -> int:
    return (study.interviews.aggregate(last=Max("position"))["last"] or 0) + 1


def _insert(interview: Interview) -> None:
    try:
        with transaction.atomic():
            interview.save(force_insert=True)
    except IntegrityError as error:
        raise _code_is_taken(interview) from error


def _code_is_taken(interview: Interview) -> Conflict:
    message = _("There is an interview {code} already. Choose another code.").format(code=interview.code)
    return Conflict(message, code="interview_exists")


def _insert_transcript(
    interview: Interview, version: int, parsed: Parsed, speakers: dict[str, Speaker], *, by, **source
) -> Transcript:
    transcript = Transcript(
        interview=interview,
        version=version,
        text=parsed.text,
        length=len(parsed.text),
        sha256=hashlib.sha256(parsed.text.encode()).hexdigest(),
        source_format=parsed.format,
        created_by=by,
        **source,
    )
    transcript.save(force_insert=True)
    _insert_turns(transcript, parsed, speakers)
    return transcript


def _speakers(interview: Interview, labels: list[str], voices: dict[str, Voice]) -> dict[str, Speaker]:
    made = {}
    for label in labels:
        voice = voices.get(label, Voice(Speaker.Kind.OTHER))
        _check_voice(label, voice, interview.study)
        made[label] = Speaker(interview=interview, label=label, kind=voice.kind, informant=voice.informant)
    Speaker.objects.bulk_create(made.values())
    return made


def labels_of(parsed: Parsed) -> list[str]:
    """The labels whose voices have to be told; UNLABELLED alone where the file names nobody."""
    return list(parsed.speakers) or [UNLABELLED]


def unheard(parsed: Parsed, voices: dict[str, Voice], source_name: str) -> dict[str, list[str]]:
    """Of voices that were told the labels that nobody in the file has, each with the sentence that says so."""
    said = _("Nobody in {name} has this label.").format(name=source_name)
    return {label: [said] for label in sorted(set(voices) - set(labels_of(parsed)))}


def _check_voice(label: str, voice: Voice, study: Study) -> None:
    if (voice.kind == Speaker.Kind.INFORMANT) != (voice.informant is not None):
        raise refuse(label, _("Choose the informant whose voice this is."))
    if voice.informant is not None and voice.informant.study_id != study.pk:
        raise refuse(label, _("Choose an informant of this study."))


def _insert_turns(transcript: Transcript, parsed: Parsed, speakers: dict[str, Speaker]) -> None:
    turns = parsed.turns
    ids = {label: speaker.pk for label, speaker in speakers.items()}
    columns = (
        [turn.start for turn in turns],
        [turn.end for turn in turns],
        [ids.get(turn.label or UNLABELLED) for turn in turns],
        [turn.start_ms for turn in turns],
        [turn.end_ms for turn in turns],
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT_TURNS, [str(transcript.pk), *map(_array, columns)])


def _array(values: list) -> str:
    """Numbers or ids as PostgreSQL writes an array: of a list the driver makes an expression, read value by value."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
