"""Whose words a passage holds: the informants who speak in its span."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, F
from django.db.models.functions import Cast

from interviews.models import Informant, Interview, Study, Transcript, Turn


class Voice(NamedTuple):
    """One informant: code, actor's code or None, whether consent was withdrawn, and the id, which stays."""

    informant: str
    actor: str | None
    withdrawn: bool
    id: str


@dataclass
class Speech:
    """The informants' turns of one transcript, in reading order; interviewer turns are not among them."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    informants: list[str] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[str]:
        """The code of the informant of each turn that [start, end), in code points, touches."""
        return self.informants[bisect_right(self.ends, start) : bisect_left(self.starts, end)]


@dataclass
class Voices:
    """Everybody who speaks in the texts that count: the newest version of each interview that is not in the trash."""

    interview: dict[str, str]  # transcript id → interview code
    by_code: dict[str, Voice]
    speech: dict[str, Speech]

    def of(self, transcript: str, start: int, end: int, picked: str | None) -> tuple[Voice | None, bool]:
        """Who speaks in a passage, and whether anyone who does has withdrawn consent.

        The one informant in the span; of several, the one the coder picked; with none, nobody.
        """
        found = self.speech[transcript].within(start, end)
        if len(found) == 1:  # as almost always
            voice = self.by_code[found[0]]
            return voice, voice.withdrawn
        code = found[0] if len(set(found)) == 1 else picked if picked in found else None
        return self.by_code[code] if code else None, any(self.by_code[one].withdrawn for one in found)


def voices_of(study: Study) -> Voices:
    """Three queries, whatever the number of interviews."""
    interviews = Interview.objects.of_study(study).filter(trashed_at__isnull=True)
    newest = (
        Transcript.objects.filter(interview__in=interviews)
        .order_by("interview_id", "-version")
        .distinct("interview_id")
    )
    interview = {str(pk): code for pk, code in newest.values_list("pk", "interview__code")}
    informants = Informant.objects.of_study(study).values_list("code", "actor__code", "consent", "pk")
    gone = Informant.Consent.WITHDRAWN
    by_code = {code: Voice(code, actor, consent == gone, str(pk)) for code, actor, consent, pk in informants}
    return Voices(interview, by_code, _speech(interview))


def _speech(interview: dict[str, str]) -> dict[str, Speech]:
    turns = Turn.objects.filter(transcript__in=interview, speaker__informant__isnull=False, start__lt=F("end"))
    # Ids as text: a UUID object a turn would cost more than all the rest.
    told = turns.annotate(text=Cast("transcript_id", CharField())).order_by("transcript_id", "start")
    speech: dict[str, Speech] = defaultdict(Speech)
    for text, start, end, informant in told.values_list("text", "start", "end", "speaker__informant__code").iterator():
        said = speech[text]
        said.starts.append(start)
        said.ends.append(end)
        said.informants.append(informant)
    return speech
