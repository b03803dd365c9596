"""What waits for a decision, and what came back: codings and links in one list, in the order of the interviews."""

from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import BooleanField, F, Q, Value

from coding.models import Coding, Judgement, Link, Review, Status
from interviews.lines import lines_of
from interviews.models import Study, Turn
from interviews.texts import line_starts_of, text_of

TRANSCRIPT = "passage__transcript"


def _of_actor(name: str) -> tuple[str, ...]:
    return f"{name}__code", f"{name}__side", f"{name}__position"


# What a row of the list shows: a page of it is read with nothing besides.
SHOWN = (
    *("polarity", "in_scope", "status", "coder__username", "coder__name"),
    *("passage__start", "passage__end", "passage__quote", f"{TRANSCRIPT}__length"),
    *(f"{TRANSCRIPT}__interview__code", f"{TRANSCRIPT}__interview__language"),
)
OF = {
    Coding: ("code__key", "code__texts", "code__colour", *_of_actor("about_actor")),
    Link: ("form__name_id", "form__name_en", "regularity", *_of_actor("from_actor"), *_of_actor("to_actor")),
}
PLACE = {
    "position": F(f"{TRANSCRIPT}__interview__position"),
    "interview": F(f"{TRANSCRIPT}__interview__code"),
    "start": F("passage__start"),
    "end": F("passage__end"),
}
PLACES = """
    WITH waiting AS MATERIALIZED ({together}),
         page AS (SELECT * FROM waiting ORDER BY position, interview, start, "end" DESC, pk LIMIT %s OFFSET %s)
    SELECT (SELECT count(*) FROM waiting), page.pk, page.is_link
    FROM (SELECT) AS always LEFT JOIN page ON true
    ORDER BY position, interview, start, "end" DESC, pk
"""


class Filters(NamedTuple):
    """What the list is narrowed to; an empty one narrows nothing."""

    status: str = Status.SUBMITTED
    coder: str = ""
    interview: str = ""
    actor: str = ""

    @classmethod
    def read(cls, params, **fixed) -> "Filters":
        """From a query string; what it does not know is as good as not said."""
        asked = {name: params[name] for name in cls._fields if name in params}
        if asked.get("status", Status.SUBMITTED) not in [*Status.values, ""]:
            del asked["status"]
        return cls(**(asked | fixed))

    @property
    def query(self) -> str:
        """What the links to other pages of the list keep."""
        return urlencode(self._asdict()) + "&"


class Waiting(NamedTuple):
    """One row of the list: the judgement, the words before and after it, its lines, and what was said of it."""

    row: Judgement
    before: str
    after: str
    lines: tuple[int, int]
    reviews: list[Review]

    @property
    def is_link(self) -> bool:
        return isinstance(self.row, Link)


def page_of(study: Study, filters: Filters, *, asked: str, size: int) -> tuple[Page, list[Judgement]]:
    """The page of that number and its rows, of those that meet the filters, in reading order.

    A number beyond the end is the last page, what is no number the first. Only the rows of the page are read; the rest
    are counted on the way.
    """
    number = max(1, int(asked[:9])) if asked.isascii() and asked.isdigit() else 1
    codings, links = (_places(_rows(model, study, filters), model is Link) for model in OF)
    together = codings.union(links, all=True)
    total, places = _read_places(together, (number - 1) * size, size)
    page = Paginator(range(total), size).get_page(number)
    if page.number != number:
        total, places = _read_places(together, page.start_index() - 1 if total else 0, size)
    return page, _whole(places)


def _read_places(together, offset: int, size: int) -> tuple[int, list[tuple]]:
    """How many rows there are in all, and (id, whether it is a link) of those on the page."""
    statement, values = together.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PLACES.format(together=statement), [*values, size, offset])
        found = cursor.fetchall()
    return found[0][0], [(pk, is_link) for _, pk, is_link in found if pk is not None]


def _rows(model, study: Study, filters: Filters):
    rows = model.objects.of_study(study).live().filter(passage__transcript__interview__trashed_at__isnull=True)
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.coder:
        rows = rows.filter(coder__username=filters.coder)
    if filters.interview:
        rows = rows.filter(passage__transcript__interview__code=filters.interview)
    if filters.actor:
        about = Q(about_actor__code=filters.actor)
        ends = Q(from_actor__code=filters.actor) | Q(to_actor__code=filters.actor)
        rows = rows.filter(about if model is Coding else ends)
    return rows


def _places(rows, is_link: bool):
    """Of each row no more than says where it stands in the list."""
    return rows.order_by().values("pk", is_link=Value(is_link, BooleanField()), **PLACE)


def _whole(places: list[tuple]) -> list[Judgement]:
    found = {}
    for model, own in OF.items():
        ids = [pk for pk, is_link in places if is_link == (model is Link)]
        related = {name.rpartition("__")[0] for name in (*SHOWN, *own)} - {""}
        found |= model.objects.select_related(*related).only(*SHOWN, *own).in_bulk(ids)
    return [found[pk] for pk, _ in places if pk in found]


def in_context(rows: list[Judgement]) -> list[Waiting]:
    """The rows of one page with the turns they stand in, in a constant number of queries."""
    turns, reviews = _turns_around(rows), _reviews(rows)
    return [_waiting(row, turns, reviews) for row in rows]


def _turns_around(rows: list[Judgement]) -> dict[UUID, list[tuple[int, int]]]:
    """The spans of the turns from the first row on a transcript to the last, by transcript."""
    wanted = Q(pk__in=[])
    for transcript in {row.passage.transcript_id for row in rows}:
        passages = [row.passage for row in rows if row.passage.transcript_id == transcript]
        first, last = min(each.start for each in passages), max(each.end for each in passages)
        wanted |= Q(transcript=transcript, start__lt=last, end__gt=first)
    found = defaultdict(list)
    for transcript, start, end in (
        Turn.objects.filter(wanted).order_by("start").values_list("transcript", "start", "end")
    ):
        found[transcript].append((start, end))
    return found


def _waiting(row: Judgement, turns: dict, reviews: dict) -> Waiting:
    passage, transcript = row.passage, row.passage.transcript
    text = text_of(transcript.pk, transcript.length)
    first, last = _around(turns[transcript.pk], passage.start, passage.end)
    lines = lines_of(line_starts_of(transcript.pk, transcript.length), passage.start, passage.end)
    before, after = text[first : passage.start], text[passage.end : last]
    return Waiting(row, before, after, lines, reviews.get(row.pk, []))


def _around(turns: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The span [start, end) widened to the whole of the turns that it touches."""
    at = max(0, bisect_right(turns, (start,)) - 1)
    touched = []
    while at < len(turns) and turns[at][0] < end:
        if turns[at][1] > start:
            touched.append(turns[at])
        at += 1
    return min([start, *(first for first, _ in touched)]), max([end, *(last for _, last in touched)])


def _reviews(rows: list[Judgement]) -> dict:
    """The reviews of each row with their replies, oldest first."""
    ids = [row.pk for row in rows]
    found: dict = {}
    reviews = Review.objects.filter(Q(coding__in=ids) | Q(link__in=ids)).select_related("reviewer")
    for review in reviews.prefetch_related("replies__author"):
        found.setdefault(review.coding_id or review.link_id, []).append(review)
    return found
