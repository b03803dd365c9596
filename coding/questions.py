"""What a judgement answers: two coders who answer the same question otherwise contradict each other.

A coding answers whether an actor takes part in a dimension in this passage, a link whether two actors coordinate in
this form; the answer is the polarity, and whether it is in the study's scope.
"""

from django.db.models import F
from django.db.models.functions import Greatest, Least

from coding.models import Coding, Judgement, Link, Status

Question = tuple
# Rows that are disputed: handed in, and neither returned nor replaced.
OPEN = (Status.SUBMITTED, Status.APPROVED)
# What a row answers, whatever its words: `question` in columns.
ASKED = {
    Coding: {"first": F("about_actor"), "second": F("code__dimension")},
    Link: {"first": Least("from_actor", "to_actor"), "second": Greatest("from_actor", "to_actor"), "third": F("form")},
}


def question(row: Judgement) -> Question | None:
    """What the row answers; None for a code of no dimension, which answers nothing that others could contradict."""
    if isinstance(row, Coding):
        dimension = row.code.dimension_id
        return dimension and (Coding, row.passage_id, row.about_actor_id, dimension)
    return (type(row), row.passage_id, row.form_id, *sorted([row.from_actor_id, row.to_actor_id]))


def answer(row: Judgement) -> tuple[str, bool]:
    """What the row says to its question."""
    return row.polarity, row.in_scope


def contradicts(one: Judgement, other: Judgement) -> bool:
    """Whether only one of two that answer a question can count: evidence holds one judgement of the same words.

    Of other words both may; so may links that go opposite ways, where the direction matters.
    """
    return one.passage_id == other.passage_id and answer(one) != answer(other) and not _opposite(one, other)


def _opposite(one: Judgement, other: Judgement) -> bool:
    return isinstance(one, Link) and one.form.directed and one.from_actor_id != other.from_actor_id


def same_question(row: Judgement):
    """The live rows of anybody, this one too, that answer the question of `row`, in no order."""
    rows = type(row).objects.live().filter(passage=row.passage_id)
    if isinstance(row, Coding):
        if row.code.dimension_id is None:
            return rows.none()
        return rows.filter(about_actor=row.about_actor_id, code__dimension=row.code.dimension_id)
    ends = [row.from_actor_id, row.to_actor_id]
    return rows.filter(form=row.form_id, from_actor__in=ends, to_actor__in=ends)
