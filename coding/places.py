"""Where a coder points: a span of a transcript, and whose voice is heard there."""

import json
import uuid
from typing import NamedTuple

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from coding.models import Passage
from ground import blind
from ground.conflicts import Conflict, refuse
from interviews.models import Study
from interviews.texts import words_of

FIND = """
    SELECT t.length,
           EXISTS (SELECT FROM interviews_transcript newer
                   WHERE newer.interview_id = t.interview_id AND newer.version > t.version),
           (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(s.id, s.informant_id, p.actor_id)), '[]')
            FROM interviews_turn u
            JOIN interviews_speaker s ON s.id = u.speaker_id
            JOIN interviews_informant p ON p.id = s.informant_id
            WHERE u.transcript_id = t.id AND u.start < %s AND u."end" > %s)::text,
           (SELECT v.id FROM coding_codebookversion v WHERE v.study_id = i.study_id ORDER BY v.number DESC LIMIT 1)
    FROM interviews_transcript t JOIN interviews_interview i ON i.id = t.interview_id
    WHERE t.id = %s AND i.study_id = %s AND i.trashed_at IS NULL
"""
# A blind reader's assignments are their own.
NO_TURN = """
    SELECT EXISTS (
        SELECT FROM coding_assignment given JOIN coding_phase phase ON phase.id = given.phase_id
        JOIN interviews_transcript t ON t.interview_id = given.interview_id
        WHERE phase.closed_at IS NULL AND phase.units = 'turns' AND NOT EXISTS (
            SELECT FROM interviews_turn u JOIN interviews_speaker s ON s.id = u.speaker_id
            WHERE u.transcript_id = t.id AND u.start = %s AND u."end" = %s AND s.informant_id IS NOT NULL
        ) AND t.id = %s
    )
"""
KEEP = """
    INSERT INTO coding_passage (id, transcript_id, start, "end", quote) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""


class Voice(NamedTuple):
    """A label of the transcript that stands for an informant, and the informant's actor, if any."""

    speaker: uuid.UUID
    informant: uuid.UUID
    actor: uuid.UUID | None


class Place(NamedTuple):
    """A half-open span in code points, of a text of `length`; `voices` are the informants' that speak in it.

    `codebook` is the version of the study's codebook that a judgement made here and now is made under.
    """

    transcript: uuid.UUID
    start: int
    end: int
    length: int
    voices: tuple[Voice, ...]
    codebook: uuid.UUID | None

    @property
    def passage(self) -> uuid.UUID:
        return Passage.id_of(self.transcript, self.start, self.end)

    @property
    def is_shared(self) -> bool:
        """Whether several informants speak, so that the coder has to pick one."""
        return len({voice.informant for voice in self.voices}) > 1

    def voice(self, pick: uuid.UUID | None) -> Voice | None:
        """Whose words these are: the one informant who speaks, or of several the one that was picked.

        Raises ValidationError where `pick` does not speak here.
        """
        if pick is not None:
            found = next((voice for voice in self.voices if voice.speaker == pick), None)
            if found is None:
                raise refuse("speaker", _("Pick one of the informants who speak in this passage."))
            return found
        return None if self.is_shared or not self.voices else self.voices[0]


def find_place(study: Study, transcript: uuid.UUID, start: int, end: int) -> Place:
    """The place of a span [start, end) in code points.

    Raises Http404 where the study has no such transcript, Conflict where a newer version has taken its place, and
    ValidationError where the span is empty or leaves the text.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIND, [end, start, transcript, study.pk])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    length, replaced, voices, codebook = row
    if not 0 <= start < end:
        raise refuse("end", _("Select at least one character."))
    if end > length:
        raise refuse("end", _("The text ends at character {length}.").format(length=length))
    if replaced:
        raise Conflict(_("This text has been corrected since. Reload it and code the new version."), "newer_version")
    return Place(transcript, start, end, length, tuple(Voice(*map(_uuid, ids)) for ids in json.loads(voices)), codebook)


def check_unit(place: Place) -> None:
    """Raises ValidationError where whoever reads blind codes turn by turn in this text, and the place is no turn."""
    if not blind.is_on():
        return
    with connection.cursor() as cursor:
        cursor.execute(NO_TURN, [place.start, place.end, place.transcript])
        if cursor.fetchone()[0]:
            raise refuse("end", _("In this phase each turn of an informant is coded as a whole: select all of it."))


def keep_passage(place: Place) -> Passage:
    """The passage at `place`, stored with its quote if nobody has pointed there before."""
    kept = Passage(id=place.passage, transcript_id=place.transcript, start=place.start, end=place.end)
    kept.quote = words_of(place.transcript, place.length, place.start, place.end)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [kept.id, kept.transcript_id, kept.start, kept.end, kept.quote])
    return kept


def _uuid(text: str | None) -> uuid.UUID | None:
    return text and uuid.UUID(text)
