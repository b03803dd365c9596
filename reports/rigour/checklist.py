"""Answers to the items of the checklist: what the data know, and what a person wrote."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.models import Study
from reports.models import ChecklistAnswer
from reports.rigour.coreq import BY_NUMBER, ITEMS, Item
from reports.rigour.known import known


@dataclass(frozen=True)
class Answered:
    """An item with what the data know of it, and what was written; both may be empty."""

    item: Item
    known: str
    written: ChecklistAnswer | None

    @property
    def is_answered(self) -> bool:
        return bool(self.known or (self.written and self.written.text))

    @property
    def text(self) -> str:
        return self.written.text if self.written else ""


def checklist_of(study: Study) -> list[Answered]:
    """Every item in its order, in the language that is active."""
    facts = known(study)
    written = {each.item: each for each in ChecklistAnswer.objects.of_study(study).select_related("written_by")}
    return [Answered(item, facts.get(item.number, ""), written.get(item.number)) for item in ITEMS]


def answer_item(study: Study, *, by, item: int, text: str, seen: str | None = None) -> ChecklistAnswer:
    """Write the answer to an item, or change it; an empty text takes it back.

    `seen` is the text that was read before: where it is another by now, somebody else has written, and it is a
    Conflict `changed`. Raises ValidationError for an item that the checklist does not have and for what is no text.
    """
    if item not in BY_NUMBER:
        raise refuse("item", _("The checklist has the items 1 to 32."))
    try:
        with act(by, "checklist.answer", study):
            return _written(study, by, item, plain(text), seen)
    except IntegrityError as error:
        raise _changed(ChecklistAnswer.objects.filter(study=study, item=item).first()) from error


def answer_items(study: Study, *, by, answers: dict[int, tuple[str, str]]) -> int:
    """Write all answers that differ from what was read, or none; `answers` are (text, text that was read) by item.

    Returns how many were written. Raises as `answer_item` does.
    """
    new = {item: told for item, told in answers.items() if plain(told[0]) != plain(told[1])}
    if new:
        with act(by, "checklist.answer", study):
            for item, (text, seen) in sorted(new.items()):
                answer_item(study, by=by, item=item, text=text, seen=seen)
    return len(new)


def plain(text: str) -> str:
    """An answer as it is stored and compared: a form ends its lines with CR LF, a program with LF."""
    return text.replace("\r\n", "\n").strip()


def _written(study: Study, by, item: int, text: str, seen: str | None) -> ChecklistAnswer:
    answer = ChecklistAnswer.objects.select_for_update().filter(study=study, item=item).first()
    if seen is not None and plain(seen) != plain(answer.text if answer else ""):
        raise _changed(answer)
    answer = answer or ChecklistAnswer(study=study, item=item)
    answer.text, answer.written_by, answer.written_at = text, by, timezone.now()
    answer.full_clean(exclude=["study", "written_by"], validate_unique=False, validate_constraints=False)
    answer.save()
    return answer


def _changed(answer: ChecklistAnswer | None) -> Conflict:
    return Conflict(_("Someone else has written here since you read it. Look at it again."), "changed", answer)
