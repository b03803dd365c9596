"""What stands beside a passage: a coding on words that overlap it, that are near it, or in a turn that it touches."""

from django.db.models import Exists, OuterRef, QuerySet

from coding.retrieval.query import NEAR, TURN, Query
from interviews.models import Turn


def beside(others: QuerySet, query: Query) -> Exists:
    """For a queryset of codings or links: whether one of the codings `others` stands beside it. None is beside itself.

    Spans are half-open: where one ends as the other begins they do not overlap, and are 0 code points apart.
    """
    if query.how == TURN:
        place = OuterRef("passage__transcript"), OuterRef("passage__start"), OuterRef("passage__end")
        return Exists(Turn.objects.touched_by(*place).filter(Exists(_in_this_turn(others))))
    same_text = others.filter(passage__transcript=OuterRef("passage__transcript")).exclude(pk=OuterRef("pk"))
    apart = query.within + 1 if query.how == NEAR else 0
    before, after = OuterRef("passage__end") + apart, OuterRef("passage__start") - apart
    return Exists(same_text.filter(passage__start__lt=before, passage__end__gt=after).order_by())


def _in_this_turn(others: QuerySet) -> QuerySet:
    """Of the codings those that touch the turn outside, without the row outside of that."""
    here = others.filter(passage__transcript=OuterRef("transcript")).exclude(pk=OuterRef(OuterRef("pk")))
    return here.filter(passage__start__lt=OuterRef("end"), passage__end__gt=OuterRef("start")).order_by()
