"""The history of a study: its acts, newest first, each with its sentence and what its author can do to it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.knowing import knowledge
from coding.models import Coding, Link, Memo, Review
from coding.standing import obstacles, tips
from coding.taking_back import OF_TEXTS
from coding.telling import Happened, Row, sentence
from coding.undo import CAN_BE_UNDONE
from ground.models import Act, Event
from interviews.models import Interview, Recording, Speaker, Study, Transcript, Turn

PAGE = 50
ROWS = 4  # of an act, for its sentence
CHEAP = 200  # rows of an act that are asked for what stands on them before anyone presses
KINDS = {
    "coding": (gettext_lazy("Codings and links"), ("coding", "link")),
    "memo": (gettext_lazy("Memos"), ("memo",)),
    "review": (gettext_lazy("Review"), ("review", "signoff", "adjudication", "override", "check")),
    "codebook": (gettext_lazy("Codebook"), ("code", "dimension", "form")),
    "interview": (
        gettext_lazy("Interviews and informants"),
        ("interview", "speaker", "informant", "actor", "text", "recording", "turn", "erasure"),
    ),
    "assignment": (gettext_lazy("Assignments and blind phases"), ("assignment", "phase", "round", "sighting")),
    "study": (
        gettext_lazy("Members, settings, summaries"),
        ("member", "study", "summary", "method", "checklist", "report", "cell", "rewording", "search"),
    ),
}
# By act alone, whatever PostgreSQL has counted so far: the order by `id` itself lets it read all events for each act.
FIRST_ROWS = """
    SELECT act.id, event.relation, event.before, event.after
    FROM unnest(%s::uuid[]) AS act (id) CROSS JOIN LATERAL (
        SELECT id, relation, before, after FROM ground_event WHERE act_id = act.id ORDER BY ground_event.id + 0 LIMIT %s
    ) event ORDER BY event.id
"""
COUNTS = "SELECT act_id, relation, count(*) FROM ground_event WHERE act_id = ANY(%s::uuid[]) GROUP BY act_id, relation"
ROOTS = """
    WITH RECURSIVE chain (tip, id) AS (
        SELECT id, id FROM unnest(%s::uuid[]) AS id
        UNION ALL
        SELECT chain.tip, act.undoes_id FROM chain JOIN ground_act act ON act.id = chain.id
        WHERE act.undoes_id IS NOT NULL
    )
    SELECT chain.tip, act.id FROM chain JOIN ground_act act ON act.id = chain.id WHERE act.undoes_id IS NULL
