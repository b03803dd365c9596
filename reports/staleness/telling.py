"""Why words are stale, in words: which quote, what is otherwise now, and whose act made it so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from coding.models import Link, Polarity
from ground.models import Act, Event
from interviews.models import Informant, Study
from reports.citing import Citation, Citing
from reports.evidence.quotes import Quotation, quotations
from reports.staleness.grounds import STANDS, Change, Facts

# They say nothing new of a row, so it is not they that made words stale.
SAY_NOTHING = ("review.approve", "coding.submit", "coding.withdraw")
LABELS = {"polarity": Polarity.choices, "often": Link.Regularity.choices}
OF_THE_CODE = ("code", "definition", "retired")


@dataclass(frozen=True)
class Reason:
    """One change in words, the quote it is about with its place where they may be shown, and the act behind it."""

    change: Change
    words: str
    quote: Quotation | None
    cite: Citation
    act: Act | None

    @property
    def at(self) -> datetime | None:
        return self.act and self.act.at


def reasons_of(study: Study, found: Mapping[str, Iterable[Change]], then: Facts, now: Facts, citing: Citing):
    """Reasons for each list of changes, in three queries. `then` and `now` hold the facts of all their rows."""
    every = [change for listed in found.values() for change in listed]
    if not every:
        return {name: [] for name in found}
    facts = {change.row: now.get(change.row) or then.get(change.row, {}) for change in every}
    quoted = quotations(study, {str(each["passage"]) for each in facts.values() if _is_shown(each)})
    acts = _acts(study, every, then, facts)
    return {
        name: [_reason(change, facts[change.row], then, quoted, acts, citing) for change in listed]
        for name, listed in found.items()
    }


def _is_shown(fact) -> bool:
    return bool(fact) and fact["status"] != "trashed"


def _reason(change: Change, fact, then: Facts, quoted, acts, citing: Citing) -> Reason:
    quote = quoted.get(str(fact["passage"])) if _is_shown(fact) else None
    voice = then.get(change.row, fact).get("informant") if fact else None
    cite = citing.cite(quote, voice) if quote else Citation()
    return Reason(change, words_of(change, fact), quote, cite, acts.get(_row_behind(change, then, fact)))


def words_of(change: Change, fact: Mapping) -> str:
    """What is otherwise, as one clause."""
    was, now = (_named(change.what, value) for value in (change.was, change.now))
    code = fact.get("code", "")
    told = {
        "came": _("came since; the words do not know it yet"),
        "template": _("the rules say now: {now}"),
        "unsaid": _("the rules do not say this sentence any more"),
        "left": _("does not belong here any more"),
        "words": _("has other words now"),
        "informant": _("is said by {now}, not by {was}"),
        "code": _("its code is {now}, and was {was}"),
        "definition": _("the code {code} is defined otherwise now"),
        "retired": _("the code {code} is out of use") if change.now else _("the code {code} is in use again"),
        "about": _("is about {now}, not about {was}"),
        "polarity": _("its polarity is “{now}”, and was “{was}”"),
        "often": _("it happened “{now}”, and was “{was}”"),
        "scope": _("is in scope now") if change.now else _("is out of scope now"),
        "status": STATUS_WORDS.get(str(change.now), lambda: str(change.now))(),
    }[change.what]
    return told.format(was=was or "–", now=now or "–", code=code)


STATUS_WORDS = {
    "removed": lambda: _("its coding was removed"),
    "rejected": lambda: _("its coding was rejected"),
    "revise": lambda: _("its coding was sent back for revision"),
    "superseded": lambda: _("its coding was replaced by an adjudication"),
    "lost": lambda: _("has no place in the corrected text"),
    "trashed": lambda: _("its interview is in the trash"),
    "withdrawn": lambda: _("consent was withdrawn"),
    STANDS: lambda: _("its coding stands again"),
}


def _named(what: str, value: object) -> str:
    labels = dict(LABELS.get(what, ()))
    return str(labels[value]).lower() if value in labels else str(value or "")


def _row_behind(change: Change, then: Facts, fact) -> tuple[str, str]:
    """The row whose change it was, and whether acts that say nothing new of it count."""
    if change.what in OF_THE_CODE and then[change.row].get("entry") == fact.get("entry"):
        return str(fact["entry"]), ""
    if change.now == "trashed":
        return str(fact["interview"]), ""
    if change.now == "withdrawn":
        return str(then[change.row]["informant"]), ""
    return change.row, "" if change.what in ("status", "came", "left") else "weighty"


def _acts(study: Study, every: list[Change], then: Facts, facts: Facts) -> dict[tuple[str, str], Act]:
    """The latest act on each row that a change was made to."""
    behind = {_row_behind(change, then, facts[change.row]) for change in every}
    by_code = {row for change in every if change.now == "withdrawn" for row in [str(then[change.row]["informant"])]}
    people = {str(pk): code for pk, code in _informants(study, by_code)}
    ids = {row for row, _weight in behind if row and row not in by_code} | set(people)
    events = Event.objects.filter(row_id__in=ids, act__study_id=study.pk).select_related("act__who").order_by("id")
    found = {}
    for event in events.defer("before", "after"):
        row = people.get(str(event.row_id), str(event.row_id))
        found[row, ""] = event.act
        if event.act.verb not in SAY_NOTHING:
            found[row, "weighty"] = event.act
    return found


def _informants(study: Study, codes: set[str]):
    return Informant.objects.of_study(study).filter(code__in=codes).values_list("pk", "code") if codes else ()
