"""Undo and redo of one's own acts: a new act of the inverse rows, however long ago the act was.

An act is undone at most once; to redo is to undo the undoing. What an act created goes to the trash, what it changed
gets its former columns back, from the events that the database kept.
"""

import json
import uuid
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import Coding, Link, Memo, Status
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Act, Event
from interviews.models import Study

TABLES = {model._meta.db_table: model for model in (Coding, Link, Memo)}
NOUNS = ("coding", "link", "memo")
DONE = tuple(f"{noun}.{verb}" for noun in NOUNS for verb in ("create", "write", "change", "remove", "restore"))
DONE += ("coding.submit", "coding.withdraw")
UNDONE = tuple(f"{noun}.undo" for noun in NOUNS)
REDONE = tuple(f"{noun}.redo" for noun in NOUNS)
SEALS = Q(verb__startswith="signoff.") | Q(verb__startswith="adjudication.")

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


class Next(NamedTuple):
    """The acts that the next undo and the next redo would undo, or None."""

    undo: Act | None
    redo: Act | None


def next_acts(study: Study, *, by) -> Next:
    """What Ctrl+Z and Ctrl+Shift+Z reach for: one's own latest act here, and the latest undoing since."""
    mine = Act.objects.filter(who=by, study_id=study.pk)
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
        done = Act.objects.select_for_update(of=["self"]).get(pk=act_id, study_id=study.pk)
        if done.who_id != by.pk:
            raise PermissionDenied(_("Only the person who did it can undo it."))
        if done.verb not in DONE + UNDONE + REDONE:
            raise Conflict(_("This cannot be undone here."), "not_undoable")
        if before := done.undone_by.first():
            return before, False
        return Act.objects.get(pk=_undo(done, study, by).pk), True


def _undo(done: Act, study: Study, by) -> Act:
    noun, verb = done.verb.split(".")
    sealed = Act.objects.filter(SEALS, study_id=study.pk, number__gt=done.number).exists()
    try:
        with act(by, f"{noun}.{'redo' if verb == 'undo' else 'undo'}", study, undoes=done) as undoing:
            for event in done.events.order_by("-id"):
                _revert(event, done, sealed)
    except IntegrityError as error:
        raise Conflict(_("Equal content stands there by now. Remove that first."), "already_coded") from error
    return undoing


def _revert(event: Event, done: Act, sealed: bool) -> None:
    model = TABLES.get(event.relation)
    if model is None or event.after is None or "id" not in event.after:
        raise Conflict(_("What this act did is no longer on record, so it cannot be undone."), "not_undoable")
    if event.before is None:
        _unless_talked_about(event, done)
    with connection.cursor() as cursor:
        columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields if not f.primary_key)
        statement = REVERT.format(table=model._meta.db_table, columns=columns)
        cursor.execute(statement, [_former(event, sealed), event.row_id, json.dumps(event.after)])
        if cursor.rowcount == 0:
            raise _in_the_way(Event.objects.filter(row_id=event.row_id, id__gt=event.id).order_by("-id").first())


def _former(event: Event, sealed: bool) -> str:
    former = event.before or event.after | {"trashed_at": timezone.now().isoformat()}
    if sealed and former.get("status") == Status.APPROVED != event.after["status"]:
        former = former | {"status": Status.SUBMITTED}
    return json.dumps(former)


def _unless_talked_about(event: Event, done: Act) -> None:
    """What another person has written a memo about does not vanish beneath it."""
    about = Q(coding=event.row_id) | Q(link=event.row_id)
    memo = Memo.objects.filter(about, trashed_at__isnull=True).exclude(author=done.who_id).first()
    if memo is not None:
        raise _in_the_way(Event.objects.filter(row_id=memo.pk).order_by("id").first())


def _in_the_way(later: Event | None) -> Conflict:
    if later is None:
        return Conflict(_("What this act did is no longer on record, so it cannot be undone."), "not_undoable")
    in_the_way = Act.objects.select_related("who").get(pk=later.act_id)
    message = _("{who} has worked on this since ({when:%Y-%m-%d %H:%M} UTC). Undo that first.")
    current = {
        "act": str(in_the_way.pk),
        "verb": in_the_way.verb,
        "who": in_the_way.who.username,
        "at": in_the_way.at.isoformat(),
    }
    return Conflict(message.format(who=in_the_way.who, when=in_the_way.at), "in_the_way", current)
