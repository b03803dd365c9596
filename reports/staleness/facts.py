"""The rows that words rest on, as they are now: two queries for codings and links, whatever their number."""

from collections.abc import Iterable

from django.db.models import CharField
from django.db.models.functions import Cast

from coding.models import Coding, Link, Status
from interviews.models import Study
from reports.evidence.voices import Voices, voices_of
from reports.staleness.grounds import STANDS, digest

# What is submitted or approved is what the coder said all along; what a reviewer sends back or rejects is in doubt.
STATUS = dict.fromkeys((Status.DRAFT, Status.SUBMITTED, Status.APPROVED), STANDS)
PLACE = ("passage__start", "passage__end", "passage__quote", "passage_id")
INTERVIEW = "passage__transcript__interview"
JUDGED = ("polarity", "in_scope", f"{INTERVIEW}_id", "status", "trashed_at", f"{INTERVIEW}__trashed_at")
CODED = ("code_id", "code__key", "code__texts", "code__retired_at", "about_actor_id", "about_actor__code")
ENDS = ("from_actor_id", "to_actor_id", "from_actor__code", "to_actor__code")
LINKED = ("form_id", "form__code", "form__texts", "form__rung", "regularity", *ENDS)


def facts_of_rows(study: Study, ids: Iterable[str], voices: Voices | None = None) -> dict[str, dict]:
    """The codings and links of these ids by id, also those in the trash."""
    wanted = set(ids)
    if not wanted:
        return {}
    voices = voices or voices_of(study)
    codings, links = (model.objects.of_study(study).filter(pk__in=wanted) for model in (Coding, Link))
    return facts_of(codings, voices) | facts_of(links, voices)


def facts_of(rows, voices: Voices) -> dict[str, dict]:
    """The facts of a queryset of codings or of links, by id."""
    is_coding = rows.model is Coding
    texts = {"row_text": Cast("pk", CharField()), "transcript_text": Cast("passage__transcript_id", CharField())}
    named = rows.annotate(**texts).values_list(
        *texts, *PLACE, "speaker__informant__code", *JUDGED, *(CODED if is_coding else LINKED)
    )
    found = {}
    for row, text, start, end, quote, passage, picked, polarity, scope, interview, *more in named:
        status, voice = _standing(more[:3], voices, text, start, end, picked)
        found[row] = {
            "passage": str(passage), "text": text, "interview": str(interview), "words": digest(quote),
            "status": status, "voice": voice and voice.id, "informant": voice and voice.informant,
            "polarity": polarity, "scope": scope,
            **(_coded(*more[3:]) if is_coding else _linked(*more[3:])),
        }  # fmt: skip
    return found


def _standing(states: list, voices: Voices, text: str, start: int, end: int, picked: str | None):
    """Whether a row counts for anything now, and if not why; and whose words it holds."""
    status, removed, interview_removed = states
    if removed:
        return "removed", None
    if interview_removed:
        return "trashed", None
    if text not in voices.interview:
        return "lost", None
    voice, withdrawn = voices.of(text, start, end, picked)
    return "withdrawn" if withdrawn else STATUS.get(status, str(status)), voice


def _coded(entry, key, texts, retired, actor, about) -> dict:
    defined = {"entry": str(entry), "code": key, "definition": digest(texts), "retired": retired is not None}
    return defined | {"actors": actor and str(actor), "about": about}


def _linked(entry, form, texts, rung, often, start, end, start_code, end_code) -> dict:
    defined = {"entry": str(entry), "code": form, "definition": digest([texts, rung]), "often": often}
    return defined | {"actors": f"{start} {end}", "about": f"{start_code}–{end_code}"}
