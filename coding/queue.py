"""What waits for a decision, and what came back: codings and links in one list, in the order of the interviews."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Memo, Review, Status
from interviews.lines import lines_of
from interviews.models import Study, Transcript, Turn
from interviews.texts import line_starts_of, text_of


def _of_actor(name: str) -> tuple[str, ...]:
    return f"{name}__code", f"{name}__side", f"{name}__position"


# What a row of the list shows: a page of it is read with nothing besides. Its text is known before it is.
SHOWN = (
    *("polarity", "in_scope", "status", "coder__username", "coder__name"),
    *("passage__transcript", "passage__start", "passage__end", "passage__quote"),
)
OF = {
    Coding: ("code__key", "code__texts", "code__colour", *_of_actor("about_actor")),
    Link: ("form__name_id", "form__name_en", "regularity", *_of_actor("from_actor"), *_of_actor("to_actor")),
}
OF_TEXT = ("length", "interview__code", "interview__language")
ORDER = ("place", "start", "-end", "pk")
BACKWARDS = ("-place", "-start", "end", "-pk")
Texts = dict[UUID, Transcript]


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
    """One row of the list: the judgement, the words before and after it, its lines, the memos and reviews of it."""

    row: Judgement
    before: str
    after: str
    lines: tuple[int, int]
    memos: list[Memo]
    reviews: list[Review]

    @property
    def is_link(self) -> bool:
        return isinstance(self.row, Link)

    @property
    def cited(self) -> str:
        first, last = self.lines
        if first == last:
            return _("line %(n)s") % {"n": first}
        return _("lines %(first)s–%(last)s") % {"first": first, "last": last}

    @property
    def choose(self) -> str:
        code = self.row.passage.transcript.interview.code
        return _("Choose the row in %(code)s, line %(first)s") % {"code": code, "first": self.lines[0]}


def page_of(study: Study, filters: Filters, *, asked: str, size: int) -> tuple[Page, list[Judgement]]:
    """The page of that number and its rows, of those that meet the filters, in reading order.

    A number beyond the end is the last page, what is no number the first. All rows are counted, by interview; put in
    order are those of the page's interviews alone, and read those of the page.
    """
    number = max(1, int(asked[:9])) if asked.isascii() and asked.isdigit() else 1
    texts = _texts(study, filters)
    counts = _counts(texts, filters)
    page = Paginator(range(sum(counts.values())), size).get_page(number)
    return page, _whole(_places(page.object_list, counts, texts, filters), texts)


def _texts(study: Study, filters: Filters) -> Texts:
    """The texts that the list may be of, by id, in the order of their interviews."""
    texts = Transcript.objects.newest().filter(interview__study=study, interview__trashed_at__isnull=True)
    if filters.interview:
        texts = texts.filter(interview__code=filters.interview)
    texts = texts.select_related("interview").only(*OF_TEXT).order_by("interview__position", "interview__code")
    return {text.pk: text for text in texts}


def _counts(texts: Texts, filters: Filters) -> dict[UUID, int]:
    """How many rows each interview has, of those with any, in their order."""
    codings, links = (
        _rows(model, texts, filters).values_list("passage__transcript").annotate(Count("pk")) for model in OF
    )
    counts = dict.fromkeys((text.interview_id for text in texts.values()), 0)
    for text, count in codings.union(links, all=True):
        counts[texts[text].interview_id] += count
    return {interview: count for interview, count in counts.items() if count}


def _rows(model, texts: Iterable[UUID], filters: Filters):
    rows = model.objects.live().filter(passage__transcript__in=list(texts)).order_by()
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.coder:
        rows = rows.filter(coder__username=filters.coder)
    if filters.actor:
        about = Q(about_actor__code=filters.actor)
        ends = Q(from_actor__code=filters.actor) | Q(to_actor__code=filters.actor)
        rows = rows.filter(about if model is Coding else ends)
    return rows


def _places(wanted: range, counts: dict[UUID, int], texts: Texts, filters: Filters) -> list[tuple[UUID, bool]]:
    """(id, whether it is a link) of the wanted rows of the list."""
    if not wanted:
        return []
    ends = list(accumulate(counts.values()))
    first, last = bisect_right(ends, wanted.start), bisect_left(ends, wanted.stop)
    interviews = list(counts)[first : last + 1]
    before, after = wanted.start - (ends[first - 1] if first else 0), ends[last] - wanted.stop
    # Counted from the end that is nearer, so that the last page of a long interview is no further than the first.
    order, offset = (BACKWARDS, after) if after < before else (ORDER, before)
    limit = offset + len(wanted)
    codings, links = (_standing(model, interviews, texts, filters).order_by(*order)[:limit] for model in OF)
    found = codings.union(links, all=True).order_by(*order)[offset:limit]
    places = [(each["pk"], each["is_link"]) for each in found]
    return places[::-1] if order is BACKWARDS else places


def _standing(model, interviews: list[UUID], texts: Texts, filters: Filters):
    """Of each row of these interviews no more than says where it stands in the list."""
    numbers = {interview: number for number, interview in enumerate(interviews)}
    places = {pk: numbers[text.interview_id] for pk, text in texts.items() if text.interview_id in numbers}
    # In one interview alone the place is constant: the index of passages then has the rows in order already.
    later = [When(passage__transcript=pk, then=Value(place)) for pk, place in places.items() if place]
    return _rows(model, places, filters).values(
        "pk",
        is_link=Value(model is Link, BooleanField()),
        place=Case(*later, default=Value(0)),
        start=F("passage__start"),
        end=F("passage__end"),
    )


def _whole(places: list[tuple[UUID, bool]], texts: Texts) -> list[Judgement]:
    found = {}
    for model, own in OF.items():
        ids = [pk for pk, is_link in places if is_link == (model is Link)]
        related = {name.rpartition("__")[0] for name in (*SHOWN, *own)} - {""}
        found |= model.objects.select_related(*related).only(*SHOWN, *own).in_bulk(ids)
    for row in found.values():
        row.passage.transcript = texts[row.passage.transcript_id]
    return [found[pk] for pk, _ in places if pk in found]


def in_context(rows: list[Judgement]) -> list[Waiting]:
    """The rows of one page with the turns they stand in, in a constant number of queries."""
    turns, memos, reviews = _turns_around(rows), _memos(rows), _reviews(rows)
    return [_waiting(row, turns, memos.get(row.pk, []), reviews.get(row.pk, [])) for row in rows]


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


def _waiting(row: Judgement, turns: dict, memos: list[Memo], reviews: list[Review]) -> Waiting:
    passage, transcript = row.passage, row.passage.transcript
    text = text_of(transcript.pk, transcript.length)
    first, last = _around(turns[transcript.pk], passage.start, passage.end)
    lines = lines_of(line_starts_of(transcript.pk, transcript.length), passage.start, passage.end)
    before, after = text[first : passage.start], text[passage.end : last]
    return Waiting(row, before, after, lines, memos, reviews)


def _around(turns: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The span [start, end) widened to the whole of the turns that it touches."""
    at = max(0, bisect_right(turns, (start,)) - 1)
    touched = []
    while at < len(turns) and turns[at][0] < end:
        if turns[at][1] > start:
            touched.append(turns[at])
        at += 1
    return min([start, *(first for first, _ in touched)]), max([end, *(last for _, last in touched)])


def _memos(rows: list[Judgement]) -> dict:
    """What was noted on each row, oldest first."""
    ids = [row.pk for row in rows]
    found: dict = {}
    memos = Memo.objects.filter(Q(coding__in=ids) | Q(link__in=ids), trashed_at=None).select_related("author")
    for memo in memos.order_by("created_at"):
        found.setdefault(memo.coding_id or memo.link_id, []).append(memo)
    return found


def _reviews(rows: list[Judgement]) -> dict:
    """The reviews of each row with their replies, oldest first."""
    ids = [row.pk for row in rows]
    found: dict = {}
    reviews = Review.objects.filter(Q(coding__in=ids) | Q(link__in=ids)).select_related("reviewer")
    for review in reviews.prefetch_related("replies__author"):
        found.setdefault(review.coding_id or review.link_id, []).append(review)
    return found
