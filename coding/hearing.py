"""What the coding screen knows of an interview's recording: where it is heard, and when each turn is."""

from django.urls import reverse

from interviews.models import Recording, Study, Transcript
from interviews.permissions import Verb, may
from interviews.recordings import recording_of


def hearing(study: Study, transcript: Transcript, recording: Recording | None, *, by) -> dict | None:
    """For the player; None where nothing is heard here. `times` are [start, end] of each turn, in milliseconds."""
    if recording is None:
        return None
    return {
        "times": _times(transcript),
        "stamp": reverse("api-transcript-stamp", args=[study.slug, transcript.pk]),
        "may_stamp": may(by, Verb.CURATE, study, own=transcript.interview.created_by_id == by.pk),
        "link": recording.link,
    }


def heard_here(study: Study, transcript: Transcript, *, by) -> Recording | None:
    """The recording beside the text, for who may hear it: its sound is kept here, or its address is."""
    if not may(by, Verb.HEAR, study):
        return None
    recording = recording_of(transcript.interview)
    return recording if recording and (recording.file or recording.link) else None


def _times(transcript: Transcript) -> list[list[int | None]]:
    return [list(times) for times in transcript.turns.order_by("index").values_list("start_ms", "end_ms")]
