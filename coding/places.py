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
from interviews.models import Study, Transcript
from interviews.texts import words_of

FIND = """
    SELECT t.length,
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
# Whoever codes holds this lock together, whoever corrects the text alone; the first never wait for the second. The lock
# is asked for in a statement of its own: what the next one sees is then as it is with the lock held.
CODED = 0x636F6465
CORRECTING = "SELECT pg_advisory_xact_lock(%s, hashtext(%s::text))"
KEEP = """
    SELECT set_config(
        'coprod.coded', pg_try_advisory_xact_lock_shared(%(coded)s, hashtext(%(transcript)s::text))::text, true
    );
    WITH text AS (
        SELECT current_setting('coprod.coded')::bool AS is_free,
               NOT EXISTS (SELECT FROM interviews_transcript t JOIN interviews_transcript newer
                           ON newer.interview_id = t.interview_id AND newer.version > t.version
                           WHERE t.id = %(transcript)s) AS is_newest
    ), kept AS (
        INSERT INTO coding_passage (id, transcript_id, start, "end", quote)
        SELECT %(id)s, %(transcript)s, %(start)s, %(end)s, %(quote)s FROM text WHERE is_free AND is_newest
        ON CONFLICT DO NOTHING
    )
    SELECT is_free, is_newest FROM text
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

    Raises Http404 where the study has no such transcript, ValidationError where the span is empty or leaves the text.
    Whether it is the newest version is asked by `keep_passage`.
    """
    with connection.cursor() as cursor:
        cursor.execute(FIND, [end, start, transcript, study.pk])
        row = cursor.fetchone()
    if row is None:
        raise Http404
    length, voices, codebook = row
    if not 0 <= start < end:
        raise refuse("end", _("Select at least one character."))
    if end > length:
        raise refuse("end", _("The text ends at character {length}.").format(length=length))
    return Place(transcript, start, end, length, tuple(Voice(*map(_uuid, ids)) for ids in json.loads(voices)), codebook)


def check_unit(place: Place) -> None:
    """Raises ValidationError where whoever reads blind codes turn by turn in this text, and the place is no turn."""
    if not blind.is_on():
        return
    with connection.cursor() as cursor:
        cursor.execute(NO_TURN, [place.start, place.end, place.transcript])
        if cursor.fetchone()[0]:
            raise refuse("end", _("In this phase each turn of an informant is coded as a whole: select all of it."))


def corrected() -> Conflict:
    """Says that the text is not the newest any more."""
    return Conflict(_("This text has been corrected since. Reload it and code the new version."), "newer_version")


def keep_passage(place: Place) -> Passage:
    """The passage at `place`, stored with its quote if nobody has pointed there before. Call it inside the act.

    Until the end of the act nobody corrects the text. Raises Conflict `newer_version` where someone has, and
    `being_corrected` where someone is about to.
    """
    quote = words_of(place.transcript, place.length, place.start, place.end)
    kept = Passage(place.passage, place.transcript, place.start, place.end, quote)
    row = {"id": kept.id, "transcript": kept.transcript_id, "start": kept.start, "end": kept.end, "quote": quote}
    with connection.cursor() as cursor:
        cursor.execute(KEEP, row | {"coded": CODED})
        is_free, is_newest = cursor.fetchone()
    if not is_free:
        raise Conflict(_("Someone is saving a correction of this text. Try again in a moment."), "being_corrected")
    if not is_newest:
        raise corrected()
    return kept


def newest_of(transcript: uuid.UUID) -> uuid.UUID:
    """The newest version of the text of which `transcript` is one."""
    return (
        Transcript.objects.filter(interview__transcripts=transcript)
        .order_by("-version")
        .values_list("pk", flat=True)[0]
    )


def correcting(transcript: uuid.UUID) -> None:
    """Hold the text alone until the end of the act: waits for those who code on it just now, and lets no other in."""
    with connection.cursor() as cursor:
        cursor.execute(CORRECTING, [CODED, transcript])


def _uuid(text: str | None) -> uuid.UUID | None:
    return text and uuid.UUID(text)
