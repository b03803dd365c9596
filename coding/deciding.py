"""What people decide about codings that a correction touched: what the page sent, and doing it later."""

import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coding.carrying import Chosen, Plan, Touched, hold, move
from coding.correcting import chosen, may_correct, require_correcting
from coding.models import Memo
from coding.places import corrected
from ground.acts import act
from ground.conflicts import refuse
from interviews.models import Interview, Study, Transcript
from interviews.permissions import Verb, may, require

WAYS = ("carry", "words", "later")


class Settled:
    """The decisions that a page of the preview sent: `choice-ID` and `words-ID`. What is not sent is as proposed."""

    def __init__(self, plan: Plan, sent):
        self.choices: dict[uuid.UUID, Chosen | None] = {}
        self.errors: list[str] = []
        for each in plan.rows if any(name.startswith("choice-") for name in sent) else ():
            which = sent.get(f"choice-{each.row.pk}")
            if which not in WAYS or (which == "carry" and each.is_carried):
                continue
            try:
                self.choices[each.row.pk] = chosen(plan, each, which, sent.get(f"words-{each.row.pk}", ""))
            except ValidationError as error:
                self.errors += error.messages


def decidable(interview: Interview, study: Study, rows: Iterable[Touched], *, by) -> list[Touched]:
    """Those of the rows that `by` may put on words: one's own, and everybody's for who may correct the text."""
    if not may(by, Verb.CODE, study):
        return []
    return list(rows) if may_correct(interview, study, by=by) else [each for each in rows if _author(each) == by.pk]


def _author(each: Touched):
    return each.row.author_id if isinstance(each.row, Memo) else each.row.coder_id


def settle_waiting(study: Study, plan: Plan, rows: Sequence[Touched], sent, newest: Transcript, *, by) -> list[Touched]:
    """Put waiting rows on words of the newest text, as one act: one's own, or anybody's for who may correct the text.

    Raises ValidationError where the text has no such words or the coder says the same there already, PermissionDenied
    for another's row and for whoever does not code, Conflict `newer_version` where the text was corrected meanwhile.
    """
    wanted = [(each, sent.get(f"choice-{each.row.pk}")) for each in rows]
    placed = [
        (each, chosen(plan, each, which, sent.get(f"words-{each.row.pk}", "")))
        for each, which in wanted
        if which in ("carry", "words")
    ]
    return place_rows(study, plan, [(each, span) for each, span in placed if span], newest, by=by)


def place_rows(
    study: Study, plan: Plan, placed: Sequence[tuple[Touched, Chosen]], newest: Transcript, *, by
) -> list[Touched]:
    """Put each row on its span of the newest text. Raises as `settle_waiting`."""
    if not placed:
        raise refuse("choice", _("Choose words for at least one, or leave them waiting."))
    require(by, Verb.CODE, study)
    if any(_author(each) != by.pk for each, _span in placed):
        require_correcting(plan.interview, study, by=by)
    with act(by, "coding.place", study):
        if hold(plan.interview).pk != newest.pk:
            raise corrected()
        again = Plan(plan.interview, plan.text, {each.row.pk: span for each, span in placed})
        rows = [each for each in again.rows if each.row.pk in again.choices]
        if any(each.clashes for each in rows):
            raise refuse(
                "choice", _("These words are coded that way already. Choose others, or remove one of the two.")
            )
        move(newest, rows, plan.text)
    return rows