"""


class Filters(NamedTuple):
    """What the list is narrowed to; an empty one narrows nothing. `before` is the number of an act."""

    whose: str = ""
    interview: str = ""
    kind: str = ""
    before: int | None = None

    @classmethod
    def read(cls, params) -> "Filters":
        """From a query string; what it does not know is as good as not said."""
        before = params.get("before", "")
        return cls(
            "mine" if params.get("whose") == "mine" else "",
            params.get("interview", "")[:40],
            params.get("kind", "") if params.get("kind") in KINDS else "",
            int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
        )

    @property
    def query(self) -> str:
        """What the links to older acts keep."""
        return urlencode({"whose": self.whose, "interview": self.interview, "kind": self.kind})


class Entry(NamedTuple):
    """An act as the list shows it. `press` is "undo" or "redo" where its author may, `tip` the act to send."""

    act: Act
    at: datetime
    sentence: SafeString
    is_undone: bool
    press: str
    tip: UUID
    refusal: str


class Page(NamedTuple):
    entries: list[Entry]
    older: int | None


def page_of(study: Study, filters: Filters, *, by, size: int = PAGE, by_name: bool = False) -> Page:
    """The acts before `filters.before` that meet the filters, in a constant number of queries.

    What `by` did is told as "You" did it; on paper, which others read, `by_name`.
    """
    found = list(_acts(study, filters, by).select_related("who").order_by("-number")[: size + 1])
    acts = found[:size]
    if not acts:
        return Page([], None)
    roots = _roots([act for act in acts if act.undoes_id])
    happened = _happened([*acts, *roots.values()], None if by_name else by)
    known = knowledge(study, [row for each in happened.values() for row in each.rows])
    ends = tips([act.pk for act in acts])
    cheap = [] if by_name else [end for end in ends.values() if _is_cheap(happened.get(end.pk))]
    refusals = _refusals(study, by, cheap)
    zone = ZoneInfo(study.time_zone)
    entries = []
    for act in acts:
        root = roots.get(act.pk)
        told = sentence(happened[act.pk], known, happened[root.pk] if root else None)
        end = ends[act.pk]
        is_undone = not act.undoes_id and end.verb.endswith(".undo")
        press = _press(act, by, is_undone) if happened[act.pk].rows else ""
        refusal = refusals.get(end.pk, "") if press else ""
        entries.append(Entry(act, localtime(act.at, zone), told, is_undone, press, end.pk, refusal))
    return Page(entries, acts[-1].number if len(found) > size else None)


def _press(act: Act, by, is_undone: bool) -> str:
    if act.undoes_id or act.who_id != by.pk or act.verb not in CAN_BE_UNDONE:
        return ""
    return "redo" if is_undone else "undo"


def _is_cheap(happened: Happened | None) -> bool:
    return happened is None or sum(happened.counts.values()) <= CHEAP


def _acts(study: Study, filters: Filters, by) -> QuerySet[Act]:
    acts = Act.objects.filter(study_id=study.pk)
    if filters.before is not None:
        acts = acts.filter(number__lt=filters.before)
    if filters.whose:
        acts = acts.filter(who=by)
    if filters.kind:
        nouns = KINDS[filters.kind][1]
        acts = acts.filter(verb__regex=rf"^({'|'.join(nouns)})\.")
    if filters.interview:
        acts = acts.filter(Exists(_of_interview(study, filters.interview)))
    return acts


def _of_interview(study: Study, code: str) -> QuerySet[Event]:
    """The events, of an act, of the rows of an interview within reach."""
    interview = Interview.objects.of_study(study).filter(code=code, trashed_at__isnull=True)
    inside = {"passage__transcript__interview__in": interview}
    codings, links = Coding.objects.filter(**inside), Link.objects.filter(**inside)
    judged = Q(coding__in=codings) | Q(link__in=links)
    rows = Q(row_id__in=interview.values("pk"))
    for each in (
        codings,
        links,
        Memo.objects.filter(judged | Q(**inside) | Q(interview__in=interview)),
        Review.objects.filter(judged),
        Speaker.objects.filter(interview__in=interview),
        Transcript.objects.filter(interview__in=interview),
        Turn.objects.filter(transcript__interview__in=interview),
        Recording.objects.filter(interview__in=interview),
    ):
        rows |= Q(row_id__in=each.order_by().values("pk"))
    return Event.objects.filter(rows, act=OuterRef("pk"))


def _happened(acts: Iterable[Act], by) -> dict[UUID, Happened]:
    """The acts with their first rows and the counts of all."""
    acts = {act.pk: act for act in acts}
    rows, counts = defaultdict(list), defaultdict(Counter)
    for act, relation, before, after in _asked(FIRST_ROWS, [list(acts), ROWS]):
        rows[act].append(Row(relation, before and json.loads(before), after and json.loads(after)))
    for act, relation, count in _asked(COUNTS, [list(acts)]):
        counts[act][relation] = count
    return {
        key: Happened(
            act.verb, _("You") if by is not None and act.who_id == by.pk else str(act.who), rows[key], counts[key]
        )
        for key, act in acts.items()
    }


def _roots(acts: list[Act]) -> dict[UUID, Act]:
    """For undoings and redoings the act that was first done."""
    ends = dict(_asked(ROOTS, [[act.pk for act in acts]])) if acts else {}
    known = Act.objects.select_related("who").in_bulk(set(ends.values()))
    return {act: known[end] for act, end in ends.items()}


def _refusals(study: Study, by, acts: list[Act]) -> dict[UUID, str]:
    mine = [act for act in acts if act.who_id == by.pk and act.verb in CAN_BE_UNDONE and act.verb not in OF_TEXTS]
    return {act: obstacle.words(by=by, study=study) for act, obstacle in obstacles(mine).items()}


def _asked(statement: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
