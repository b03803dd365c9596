"""Undo and redo of one's own acts: a new act of the inverse rows, however long ago the act was.

An act is undone at most once; to redo is to undo the undoing. What an act created goes to the trash, what it changed
gets its former columns back, from the events that the database kept. An act of many rows is undone whole or not at
all. A code that was added goes out of use, and the codebook gets a new version: versions are never taken back, for
codings name them. Decisions of a reviewer are not undone: they decide again, and both decisions stay on record.
What was done on a text that has been corrected since is undone on the newest one, where the row has been carried to.
"""

import json
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.citing import place_of
from coding.codebook import require_to_change, settle
from coding.models import Code, CodebookVersion, Coding, Link, Memo, SavedSearch, Status
from coding.standing import UNDOABLE, obstacles
from coding.taking_back import OF_TEXTS, SEALS, Carrying, take_back
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Act, Event
from interviews.models import Interview, Study

TABLES = {model._meta.db_table: model for model in (Coding, Link, Memo, Code, SavedSearch, Interview)}
FOLLOWS = CodebookVersion._meta.db_table
NOUNS = ("coding", "link", "memo")
DONE = tuple(f"{noun}.{verb}" for noun in NOUNS for verb in ("create", "write", "change", "remove", "restore"))
DONE += ("coding.place", "coding.submit", "coding.withdraw", "coding.bulk", "coding.split", "coding.merge")
DONE += ("coding.several", "coding.many", "coding.in_vivo", "coding.found", "link.bulk")
UNDONE = tuple(f"{noun}.undo" for noun in NOUNS)
REDONE = tuple(f"{noun}.redo" for noun in NOUNS)
# Keys on the coding screen reach for the acts above; the history also for the codebook and for searches that are kept.
OF_CODES = ("code.add", "code.change", "code.retire", "code.restore", "code.undo", "code.redo")
OF_SEARCHES = tuple(f"search.{verb}" for verb in ("save", "change", "remove", "restore", "undo", "redo"))
OF_INTERVIEWS = tuple(f"interview.{verb}" for verb in ("trash", "restore", "undo", "redo"))
CAN_BE_UNDONE = {*DONE, *UNDONE, *REDONE, *OF_CODES, *OF_SEARCHES, *OF_INTERVIEWS, *OF_TEXTS}


def let_undo(model, noun: str, verbs: Iterable[str]) -> None:
    """Acts of an app above this one, on rows with a `trashed_at`: they can be undone from the history."""
    TABLES[model._meta.db_table] = model
    UNDOABLE.append(model._meta.db_table)
    CAN_BE_UNDONE.update(f"{noun}.{verb}" for verb in (*verbs, "undo", "redo"))


# The row takes its former columns only while it is as the act left it. Columns that are newer than the event stay.
REVERT = """
    UPDATE {table} row SET ({columns}) = (SELECT {columns} FROM jsonb_populate_record(row, %s::jsonb))
    WHERE id = %s AND row IS NOT DISTINCT FROM jsonb_populate_record(row, %s::jsonb)
"""
# A redone act counts from when it was first done.
FIRST_DONE = """
    WITH RECURSIVE chain AS (
        SELECT id AS tip, id, undoes_id, number FROM ground_act tip
        WHERE who_id = %s AND study_id = %s AND verb = ANY(%s)
              AND NOT EXISTS (SELECT FROM ground_act later WHERE later.undoes_id = tip.id)
        UNION ALL
        SELECT chain.tip, a.id, a.undoes_id, a.number FROM chain JOIN ground_act a ON a.id = chain.undoes_id
    )
    SELECT number, tip FROM chain WHERE undoes_id IS NULL ORDER BY number DESC LIMIT 1
"""
# Of two undoings of one act the later waits and finds the earlier: no row lock, which a view that counts does not take.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))"


class Next(NamedTuple):
    """The acts that the next undo and the next redo would undo, or None."""

    undo: Act | None
    redo: Act | None


def next_acts(study: Study, *, by) -> Next:
    """What Ctrl+Z and Ctrl+Shift+Z reach for: one's own latest act here, and the latest undoing since.

    An act on what has been erased since is passed over: its rows are on record no more.
    """
    mine = Act.objects.filter(Exists(Event.objects.filter(act=OuterRef("pk"))), who=by, study_id=study.pk)
    tips = mine.exclude(Exists(Act.objects.filter(undoes=OuterRef("pk")))).order_by("-number")
    done = tips.filter(verb__in=DONE).first()
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DONE, [by.pk, study.pk, list(REDONE)])
        number, tip = cursor.fetchone() or (0, None)
    redone = tip and (done is None or number > done.number)
    undone = tips.filter(verb__in=UNDONE).first()
    newest = mine.filter(verb__in=DONE).order_by("-number").first()
    stale = undone is None or (newest is not None and newest.number > undone.number)
    return Next(mine.get(pk=tip) if redone else done, None if stale else undone)


