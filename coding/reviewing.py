"""Review: a coder submits, a reviewer approves, asks for a revision or rejects, and both may reply."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Reply, Review, Status
from coding.phases import refuse_while_blind
from coding.questions import same_question
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.once import differs, found_again
from interviews.models import Interview, Study

OUTCOME = {
    Review.Decision.APPROVE: Status.APPROVED,
    Review.Decision.REVISE: Status.REVISE,
    Review.Decision.REJECT: Status.REJECTED,
}
OPEN_TO_REVIEW = (Status.SUBMITTED, Status.APPROVED, Status.REVISE, Status.REJECTED)
TO_SUBMIT = (Status.DRAFT, Status.REVISE)


def submit(study: Study, *, coder, interview: Interview | None = None, rows: list[Judgement] | None = None) -> int:
    """Hand one's own drafts and returned rows to the reviewer: `rows`, or all of an interview, or all of the study.

    Returns how many went. Rows of someone else, and rows that wait or were decided already, stay as they are.
    """
    with act(coder, "coding.submit", study):
        return sum(_submit(model, study, coder, interview, rows) for model in (Coding, Link))


def _submit(model, study, coder, interview, rows) -> int:
    mine = model.objects.of_study(study).live().filter(coder=coder, status__in=TO_SUBMIT)
    if interview is not None:
        mine = mine.filter(passage__transcript__interview=interview)
    if rows is not None:
        mine = mine.filter(pk__in=[row.pk for row in rows if isinstance(row, model)])
    return mine.update(status=Status.SUBMITTED, recheck=False)


def withdraw(row: Judgement, *, by, study: Study) -> Judgement:
    """Take a submitted row of one's own back to draft."""
    with transaction.atomic():
        held = _held(row)
        if held.coder_id != by.pk:
            raise PermissionDenied(_("Only its coder takes a coding back."))
        if held.status != Status.SUBMITTED:
            raise Conflict(_("Only what waits for review can be taken back."), "not_submitted", held)
        with act(by, "coding.withdraw", study):
            held.status = Status.DRAFT
            held.save(update_fields=["status"])
    return held


def review(
    study: Study,
    *,
    reviewer,
    rows: list[Judgement],
    decision: str,
    reason: str = "",
    seen: dict | None = None,
    ids: dict | None = None,
) -> list[Review]:
    """Decide on one or many rows with one reason, all or none.

    `seen` maps a row's id to the `mark` the reviewer saw: a row that was changed since is a Conflict `changed`. `ids`
    maps a row's id to the id that the review shall have.
    Raises PermissionDenied for one's own row unless the study allows self-review; Conflict `blind_phase` for one that
    is coded blind, `adjudicate_first` for an approval that contradicts another coder's approved row; ValidationError
    when a return or rejection has no reason.
    """
    if decision not in OUTCOME:
        raise refuse("decision", _("Choose one of: {choices}.").format(choices=", ".join(OUTCOME)))
    if decision != Review.Decision.APPROVE and not reason.strip():
        raise refuse("reason", _("Write the reason: the coder needs it to go on."))
    with act(reviewer, f"review.{decision}", study):
        refuse_while_blind(study, rows)
        seen, ids = seen or {}, ids or {}
        made = []
        for row in sorted(rows, key=lambda row: row.pk):  # one order of locks, whoever asks
            new = Review(
                id=ids.get(row.pk) or uuid.uuid4(), decision=decision, reason=reason.strip(), reviewer=reviewer
            )
            made.append(_review(_held(row), study, new, seen.get(row.pk)))
        return made


