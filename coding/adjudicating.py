"""Adjudication: where coders judged the same words otherwise, one judgement is chosen to count for all.

It is one of theirs, or a new one; of words that overlap all may count. The raw codings stay as they are, superseded;
each keeps the reason below it, and every decision can be reopened.
"""

from collections import defaultdict
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Review, Status
from coding.overlapping import cluster_of, overlapping
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


def overlaps(study: Study) -> list[Dispute]:
    """The rows of words that overlap, which coders judge otherwise and of which something waits, in reading order."""
    found = []
    every = overlapping(study)
    ids = {row for cluster in every for row in cluster}
    rows = {row.pk: row for model in ASKED for row in _whole(model.objects.filter(pk__in=ids), model)}
    for cluster in every:
        here = [rows[pk] for pk in cluster]
        found.append(Dispute(sorted(here, key=lambda row: (row.passage.start, -row.passage.end, row.pk))))
    return sorted(found, key=_place)


def adjudicate(study: Study, *, by, keep: Judgement, reason: str, seen: dict) -> list[Review]:
    """Let the answer of `keep` count: rows that say the same are approved, the others of the dispute superseded.

    `seen` maps the ids of all rows of the dispute to the `mark` that was read. Returns a review for each row. Raises
    ValidationError without a reason; PermissionDenied where one of the rows is one's own, unless the study allows
    self-review; Conflict `changed` where a row came or changed since, `not_disputed` where all say the same.
    """
    _check_reason(reason)
    with act(by, "adjudication.decide", study):
        rows = _disputed(keep, study, by, seen)
        kept = answer(next(row for row in rows if row.pk == keep.pk))
        return [_settle(row, answer(row) == kept, by, reason) for row in rows]


def keep_all(study: Study, *, by, row: Judgement, reason: str, seen: dict) -> list[Review]:
    """Let every judgement count: the words of `row` and of the others overlap, but they are not the same.

    Raises as `adjudicate` does, and Conflict `same_words` where coders answer otherwise of the very same words.
    """
    _check_reason(reason)
    with act(by, "adjudication.decide", study):
        rows = _disputed(row, study, by, seen)
        if any(answer(one) != answer(other) for one in rows for other in rows if one.passage_id == other.passage_id):
            raise Conflict(
                _("Of the same words only one judgement counts. Choose one of them, or make a new one."), "same_words"
            )
        return [_settle(each, True, by, reason) for each in rows]


def judge_anew(study: Study, *, by, row: Judgement, polarity: str, reason: str, seen: dict) -> list[Review]:
    """Let a judgement of one's own count, on the words and with the code of `row`; all rows are superseded.

    Returns the review of the new row first. It is no coding of a coder: agreement does not count it. Raises as
    `adjudicate` does, ValidationError for a polarity that there is not, and Conflict `there_already` where a coder has
    answered so: then theirs is to be chosen.
    """
    _check_reason(reason)
    with act(by, "adjudication.decide", study):
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
    made.save(force_insert=True)
    return made


def _disputed(row: Judgement, study: Study, by, seen: dict) -> list[Judgement]:
    """The rows of the dispute of `row`, locked, once it is certain that they are those that were read."""
    rows = _held(row, OPEN, study, by)
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
    """Take a decision back: every row of the question of `row` waits for review again.

    A judgement that the decision made goes with it. Raises as `adjudicate` does, and Conflict `not_adjudicated` where
    nothing was decided.
    """
    _check_reason(reason)
    with act(by, "adjudication.reopen", study):
        rows = _held(row, DECIDED, study, by)
        if all(each.status != Status.SUPERSEDED for each in rows):
            raise Conflict(_("This was not adjudicated, or it was reopened already."), "not_adjudicated")
        made = [each for each in rows if is_settled(each)]
        for each in made:
            each.trashed_at = timezone.now()
            each.save(update_fields=["trashed_at"])
        return [_decide(each, Decision.REOPEN, Status.SUBMITTED, by, reason) for each in rows if each not in made]


def is_settled(row: Judgement) -> bool:
    """Whether an adjudication made this judgement, and no coder."""
    return row.reviews.filter(decision=Decision.SETTLE).exists()


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise refuse("reason", _("Write the reason: the coders learn from it."))


def _held(row: Judgement, statuses, study: Study, by) -> list[Judgement]:
    """The rows of the question of `row`, locked."""
    return _locked(same_question(row).filter(status__in=statuses), study, by)


def _locked(rows: QuerySet, study: Study, by) -> list[Judgement]:
    """The rows, always locked in the same order. Raises PermissionDenied where one coded one of them."""
    held = list(rows.select_for_update(of=["self"]).order_by("pk"))
    mine = [each for each in held if each.coder_id == by.pk]
    if not study.works_alone and any(not is_settled(each) for each in mine):
        raise PermissionDenied(_("You coded this passage yourself. Ask another reviewer to adjudicate."))
    return held


def _decide(row: Judgement, decision: str, status: str, by, reason: str) -> Review:
    return decided(row, status, Review(decision=decision, reason=reason.strip(), reviewer=by))