def undo(study: Study, *, by, act_id: uuid.UUID) -> tuple[Act, bool]:
    """Undo one's own act, or redo it by undoing its undoing. Returns the new act and whether it is new.

    Undoing the same act again gives the act that undid it. Raises Act.DoesNotExist where the study has no such act,
    PermissionDenied for another's, and Conflict naming who did what and when where a later act is in the way.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME, [act_id])
        done = Act.objects.get(pk=act_id, study_id=study.pk)
        if done.who_id != by.pk:
            raise PermissionDenied(_("Only the person who did it can undo it."))
        if done.verb not in CAN_BE_UNDONE:
            raise Conflict(_("This cannot be undone here."), "not_undoable")
        if before := done.undone_by.first():
            return before, False
        return Act.objects.get(pk=_undo(done, study, by).pk), True


def _undo(done: Act, study: Study, by) -> Act:
    noun, verb = done.verb.split(".")
    if done.verb in OF_TEXTS:
        return take_back(done, study, by=by)
    events = list(done.events.exclude(relation=FOLLOWS).order_by("-id"))
    if not events:
        raise _not_on_record()
    _hold(events)
    _unless_in_the_trash(events)
    _unless_built_on(done, study, by, events)
    codes = _own_codes(events, study, by)
    try:
        with act(by, f"{noun}.{'redo' if verb == 'undo' else 'undo'}", study, undoes=done) as undoing:
            carried = Carrying(events)
            for event in events:
                _revert(event, carried)
            settle(study, codes)
    except IntegrityError as error:
        raise Conflict(_("Equal content stands there by now. Remove that first."), "already_coded") from error
    except ValidationError as error:
        raise Conflict(" ".join(error.messages), "in_the_way") from error
    return undoing


def _hold(events: list[Event]) -> None:
    """Lock the rows, always in the same order: nobody writes to them, or points a memo at them, until we are done."""
    for relation, model in TABLES.items():
        ids = {event.row_id for event in events if event.relation == relation}
        list(model.objects.select_for_update(of=["self"]).filter(pk__in=ids).order_by("pk").values_list("pk"))


def _unless_in_the_trash(events: list[Event]) -> None:
    """What is out of reach is not changed, by undoing either."""
    for model in (Coding, Link):
        ids = {event.row_id for event in events if event.relation == model._meta.db_table}
        if model.objects.filter(pk__in=ids, passage__transcript__interview__trashed_at__isnull=False).exists():
            raise Conflict(_("This stands in an interview in the trash. Bring the interview back first."), "deleted")


def _unless_built_on(done: Act, study: Study, by, events: list[Event]) -> None:
    """Raises Conflict naming the first row in the way, where the act changed several, and what was done to it."""
    if (obstacle := obstacles([done]).get(done.pk)) is None:
        return
    message, later = obstacle.words(by=by, study=study), obstacle.act
    if len(events) > 1 and (place := place_of(obstacle.relation, obstacle.row)):
        message = f"{place}: {message}"
    current = {
        "act": str(later.pk),
        "verb": later.verb,
        "who": later.who.username,
        "at": later.at.isoformat(),
        "row": str(obstacle.row),
    }
    raise Conflict(message, "in_the_way", current)


def _own_codes(events: list[Event], study: Study, by) -> list[uuid.UUID]:
    """The codes among the rows. Raises PermissionDenied where one's role has changed since."""
    codes = Code.objects.filter(pk__in=[event.row_id for event in events if event.relation == Code._meta.db_table])
    for code in codes:
        require_to_change(code, study, by=by)
    return [code.pk for code in codes]


def _revert(event: Event, carried: Carrying) -> None:
    model = TABLES.get(event.relation)
    if model is None or event.after is None or "id" not in event.after:
        raise _not_on_record()
    with connection.cursor() as cursor:
        columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if not f.primary_key)
        statement = REVERT.format(table=model._meta.db_table, columns=columns)
        as_left = json.dumps(carried.as_left(event))
        cursor.execute(statement, [json.dumps(_former(event, carried)), event.row_id, as_left])
        if cursor.rowcount == 0:
            raise _not_on_record()


def _former(event: Event, carried: Carrying) -> dict:
    ended = "retired_at" if event.relation == Code._meta.db_table else "trashed_at"
    former = carried.former(event) or carried.as_left(event) | {ended: timezone.now().isoformat()}
    is_approved_again = former.get("status") == Status.APPROVED != event.after["status"]
    if is_approved_again and (carried.since(event).get("recheck") or _is_sealed(event)):
        former = former | {"status": Status.SUBMITTED}
    return former


def _is_sealed(event: Event) -> bool:
    """Whether a sign-off or an adjudication has come since, anybody's."""
    with blind.lifted():
        done = Act.objects.filter(pk=event.act_id)
        return Act.objects.filter(
            SEALS, study_id=done.values("study_id")[:1], number__gt=done.values("number")[:1]
        ).exists()


def _not_on_record() -> Conflict:
    return Conflict(_("What this act did is no longer on record, so it cannot be undone."), "not_undoable")
