"""What lies in the trash of a study, sort by sort: what it is, since when, who put it there, and who takes it out."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.citing import cite
from coding.codebook import require_to_change, restore_code
from coding.linking import restore_link
from coding.memo_list import RELATED, WAYS, about_what
from coding.memos import restore_memo
from coding.mentioning import as_html, names
from coding.models import Code, Coding, Link, Memo, SavedSearch
from coding.passages import restore_coding
from coding.saved_searches import restore_search
from coding.seeing import others_are_seen
from interviews.models import Interview, Recording, Study
from interviews.permissions import Verb, may, require
from interviews.recordings import restore_recording
from interviews.transcripts import restore_interview

# The last act that took the row there; an undoing takes it there, too.
PUT_BY = """
    SELECT DISTINCT ON (event.row_id) event.row_id, act.who_id
    FROM ground_event event JOIN ground_act act ON act.id = event.act_id
    WHERE event.row_id = ANY(%s::uuid[])
      AND coalesce(event.after->>'trashed_at', event.after->>'retired_at') IS NOT NULL
      AND coalesce(event.before->>'trashed_at', event.before->>'retired_at') IS NULL
    ORDER BY event.row_id, event.id DESC
"""


class Sort(NamedTuple):
    """One sort of things that can lie there.

    `rows(study, by)` are those within reach, `words(row)` what tells one from the others, `maker(row)` the person who
    may take it out if their role lets them write; `curated` says whether a supervisor or owner may, too.
    """

    label: Any
    rows: Callable[[Study, Any], QuerySet]
    words: Callable[[Any], str]
    maker: Callable[[Any], uuid.UUID]
    take_out: Callable[..., Any]
    curated: bool = False
    ended: str = "trashed_at"


class Lying(NamedTuple):
    """A thing in the trash as the list shows it; `who` is None where it is not on record, or not for this reader."""

    row: Model
    since: datetime
    who: Any
    words: str
    said: SafeString
    may_take_out: bool


def _recordings(study: Study, by) -> QuerySet:
    rows = Recording.objects.visible_to(by).of_study(study).select_related("interview__study")
    return rows if may(by, Verb.HEAR, study) else rows.none()


def _judged(model) -> Callable[[Study, Any], QuerySet]:
    what = "code" if model is Coding else "form"
    place = "passage__transcript__interview"

    def rows(study: Study, by) -> QuerySet:
        found = model.objects.visible_to(by).of_study(study).select_related(what, place)
        return found.defer("passage__transcript__text")

    return rows


def _memos(study: Study, by) -> QuerySet:
    places = [f"{way}__transcript__interview" for way in WAYS]
    memos = (
        Memo.objects.visible_to(by)
        .of_study(study)
        .select_related("study", *RELATED, "coding__code", "link__form", *places)
    )
    memos = memos.defer(*(f"{way}__transcript__text" for way in WAYS))
    return memos if others_are_seen(study, by) else memos.filter(author=by)


def _interview(row) -> str:
    return f"{row.code} · {row.title}" if row.title else row.code


SORTS = {
    "interviews": Sort(
        gettext_lazy("Interviews"),
        lambda study, by: Interview.objects.of_study(study).select_related("study"),
        _interview,
        lambda row: row.created_by_id,
        lambda row, by, study: restore_interview(row, by=by),
        curated=True,
    ),
    "recordings": Sort(
        gettext_lazy("Recordings"),
        _recordings,
        lambda row: f"{row.interview.code} · {row.name or row.link}",
        lambda row: row.interview.created_by_id,
        lambda row, by, study: restore_recording(row, by=by),
        curated=True,
    ),
    "codings": Sort(
        gettext_lazy("Codings"),
        _judged(Coding),
        lambda row: f"{row.code.label} · {cite(row.passage)}",
        lambda row: row.coder_id,
        lambda row, by, study: restore_coding(row, by=by, study=study),
    ),
    "links": Sort(
        gettext_lazy("Links"),
        _judged(Link),
        lambda row: f"{row.form.name} · {cite(row.passage)}",
        lambda row: row.coder_id,
        lambda row, by, study: restore_link(row, by=by, study=study),
    ),
    "memos": Sort(
        gettext_lazy("Memos"),
        _memos,
        lambda row: about_what(row.study, row).words,
        lambda row: row.author_id,
        lambda row, by, study: restore_memo(row, by=by),
    ),
    "codes": Sort(
        gettext_lazy("Codes out of use"),
        lambda study, by: Code.objects.visible_to(by).of_study(study).select_related("study"),
        lambda row: f"{row.key} · {row.label}",
        lambda row: row.created_by_id,
        lambda row, by, study: restore_code(row, by=by),
        curated=True,
        ended="retired_at",
    ),
    "searches": Sort(
        gettext_lazy("Saved searches"),
        lambda study, by: SavedSearch.objects.visible_to(by).of_study(study),
        lambda row: row.name,
        lambda row: row.created_by_id,
        lambda row, by, study: restore_search(row, by=by),
        curated=True,
    ),
}


def lying(study: Study, sort: str, *, by) -> QuerySet:
    """The rows of a sort that lie in the trash and that `by` may see, the last first, with `ended_at`."""
    told = SORTS[sort]
    rows = told.rows(study, by).filter(**{f"{told.ended}__isnull": False})
    return rows.annotate(ended_at=F(told.ended)).order_by("-ended_at", "-id")


def shown(study: Study, sort: str, rows: Iterable, *, by) -> list[Lying]:
    """A page of `lying`, in a number of queries that does not grow with it."""
    told, rows = SORTS[sort], list(rows)
    who = _put_by([row.pk for row in rows])
    zone = ZoneInfo(study.time_zone)
    known = names(study, [row.text for row in rows]) if sort == "memos" else {}
    return [
        Lying(
            row,
            localtime(row.ended_at, zone),
            who.get(row.pk),
            told.words(row),
            as_html(row.text, known) if sort == "memos" else SafeString(),
            may_take_out(study, sort, row, by=by),
        )
        for row in rows
    ]


def may_take_out(study: Study, sort: str, row, *, by) -> bool:
    """Whoever made it may, as long as their role lets them write; what belongs to the study, who curates it, too."""
    own = SORTS[sort].maker(row) == by.pk
    if getattr(row, "private_since", None):
        return own and may(by, Verb.CODE, study)
    return may(by, Verb.CURATE, study, own=own) if SORTS[sort].curated else own and may(by, Verb.CODE, study)


def take_out(study: Study, sort: str, id: uuid.UUID, *, by):
    """Take a thing out of the trash, by the verb of its sort; one that does not lie there stays as it is.

    Raises DoesNotExist out of reach, PermissionDenied, and what the verb raises: Conflict where something else has
    taken its place.
    """
    told = SORTS[sort]
    row = told.rows(study, by).get(pk=id)
    if getattr(row, told.ended) is not None:
        _require(study, sort, row, by)
        told.take_out(row, by, study)
    return row


def _require(study: Study, sort: str, row, by) -> None:
    own = SORTS[sort].maker(row) == by.pk
    if sort == "codes":
        require_to_change(row, study, by=by)
    elif SORTS[sort].curated:
        require(by, Verb.CURATE, study, own=own)
    elif not own:
        raise PermissionDenied(_("Only the person who made it takes it out of the trash."))


def _put_by(ids: list[uuid.UUID]) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(PUT_BY, [ids])
        put = dict(cursor.fetchall())
    people = get_user_model().objects.only("username", "name").in_bulk(set(put.values()))
    return {row: people.get(who) for row, who in put.items()}
