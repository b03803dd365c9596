"""What stands beside a passage: a coding on words that overlap it, that are near it, or in a turn that it touches."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from coding.retrieval.query import NEAR, TURN, Query
from interviews.models import Turn


def beside(others: QuerySet, query: Query) -> Exists:
    """For a queryset of codings or links: whether one of the codings `others` stands beside it. None is beside itself.

    Spans are half-open: where one ends as the other begins they do not overlap, and are 0 code points apart.
    """
    same_text = others.filter(passage__transcript=OuterRef("passage__transcript")).exclude(pk=OuterRef("pk"))
    if query.how == TURN:
        return Exists(same_text.filter(Exists(_shared_turns())).order_by())
    apart = query.within + 1 if query.how == NEAR else 0
    before, after = OuterRef("passage__end") + apart, OuterRef("passage__start") - apart
    return Exists(same_text.filter(passage__start__lt=before, passage__end__gt=after).order_by())


def _shared_turns() -> QuerySet:
    """The turns that both touch: the coding outside, and the row outside of that."""
    touched = Q(start__lt=OuterRef("passage__end"), end__gt=OuterRef("passage__start"))
    also = Q(start__lt=OuterRef(OuterRef("passage__end")), end__gt=OuterRef(OuterRef("passage__start")))
    turns = Turn.objects.filter(transcript=OuterRef("passage__transcript"), end__gt=F("start"))
    return turns.filter(touched, also).order_by()
