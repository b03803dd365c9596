"""What adjudications decided: the rows of each decision, known by the act that made it, whatever their words are."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from coding.models import Coding, Judgement, Link, Review, Status
from ground.models import Event
from interviews.models import Study

DECIDE = "adjudication.decide"
KINDS = ("coding", "link")


class Decided(NamedTuple):
    """The ids of the live rows of one decision that nobody reviewed since; `made` is the judgement it made itself."""

    rows: set[UUID]
    made: set[UUID]


def decisions(study: Study) -> list[Decided]:
    """Every adjudication that still stands in the study, of all its rows or some, in three queries."""
    born = Event.objects.filter(act__study_id=study.pk, act__verb=DECIDE, before__isnull=True)
    born = born.filter(relation=Review._meta.db_table)
    act_of = dict(born.values_list("row_id", "act"))
    found: dict[UUID, Decided] = defaultdict(lambda: Decided(set(), set()))
    for kind in KINDS:
        last = Review.objects.filter(**{kind: OuterRef(kind)}).order_by("-at", "-pk").values("pk")[:1]
        live = Q(**{f"{kind}__isnull": False, f"{kind}__trashed_at__isnull": True})
        standing = Q(pk=Subquery(last)) | Q(decision=Review.Decision.SETTLE)
        told = Review.objects.filter(live, standing, pk__in=born.values("row_id"))
        for review, row, decision in told.values_list("pk", kind, "decision"):
            one = found[act_of[review]]
            one.rows.add(row)
            if decision == Review.Decision.SETTLE:
                one.made.add(row)
    return list(found.values())


def decision_on(row: Judgement, study: Study) -> Decided:
    """The decision on the row: where it was made by one and decided on by another, the latter; empty where none was."""
    found = [each for each in decisions(study) if row.pk in each.rows]
    return min(found, key=lambda each: row.pk in each.made, default=Decided(set(), set()))


def superseded_unexplained(study: Study) -> int:
    """How many judgements a decision superseded that is not on record: the study came in without its history."""
    known = {row for each in decisions(study) for row in each.rows}
    superseded = (model.objects.of_study(study).standing().filter(status=Status.SUPERSEDED) for model in (Coding, Link))
    return sum(rows.exclude(pk__in=known).count() for rows in superseded)
