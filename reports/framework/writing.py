"""Writing the cells of a framework matrix. The only writer of its table."""

import uuid

from django.core.validators import ProhibitNullCharactersValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.marked import PASSAGE, marks, stored
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.models import Event
from ground.once import found_again
from interviews.models import Study
from reports.framework.chart import Chart
from reports.framework.places import Place, at
from reports.models import WrittenCell
from reports.staleness import facts_of_rows
from reports.staleness.grounds import digest

LONGEST = 20_000
CONTENT = ("informant_id", "actor_id", "dimension_id", "code_id", "text", "written_by_id")


def version_of(cell: WrittenCell | None) -> str:
    """What a form remembers of the cell that it was opened on; empty where none was written."""
    return digest([str(cell.pk), cell.text, cell.written_at.isoformat()])[:32] if cell else ""


def plain(text: str) -> str:
    """A text as it is stored: a form ends its lines with CR LF; the address of a passage becomes its mark."""
    return stored(text.replace("\r\n", "\n").strip(), {}, {})


def add_cell(study: Study, *, by, place: Place, text: str, id: uuid.UUID | None = None) -> tuple[WrittenCell, bool]:
    """Write a cell that nobody has written. Returns it and whether it is new.

    Raises ValidationError for a text that is blank, longer than LONGEST code points, or quotes a passage that is not
    in the cell; what `found_again` raises for an id that is there; Conflict `changed` where it is written already.
    """
    made = WrittenCell(id=id or uuid.uuid4(), study=study, **place.fields)
    _fill(made, by, text)
    try:
        with act(by, "cell.write", study):
            made.save(force_insert=True)
    except IntegrityError as error:
        try:
            return found_again(made, error, visible=WrittenCell.objects.visible_to(by), content=CONTENT), False
        except IntegrityError:
            raise _changed(at(study, place).filter(trashed_at__isnull=True).first()) from error
    return made, True


def change_cell(cell: WrittenCell, *, by, text: str) -> WrittenCell:
    """Write other words, resting on the codings as they are now. Also the same words: then they are said to hold still.

    Raises ValidationError as `add_cell` does, Conflict `deleted` for a cell that was taken away.
    """
    with act(by, "cell.change", cell.study):
        held = WrittenCell.objects.select_for_update(of=("self",)).get(pk=cell.pk)
        if held.trashed_at is not None:
            raise Conflict(_("This cell was taken away. Restore it, or write a new one."), "deleted", held)
        _fill(held, by, text)
        held.save()
    return held


@transaction.atomic
def write_cell(study: Study, *, by, place: Place, text: str, seen: str) -> WrittenCell:
    """What a form sends: add the cell or change it, where it is as the form saw it (`version_of`).

    Raises Conflict `changed` with the cell as it is where somebody else has written since, and what the two above do.
    """
    known = at(study, place).filter(trashed_at__isnull=True).select_for_update(of=("self",)).first()
    if version_of(known) != seen:
        raise _changed(known)
    return change_cell(known, by=by, text=text) if known else add_cell(study, by=by, place=place, text=text)[0]


def remove_cell(cell: WrittenCell, *, by) -> None:
    """Take a cell away; it stays in its history. Doing it twice is doing it once."""
    with act(by, "cell.remove", cell.study):
        WrittenCell.objects.filter(pk=cell.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())


def restore_words(study: Study, *, by, place: Place, event: Event, seen: str) -> WrittenCell:
    """Bring back what a cell said after an act, resting on the codings as they were when it was written.

    So earlier words do not look fresher than they are. Raises as `write_cell` does.
    """
    former = event.after
    with act(by, "cell.restore", study):
        live = at(study, place).filter(trashed_at__isnull=True).select_for_update(of=("self",)).first()
        if version_of(live) != seen:
            raise _changed(live)
        held = live or WrittenCell.objects.select_for_update(of=("self",)).get(pk=event.row_id)
        held.text, held.rests_on = former["text"], former["rests_on"]
        held.written_by, held.written_at, held.trashed_at = by, timezone.now(), None
        held.save()
    return held


def _fill(cell: WrittenCell, by, text: str) -> None:
    cell.text, cell.written_by, cell.written_at = plain(text), by, timezone.now()
    ProhibitNullCharactersValidator()(cell.text)
    if not cell.text:
        raise refuse("text", _("Write something, or take the cell away."))
    if len(cell.text) > LONGEST:
        raise refuse("text", _("A cell holds at most {count} characters.").format(count=LONGEST))
    chart = Chart(cell.study)
    rows = chart.of(cell)
    facts = facts_of_rows(cell.study, [each.row for each in rows], chart.voices)
    cell.text = _onward(cell, {fact["passage"] for fact in facts.values()}, facts)
    cell.rests_on = facts


def _onward(cell: WrittenCell, there: set, facts: dict) -> str:
    """The text with each quote on the passage where its coding stands now: a correction carries it to another."""
    text = cell.text
    for quoted in marks(text, PASSAGE) - there:
        row = next((row for row, fact in cell.rests_on.items() if fact["passage"] == quoted and row in facts), None)
        if row is None:
            raise refuse("text", _("A quote in it does not stand in this cell, or not any more. Take it out."))
        text = text.replace(quoted, facts[row]["passage"])
    return text


def _changed(cell: WrittenCell | None) -> Conflict:
    said = _("Someone else has written here since you read it. Look at it again.")
    return Conflict(said, "changed", cell)


def written_at(study: Study, place: Place) -> list[Event]:
    """What was ever written at a place, the latest first: each an event with its act and who did it."""
    ids = at(study, place).values("pk")
    rows = Event.objects.filter(relation=WrittenCell._meta.db_table, row_id__in=ids, after__isnull=False)
    return list(rows.select_related("act__who").order_by("-id"))
