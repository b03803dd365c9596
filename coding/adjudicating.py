"""Adjudication: where coders judged the same words otherwise, one judgement is chosen to count for all.

It is one of theirs, or a new one; of words that overlap all may count. The raw codings stay as they are, superseded;
each keeps the reason below it, and every decision can be reopened.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.decided import DECIDE, decision_on, decisions
from coding.judging import said_before
from coding.models import Coding, Judgement, Link, Review, Status
from coding.overlapping import cluster_of, overlapping
from coding.phases import refuse_while_blind
from coding.questions import ASKED, OPEN, Question, answer, contradicts, question, same_question
from coding.reviewing import decided, mark
from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.models import Study

DECIDED = (Status.APPROVED, Status.SUPERSEDED)
Decision = Review.Decision
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

    @property
    def all_may_count(self) -> bool:
        """Whether no two of them contradict each other."""
        return not any(contradicts(one, other) for one, other in combinations(self.rows, 2))

    @property
    def is_open(self) -> bool:
        """What was approved on both sides was decided, unless only one of them can count."""
        return any(row.status == Status.SUBMITTED for row in self.rows) or not self.all_may_count


def disputes(study: Study) -> list[Dispute]:
    """The questions that two coders or more have answered otherwise, submitted or approved, in reading order."""
    found: dict[Question, list[Judgement]] = defaultdict(list)
    for model, columns in ASKED.items():
        standing = model.objects.of_study(study).standing().filter(status__in=OPEN)
        asked = _answered_otherwise(standing.values("passage", **columns))
        rows = standing.filter(passage__in=asked.values_list("passage"))
        for row in _whole(rows, model).order_by("created_at", "pk"):
            if (asks := question(row)) is not None:
                found[asks].append(row)
    several = (each for each in map(Dispute, found.values()) if len(each.answers) > 1 and _coders(each) > 1)
    return sorted((each for each in several if each.is_open), key=_place)


def adjudicated(study: Study) -> list[Dispute]:
    """What was decided and can be reopened, in reading order: the rows that count and those that were replaced."""
    found = _with_rows(each.rows for each in decisions(study))
    return [dispute for dispute in found if any(row.status in DECIDED for row in dispute.rows)]


def _answered_otherwise(questions: QuerySet) -> QuerySet:
    several = questions.annotate(answers=Count("polarity", distinct=True)).order_by()
    return several.annotate(scopes=Count("in_scope", distinct=True)).filter(answers__gt=2 - F("scopes"))


def _whole(rows: QuerySet, model) -> QuerySet:
    own = ("code", *ACTORS[model]) if model is Coding else ACTORS[model]
    text = "passage__transcript__interview"
    return _settled(rows).select_related(text, "coder", *own).defer("passage__transcript__text")


def _settled(rows: QuerySet) -> QuerySet:
    """The rows, each with `settled`: whether an adjudication made it, and no coder."""
    by_one = Review.objects.filter(**{rows.model._meta.model_name: OuterRef("pk")}, decision=Decision.SETTLE)
    return rows.annotate(settled=Exists(by_one))


def _place(dispute: Dispute) -> tuple:
    passage = dispute.rows[0].passage
    interview = passage.transcript.interview
    return interview.position, interview.code, passage.start, -passage.end, dispute.rows[0].pk


def _coders(dispute: Dispute) -> int:
    return len({row.coder_id for row in dispute.rows})


def overlaps(study: Study) -> list[Dispute]:
    """The rows of words that overlap, which coders judge otherwise and of which something waits, in reading order."""
    return _with_rows(overlapping(study))


def _with_rows(every: Iterable[set[UUID]]) -> list[Dispute]:
    """Those of each set of ids that stand on words of today, in reading order."""
    every = list(every)
    ids = {row for each in every for row in each}
    rows = {row.pk: row for model in ASKED for row in _whole(model.objects.standing().filter(pk__in=ids), model)}
    found = ([rows[pk] for pk in each if pk in rows] for each in every)
    return sorted((Dispute(sorted(here, key=_reading)) for here in found if here), key=_place)


def _reading(row: Judgement) -> tuple:
    return row.passage.start, -row.passage.end, row.created_at, row.pk


def adjudicate(study: Study, *, by, keep: Judgement, reason: str, seen: dict) -> list[Review]:
    """Let the answer of `keep` count: rows that say the same are approved, the others of the dispute superseded.

    `seen` maps the ids of all rows of the dispute to the `mark` that was read. Returns a review for each row. Raises
    ValidationError without a reason; PermissionDenied where one of the rows is one's own, unless the study allows
    self-review; Conflict `changed` where a row came or changed since, `not_disputed` where all say the same.
    """
    _check_reason(reason)
    with act(by, DECIDE, study):
        rows = _disputed(keep, study, by, seen)
        kept = answer(next(row for row in rows if row.pk == keep.pk))
        return [_settle(row, answer(row) == kept, by, reason) for row in rows]


def keep_all(study: Study, *, by, row: Judgement, reason: str, seen: dict) -> list[Review]:
    """Let every judgement count: the words of `row` and of the others are not the same, or links go opposite ways.

    Raises as `adjudicate` does, and Conflict `same_words` where two of them contradict each other.
    """
    _check_reason(reason)
    with act(by, DECIDE, study):
        rows = _disputed(row, study, by, seen)
        if not Dispute(rows).all_may_count:
            raise Conflict(
                _(
                    "Of the same words one judgement of an actor and dimension counts, whatever the code below it."
                    " Choose one of them, or make a new one."
                ),
                "same_words",
            )
        return [_settle(each, True, by, reason) for each in rows]


def judge_anew(study: Study, *, by, row: Judgement, polarity: str, reason: str, seen: dict) -> list[Review]:
    """Let a judgement of one's own count, on the words and with the code of `row`; all rows are superseded.

    Returns the review of the new row first. It is no coding of a coder: agreement does not count it. Raises as
    `adjudicate` does, ValidationError for a polarity that there is not, and Conflict `there_already` where a coder has
    answered so: then theirs is to be chosen; `already_coded` where `by` has, in a row that is not of the dispute.
    """
    _check_reason(reason)
    with act(by, DECIDE, study):
        rows = _disputed(row, study, by, seen)
        if any(each.passage_id == row.passage_id and each.polarity == polarity for each in rows):
            raise Conflict(_("A coder judged it so already. Choose that judgement."), "there_already")
        made = _copy(next(each for each in rows if each.pk == row.pk), by, polarity)
        first = decided(made, Status.APPROVED, Review(decision=Decision.SETTLE, reason=reason.strip(), reviewer=by))
        return [first, *(_settle(each, False, by, reason) for each in rows)]


def _copy(row: Judgement, by, polarity: str) -> Judgement:
    """The judgement of an adjudication, in the place of `row`."""
    names = ["passage_id", "in_scope", "speaker_id", "codebook_version_id"]
    names += ["code_id", "about_actor_id"] if isinstance(row, Coding) else []
    names += ["from_actor_id", "to_actor_id", "form_id", "regularity"] if isinstance(row, Link) else []
    made = type(row)(**{name: getattr(row, name) for name in names}, polarity=polarity, coder=by)
    made.full_clean(exclude=["passage", "coder", "speaker"], validate_unique=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise said_before(made) or error from error
    return made


def _disputed(row: Judgement, study: Study, by, seen: dict) -> list[Judgement]:
    """The rows of the dispute of `row`, locked, once it is certain that they are those that were read."""
    rows = _locked(same_question(row).filter(status__in=OPEN), study, by)
    if set(seen) != {str(each.pk) for each in rows}:
        rows = _locked(type(row).objects.filter(pk__in=cluster_of(row)), study, by)
    if row.pk not in {each.pk for each in rows} or {str(each.pk): mark(each) for each in rows} != seen:
        raise Conflict(_("A coder changed something here since you read it. Look at it again."), "changed")
    if len({answer(each) for each in rows}) < 2:
        raise Conflict(_("All coders judge this alike. There is nothing to adjudicate."), "not_disputed")
    return rows


def _settle(row: Judgement, counts: bool, by, reason: str) -> Review:
    if counts:
        return _decide(row, Decision.APPROVE, Status.APPROVED, by, reason)
    return _decide(row, Decision.REPLACE, Status.SUPERSEDED, by, reason)


def reopen(study: Study, *, by, row: Judgement, reason: str) -> list[Review]:
    """Take the decision on `row` back: all that it decided on, on whichever words, wait for review again.

    A judgement that the decision made goes with it. What a coder changed or a reviewer decided since stays as it is.
    Raises as `adjudicate` does, and Conflict `not_adjudicated` where nothing was decided.
    """
    _check_reason(reason)
    with act(by, "adjudication.reopen", study):
        rows = _locked(type(row).objects.live().filter(pk__in=decision_on(row, study).rows), study, by)
        decision = decision_on(row, study)  # as it is with the rows held
        made = [each for each in rows if each.pk in decision.made]
        waits = [each for each in rows if each.pk in decision.rows - decision.made and each.status in DECIDED]
        if not made and not waits:
            raise Conflict(_("This was not adjudicated, or it was reopened already."), "not_adjudicated")
        for each in made:
            each.trashed_at = timezone.now()
            each.save(update_fields=["trashed_at"])
        return [_decide(each, Decision.REOPEN, Status.SUBMITTED, by, reason) for each in waits]


def coded_by(rows: Iterable[Judgement], user) -> bool:
    """Whether `user` coded one of the rows, as `disputes`, `overlaps` and `adjudicated` give them."""
    return any(row.coder_id == user.pk and not row.settled for row in rows)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise refuse("reason", _("Write the reason: the coders learn from it."))


def _locked(rows: QuerySet, study: Study, by) -> list[Judgement]:
    """The rows, always locked in the same order.

    Raises PermissionDenied where one coded one of them, Conflict `blind_phase` where one is coded blind.
    """
    held = list(_settled(rows).select_for_update(of=["self"]).order_by("pk"))
    refuse_while_blind(study, held)
    if not study.works_alone and coded_by(held, by):
        raise PermissionDenied(_("You coded this passage yourself. Ask another reviewer to adjudicate."))
    return held


def _decide(row: Judgement, decision: str, status: str, by, reason: str) -> Review:
    return decided(row, status, Review(decision=decision, reason=reason.strip(), reviewer=by))
