"""What stands beside a passage: a coding on words that overlap it, that are near it, or in a turn that it touches."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from coding.retrieval.query import NEAR, TURN, Query


def beside(others: QuerySet, query: Query) -> Exists:
    """For a queryset of codings or links: whether one of the codings `others` stands beside it. None is beside itself.

    Spans are half-open: where one ends as the other begins they do not overlap, and are 0 code points apart.
    """
    same_text = others.filter(passage__transcript=OuterRef("passage__transcript")).exclude(pk=OuterRef("pk")).order_by()
    if query.how == TURN:
        return Exists(_sharing_a_turn(same_text))
    apart = query.within + 1 if query.how == NEAR else 0
    before, after = OuterRef("passage__end") + apart, OuterRef("passage__start") - apart
    return Exists(same_text.filter(passage__start__lt=before, passage__end__gt=after))


def _sharing_a_turn(others: QuerySet) -> QuerySet:
    """Of the codings on the text of the row outside those that touch a turn with words that it touches, too."""
    turns = "passage__transcript__turns__"
    touched = {f"{turns}start__lt": F("passage__end"), f"{turns}end__gt": F("passage__start")}
    has_words = {f"{turns}end__gt": F(f"{turns}start")}
    outside = {f"{turns}start__lt": OuterRef("passage__end"), f"{turns}end__gt": OuterRef("passage__start")}
    return others.filter(Q(**touched), Q(**has_words), Q(**outside))
