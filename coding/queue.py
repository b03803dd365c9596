"""What waits for a decision, and what came back: codings and links in one list, in the order of the interviews."""

from bisect import bisect_right
from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Memo, Review
from coding.queue_places import Filters, Texts, counted, placed, texts_of
from ground.finding import all_found, found_by_id
from interviews.lines import lines_of
from interviews.models import Study
from interviews.texts import line_starts_of, words_of


def _of_actor(name: str) -> tuple[str, ...]:
    return f"{name}__code", f"{name}__side", f"{name}__position"


# Written out: building these queries takes longer than their answers.
TURNS = """
    SELECT turn.transcript_id, turn.start, turn."end"
    FROM unnest(%s::uuid[], %s::int[], %s::int[]) AS seen (text, first, last)
    JOIN interviews_turn turn ON turn.transcript_id = seen.text AND turn.start < seen.last AND turn."end" > seen.first
    ORDER BY turn.start
"""
ON_THEM = "(coding_id = ANY(%(rows)s::uuid[]) OR link_id = ANY(%(rows)s::uuid[]))"
MEMOS = f"SELECT * FROM coding_memo WHERE {ON_THEM} AND trashed_at IS NULL ORDER BY created_at, id"
REVIEWS = f"SELECT * FROM coding_review WHERE {ON_THEM} ORDER BY at, id"
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
    texts = texts_of(study, filters.interview)
    counts = counted(texts, filters)
    page = Paginator(range(sum(counts.values())), size).get_page(number)
    return page, _whole(placed(page.object_list, counts, filters), texts)


def _whole(places: list[tuple[UUID, bool]], texts: Texts) -> list[Judgement]:
    found = {}
    for model, own in OF.items():
        found |= found_by_id(model, (*SHOWN, *own), [pk for pk, is_link in places if is_link == (model is Link)])
    for row in found.values():
        row.passage.transcript = texts[row.passage.transcript_id]
    return [found[pk] for pk, _ in places if pk in found]


def in_context(rows: list[Judgement]) -> list[Waiting]:
    """The rows of one page with the turns they stand in, in a constant number of queries."""
    turns, memos, reviews = _turns_around(rows), _memos(rows), _reviews(rows)
    return [_waiting(row, turns, memos.get(row.pk, []), reviews.get(row.pk, [])) for row in rows]


def _turns_around(rows: list[Judgement]) -> dict[UUID, list[tuple[int, int]]]:
    """The spans of the turns from the first row on a transcript to the last, by transcript."""
    spans: dict[UUID, tuple[int, int]] = {}
    for passage in (row.passage for row in rows):
        first, last = spans.get(passage.transcript_id, (passage.start, passage.end))
        spans[passage.transcript_id] = min(first, passage.start), max(last, passage.end)
    found = defaultdict(list)
    firsts, lasts = ([span[end] for span in spans.values()] for end in (0, 1))
    with connection.cursor() as cursor:
        cursor.execute(TURNS, [list(spans), firsts, lasts])
        for transcript, start, end in cursor.fetchall():
            found[transcript].append((start, end))
    return found


def _waiting(row: Judgement, turns: dict, memos: list[Memo], reviews: list[Review]) -> Waiting:
    passage, transcript = row.passage, row.passage.transcript
    of = transcript.pk, transcript.length
    first, last = _around(turns[transcript.pk], passage.start, passage.end)
    lines = lines_of(line_starts_of(*of), passage.start, passage.end)
    before, after = words_of(*of, first, passage.start), words_of(*of, passage.end, last)
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


def _memos(rows: list[Judgement]) -> dict[UUID, list[Memo]]:
    """What was noted on each row, oldest first."""
    memos = _on(Memo, MEMOS, rows)
    prefetch_related_objects([memo for each in memos.values() for memo in each], "author")
    return memos


def _reviews(rows: list[Judgement]) -> dict[UUID, list[Review]]:
    """The reviews of each row with their replies, oldest first."""
    reviews = _on(Review, REVIEWS, rows)
    prefetch_related_objects([each for of in reviews.values() for each in of], "reviewer", "replies__author")
    return reviews


def _on(model, statement: str, rows: list[Judgement]) -> dict:
    found: dict = {}
    for each in all_found(model, statement, {"rows": [row.pk for row in rows]}):
        found.setdefault(each.coding_id or each.link_id, []).append(each)
    return found
