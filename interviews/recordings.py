"""Recordings: kept or linked, taken to the trash and back, and the times of the turns put right."""

import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict
from ground.finding import found
from interviews.models import Interview, Recording, Transcript, Turn
from interviews.sounds import HEAD, kind_of_sound

MOST_BYTES = 2_000_000_000
LATEST_MS = 24 * 3600 * 1000
# Written out: every look at the coding screen asks it, and building the query takes longer than its answer.
HEARD = "SELECT * FROM interviews_recording WHERE interview_id = %s AND trashed_at IS NULL"


def recording_of(interview: Interview) -> Recording | None:
    """The recording that is heard beside the text."""
    recording = found(Recording, HEARD, [interview.pk])
    if recording:
        recording.interview = interview
    return recording


def recordings_in_trash(interview: Interview) -> QuerySet[Recording]:
    """Those before it, the last first."""
    return interview.recordings.filter(trashed_at__isnull=False).order_by("-trashed_at")


def keep_recording(interview: Interview, *, by, name: str, file: File) -> Recording:
    """Keep a file of sound or film beside the text; the one before goes to the trash.

    Raises ValidationError, and keeps nothing, for what no browser plays and for more than MOST_BYTES.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("{name} is larger than 2 GB. Save it as MP3 or M4A; speech needs no more.").format(name=name)
        )
    file.seek(0)
    media_type = kind_of_sound(file.read(HEAD))
    if media_type is None:
        said = _("{name} is no recording that browsers play. Save it as MP3, M4A, WAV, OGG, WebM or MP4.")
        raise ValidationError(said.format(name=name))
    recording = Recording(id=uuid.uuid4(), interview=interview, name=name[:255], media_type=media_type, created_by=by)
    recording.size, recording.checksum = file.size, _sum(file)
    file.seek(0)
    recording.file.save(name, file, save=False)
    try:
        return _put(recording, by)
    except BaseException:
        recording.file.delete(save=False)
        raise


def link_recording(interview: Interview, *, by, link: str) -> Recording:
    """Name the address where the recording is kept; the one before goes to the trash. Raises ValidationError."""
    recording = Recording(id=uuid.uuid4(), interview=interview, link=link, created_by=by)
    recording.clean_fields(exclude=["interview", "created_by"])
    if not link:
        raise ValidationError({"link": _("Write the address of the recording, or choose a file.")})
    return _put(recording, by)


def trash_recording(recording: Recording, *, by) -> Recording:
    """Take a recording to the trash. Doing it again changes nothing."""
    if recording.trashed_at is None:
        with act(by, "recording.remove", recording.interview.study):
            _end(recording)
    return recording


def restore_recording(recording: Recording, *, by) -> Recording:
    """Bring a recording back from the trash; the one heard now, if there is one, takes its place there."""
    if recording.trashed_at is not None:
        recording.trashed_at = None
        _put(recording, by, verb="recording.restore")
    return recording


def stamp_turn(transcript: Transcript, index: int, *, by, start_ms: int | None, end_ms: int | None) -> Turn:
    """Say when a turn begins and ends, in milliseconds from the start of the recording; None is not known.

    Raises Turn.DoesNotExist, and ValidationError for times that cannot be.
    """
    given = [time for time in (start_ms, end_ms) if time is not None]
    if any(not 0 <= time <= LATEST_MS for time in given) or given != sorted(given):
        raise ValidationError({"end_ms": _("A turn ends after it begins, and within a day.")})
    with act(by, "turn.stamp", transcript.interview.study):
        turn = Turn.objects.select_for_update(of=["self"]).get(transcript=transcript, index=index)
        turn.start_ms, turn.end_ms = start_ms, end_ms
        turn.save(update_fields=["start_ms", "end_ms"])
    return turn


def _put(recording: Recording, by, verb: str = "recording.add") -> Recording:
    """Make a recording the one that is heard."""
    try:
        with act(by, verb, recording.interview.study), transaction.atomic():
            for other in recording.interview.recordings.filter(trashed_at__isnull=True).exclude(pk=recording.pk):
                _end(other)
            recording.save()
    except IntegrityError as error:
        said = _("Somebody else has just put a recording beside this interview. Look at it first.")
        raise Conflict(said, code="recording_exists") from error
    return recording


def _end(recording: Recording) -> None:
    recording.trashed_at = timezone.now()
    recording.save(update_fields=["trashed_at"])


def _sum(file: File) -> str:
    total = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        total.update(chunk)
    return total.hexdigest()
