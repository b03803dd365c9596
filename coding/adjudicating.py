"""Adjudication: where coders judged the same words otherwise, one judgement is chosen to count for all.

The raw codings stay as they are, superseded; each keeps the reason below it, and every decision can be reopened.
"""

from collections import defaultdict
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Review, Status
from coding.questions import Question, answer, question, same_question
from coding.reviewing import decided, mark
from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.models import Study

OPEN = (Status.SUBMITTED, Status.APPROVED)
DECIDED = (Status.APPROVED, Status.SUPERSEDED)
Decision = Review.Decision
# What tells the questions of a passage apart.
ASKED = {
    Coding: {"first": F("about_actor"), "second": F("code__dimension")},
    Link: {"first": Least("from_actor", "to_actor"), "second": Greatest("from_actor", "to_actor"), "third": F("form")},
}
ACTORS = {Coding: ("code__dimension", "about_actor"), Link: ("form", "from_actor", "to_actor")}


class Dispute(NamedTuple):
    """The rows that answer one question, in the order of their making; `answers` groups those that say the same."""

    rows: list[Judgement]

    @property
    def answers(self) -> list[list[Judgement]]:
        by_answer = defaultdict(list)
        for row in self.rows:
            by_answer[answer(row)].append(row)
        return list(by_answer.values())


def disputes(study: Study) -> list[Dispute]:
    """The questions that two coders or more have answered otherwise, submitted or approved, in reading order."""
    return _grouped(study, _open, lambda dispute: len(dispute.answers) > 1 and _coders(dispute) > 1)


def adjudicated(study: Study) -> list[Dispute]:
    """The questions that were decided, in reading order: the row that counts and those it has replaced."""
    return _grouped(study, _replaced, lambda dispute: any(row.status == Status.SUPERSEDED for row in dispute.rows))


def _open(rows: QuerySet) -> tuple[QuerySet, tuple]:
    several = rows.filter(status__in=OPEN).annotate(answers=Count("polarity", distinct=True)).order_by()
    return several.annotate(scopes=Count("in_scope", distinct=True)).filter(answers__gt=2 - F("scopes")), OPEN


def _replaced(rows: QuerySet) -> tuple[QuerySet, tuple]:
    return rows.filter(status=Status.SUPERSEDED).order_by(), DECIDED


def _grouped(study: Study, asked, is_one) -> list[Dispute]:
    found: dict[Question, list[Judgement]] = defaultdict(list)
    for model, columns in ASKED.items():
        live = model.objects.of_study(study).live()
        questions, statuses = asked(live.values("passage", **columns))
        passages = questions.values_list("passage")
        rows = live.filter(status__in=statuses, passage__in=passages)
        for row in _whole(rows, model).order_by("created_at", "pk"):
            if (asks := question(row)) is not None:
                found[asks].append(row)
    chosen = [dispute for dispute in map(Dispute, found.values()) if is_one(dispute)]
    return sorted(chosen, key=_place)


def _whole(rows: QuerySet, model) -> QuerySet:
    own = ("code", *ACTORS[model]) if model is Coding else ACTORS[model]
    text = "passage__transcript__interview"
    return rows.select_related(text, "coder", *own).defer("passage__transcript__text")


def _place(dispute: Dispute) -> tuple:
    passage = dispute.rows[0].passage
    interview = passage.transcript.interview
    return interview.position, interview.code, passage.start, -passage.end, dispute.rows[0].pk


def _coders(dispute: Dispute) -> int:
    return len({row.coder_id for row in dispute.rows})


def adjudicate(study: Study, *, by, keep: Judgement, reason: str, seen: dict) -> list[Review]:
    """Let the answer of `keep` count: rows that say the same are approved, the others of the question superseded.

    `seen` maps the ids of all rows of the question to the `mark` that was read. Returns a review for each row. Raises
    ValidationError without a reason; PermissionDenied where one of the rows is one's own, unless the study allows
    self-review; Conflict `changed` where a row came or changed since, `not_disputed` where all say the same.
    """
    _check_reason(reason)
    with act(by, "adjudication.decide", study):
        rows = _held(keep, OPEN, study, by)
        if keep.pk not in {row.pk for row in rows} or {str(row.pk): mark(row) for row in rows} != seen:
            raise Conflict(_("A coder changed something here since you read it. Look at it again."), "changed")
        kept = answer(next(row for row in rows if row.pk == keep.pk))
        if all(answer(row) == kept for row in rows):
            raise Conflict(_("All coders judge this alike. There is nothing to adjudicate."), "not_disputed")
        return [
            _decide(row, Decision.APPROVE, Status.APPROVED, by, reason)
            if answer(row) == kept
            else _decide(row, Decision.REPLACE, Status.SUPERSEDED, by, reason)
            for row in rows
        ]


def reopen(study: Study, *, by, row: Judgement, reason: str) -> list[Review]:
    """Take a decision back: every row of the question of `row` waits for review again.

    Raises as `adjudicate` does, and Conflict `not_adjudicated` where nothing was decided.
    """
    _check_reason(reason)
    with act(by, "adjudication.reopen", study):
        rows = _held(row, DECIDED, study, by)
        if all(each.status != Status.SUPERSEDED for each in rows):
            raise Conflict(_("This was not adjudicated, or it was reopened already."), "not_adjudicated")
        return [_decide(each, Decision.REOPEN, Status.SUBMITTED, by, reason) for each in rows]


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise refuse("reason", _("Write the reason: the coders learn from it."))


def _held(row: Judgement, statuses, study: Study, by) -> list[Judgement]:
    """The rows of the question of `row`, locked, always in the same order."""
    rows = list(same_question(row).filter(status__in=statuses).select_for_update(of=["self"]).order_by("pk"))
    if any(each.coder_id == by.pk for each in rows) and not study.works_alone:
        raise PermissionDenied(_("You coded this passage yourself. Ask another reviewer to adjudicate."))
    return rows


def _decide(row: Judgement, decision: str, status: str, by, reason: str) -> Review:
    return decided(row, status, Review(decision=decision, reason=reason.strip(), reviewer=by))
