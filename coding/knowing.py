"""What the rows of acts name, read in a constant number of queries: codes, actors, people, words and their places."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coding.citing import cite
from coding.models import Code, Coding, Dimension, Link, LinkForm, Passage
from coding.telling import Cited, Known, Row
from ground.models import User
from interviews.models import Actor, Informant, Interview, Speaker, Study, Transcript

LONGEST = 90  # characters of a quote
NAMED = (
    (Code, "key", ("code_id",)),
    (Dimension, "code", ("dimension_id",)),
    (Actor, "code", ("about_actor_id", "from_actor_id", "to_actor_id", "actor_id")),
    (LinkForm, "code", ("form_id",)),
    (Interview, "code", ("interview_id",)),
    (Transcript, "interview__code", ("transcript_id",)),
    (Informant, "code", ("informant_id",)),
    (Speaker, "label", ("speaker_id",)),
)


def knowledge(study: Study, rows: Iterable[Row]) -> Known:
    """Names and places for the sentences about `rows`. What is in the trash, or of another study, is not cited."""
    states = [state for row in rows for state in (row.before, row.after) if state]
    names = {}
    for model, column, keys in NAMED:
        found = model.objects.of_study(study).filter(pk__in=_ids(states, *keys))
        names |= {str(pk): name for pk, name in found.values_list("pk", column)}
    people = User.objects.filter(pk__in=_ids(states, "user_id"))
    return Known(names | {str(each.pk): str(each) for each in people.only("name", "username")}, _cited(study, states))


def _ids(states: list[dict], *keys: str) -> set:
    return {state[key] for state in states for key in keys if state.get(key)}


def _cited(study: Study, states: list[dict]) -> dict[str, Cited]:
    """By id of a passage, and of a coding or link that a memo is about, the words and where they stand."""
    about = {}
    for model, key in ((Coding, "coding_id"), (Link, "link_id")):
        found = model.objects.of_study(study).filter(pk__in=_ids(states, key))
        about |= {str(pk): str(passage) for pk, passage in found.values_list("pk", "passage")}
    passages = Passage.objects.of_study(study).filter(
        pk__in=_ids(states, "passage_id") | set(about.values()), transcript__interview__trashed_at__isnull=True
    )
    known = {
        str(each.pk): _cite(study, each)
        for each in passages.select_related("transcript__interview").defer("transcript__text")
    }
    return known | {pk: known[passage] for pk, passage in about.items() if passage in known}


def _cite(study: Study, passage: Passage) -> Cited:
    interview = passage.transcript.interview
    address = reverse("pane", args=[study.slug, interview.code])
    quote = format_html('<q lang="{}">{}</q>', interview.language, clipped(passage.quote))
    return Cited(quote, _link(f"{address}#p-{passage.pk}", cite(passage)))


def _link(address: str, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, words)


def clipped(words: str) -> str:
    """The words on one line, cut after a whole word where they are long."""
    line = " ".join(words.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0] + " …"