def review_once(study: Study, *, ids: dict, **asked) -> tuple[list[Review], bool]:
    """Decide as `review` does; asked again with the same `ids`, give the reviews that are there, and False.

    Raises Http404 for an id out of reach, Conflict `differs` for one that was given to another decision.
    """
    try:
        return review(study, ids=ids, **asked), True
    except (Conflict, IntegrityError):
        rows, reason = asked["rows"], asked.get("reason", "").strip()
        there = {each.pk: each for each in Review.objects.filter(pk__in=ids.values())}
        if not there or set(there) != {ids.get(row.pk) for row in rows}:
            raise
        sent = asked["decision"], reason, asked["reviewer"].pk
        for row in rows:
            _check_repeat(there[ids[row.pk]], row, sent, Review.objects.of_study(study))
        return [there[ids[row.pk]] for row in rows], False


def _check_repeat(known: Review, row: Judgement, sent: tuple, within) -> None:
    if not within.filter(pk=known.pk).exists():
        raise Http404
    if (known.decision, known.reason, known.reviewer_id) != sent or row.pk not in (known.coding_id, known.link_id):
        raise differs(known)


def _review(row: Judgement, study: Study, made: Review, seen: str | None) -> Review:
    if row.coder_id == made.reviewer_id and not study.works_alone:
        raise PermissionDenied(_("Nobody reviews a coding of their own in this study. Ask another reviewer."))
    if row.trashed_at is not None or row.status not in OPEN_TO_REVIEW:
        raise Conflict(_("This does not wait for review: it is a draft, removed or superseded."), "not_submitted", row)
    if seen is not None and seen != mark(row):
        raise Conflict(_("The coder changed this since you read it. Look at it again."), "changed", row)
    if made.decision == Review.Decision.APPROVE and (other := contradicted(row)) is not None:
        raise Conflict(
            _("{coder} judged the same passage otherwise, and that is approved. Adjudicate first.").format(
                coder=other.coder
            ),
            "adjudicate_first",
            other,
        )
    return decided(row, OUTCOME[made.decision], made)


def decided(row: Judgement, status: Status, made: Review) -> Review:
    """Give the row the status, and store the review that says why. Raises ValidationError for what is no reason."""
    row.status, row.recheck = status, False  # whoever decides has read the words as they are now
    row.save(update_fields=["status", "recheck"])
    setattr(made, "coding" if isinstance(row, Coding) else "link", row)
    made.full_clean(exclude=["coding", "link", "reviewer"], validate_unique=False)
    made.save(force_insert=True)
    return made


def contradicted(row: Judgement) -> Judgement | None:
    """An approved row of another coder that judges the same thing of the same passage otherwise."""
    return (
        same_question(row)
        .filter(status=Status.APPROVED)
        .exclude(coder=row.coder_id)
        .exclude(polarity=row.polarity, in_scope=row.in_scope)
        .select_related("coder")
        .first()
    )


def mark(row: Judgement) -> str:
    """What a reviewer judged, in short: it differs as soon as anything they judged does."""
    if isinstance(row, Coding):
        judged = (row.code_id, row.about_actor_id)
    else:
        judged = (row.from_actor_id, row.to_actor_id, row.form_id, row.regularity)
    return "|".join(str(part) for part in (row.passage_id, *judged, row.polarity, row.in_scope, row.status))


def reply(review: Review, *, author, study: Study, text: str, id=None) -> Reply:
    """Answer a review; it stays below it."""
    return reply_once(review, author=author, study=study, text=text, id=id)[0]


def reply_once(review: Review, *, author, study: Study, text: str, id=None) -> tuple[Reply, bool]:
    """Answer a review under an id the client chose. Returns the reply and whether it is new.

    Raises ValidationError for an empty text, and what `found_again` raises for an id that is there already.
    """
    answer = Reply(id=id or uuid.uuid4(), review=review, author=author, text=text.strip())
    answer.full_clean(exclude=["review", "author"], validate_unique=False)
    try:
        with act(author, "review.reply", study):
            answer.save(force_insert=True)
    except IntegrityError as error:
        within = Reply.objects.filter(review__in=Review.objects.visible_to(author))
        return found_again(answer, error, visible=within, content=["review_id", "author_id", "text"]), False
    return answer, True


def _held(row: Judgement) -> Judgement:
    return type(row).objects.select_for_update(of=["self"]).get(pk=row.pk)
