"""What coding and linking have in common: storing once, changing one's own, taking out and putting back."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from coding.models import Coding, Judgement, Link, Review, Status
from coding.places import Place, check_unit, corrected, find_place, keep_passage, newest_of
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.inserting import insert
from ground.models import Event
from ground.trash import put_in_trash, take_from_trash
from interviews.models import Study

OWN = object()
"""Says: about the actor of whoever speaks."""
REOPENED = (Status.SUBMITTED, Status.APPROVED)


def judgements(study: Study, ids: Iterable[uuid.UUID]) -> list[Judgement]:
    """The study's codings and links of these ids, also those in the trash; in no order."""
    ids = list(ids)
    return [row for model in (Coding, Link) for row in model.objects.of_study(study).filter(pk__in=ids)]


def key(row_or_id):
    """The id of a row; an id, or None, is its own."""
    return getattr(row_or_id, "pk", row_or_id)


def store(row: Judgement, place: Place, *, study: Study, verb: str, content: tuple[str, ...]) -> tuple[Judgement, bool]:
    """Insert a judgement and, if need be, its passage, as one act. Returns the row and whether it is new.

    Sending the same again changes nothing and gives the row as it is now. `content` names the columns that make two
    requests the same. Raises Conflict `differs` where the id was created with other content, `deleted` where the row is
    in the trash, `already_coded` where the coder has said the same of this passage under another id; Http404 where
    the id belongs to a row out of reach.
    """
    row.passage_id = place.passage
    try:
        with act(row.coder, verb, study):
            row.passage = keep_passage(place)
            insert(row)
    except (Conflict, IntegrityError) as error:
        return _already(row, study, content, error), False
    return row, True


def _already(row: Judgement, study: Study, content: tuple[str, ...], error: Exception) -> Judgement:
    model = type(row)
    with blind.lifted():
        known = model.objects.filter(pk=row.pk).first()
    if known is None:
        raise (isinstance(error, IntegrityError) and said_before(row)) or error
    if not model.objects.visible_to(row.coder).of_study(study).filter(pk=row.pk).exists():
        raise Http404
    if known.trashed_at is not None:
        raise Conflict(_("This was removed. Restore it, or send it with a new id."), "deleted", known)
    created = _as_created(known)
    if any(_plain(created[name]) != _plain(getattr(row, name)) for name in content):
        raise Conflict(_("This id was created with other content. Send it with a new id."), "differs", known)
    return known


def _as_created(row: Judgement) -> dict:
    """What the row held when it was created, whatever was changed since; as it is now where that is not on record."""
    born = Event.objects.filter(row_id=row.pk, before__isnull=True).order_by("id").first()
    return born.after if born and "passage_id" in born.after else vars(row)


def _plain(value):
    return str(value) if isinstance(value, uuid.UUID) else value


@cache
def said_once(model: type[Judgement]) -> tuple[str, ...]:
    """The columns by which a coder says a thing once: the database takes no second live row of the same."""
    unique = next(constraint for constraint in model._meta.constraints if constraint.name.endswith("once_per_coder"))
    return tuple(model._meta.get_field(name).attname for name in unique.fields)


def said_before(row: Judgement) -> Conflict | None:
    """The conflict with the live row by which the same coder has said the same; None where there is none."""
    names = said_once(type(row))
    same = {name: getattr(row, name) for name in names if getattr(row, name) is not None}
    same |= {f"{name}__isnull": True for name in names if getattr(row, name) is None}
    known = type(row).objects.live().filter(**same).exclude(pk=row.pk).first()
    return known and Conflict(_("You have already coded this passage that way."), "already_coded", known)


@contextmanager
def own(row: Judgement, *, by) -> Iterator[Judgement]:
    """The row as it is now, held until the end of the block; only its coder may touch it.

    Raises PermissionDenied for anyone else, and Conflict `superseded` where an adjudication has replaced it, `settled`
    where it is what an adjudication made.
    """
    with transaction.atomic():
        held = type(row).objects.select_for_update(of=["self"]).get(pk=row.pk)
        if held.coder_id != by.pk:
            raise PermissionDenied(_("Only its coder changes a coding. Ask for a revision instead."))
        if held.status == Status.SUPERSEDED:
            raise Conflict(_("An adjudication has replaced this. It stays as it was."), "superseded", held)
        if held.reviews.filter(decision=Review.Decision.SETTLE).exists():
            raise Conflict(_("An adjudication made this. Reopen the decision to make another."), "settled", held)
        yield held


def save_change(row: Judgement, before: dict, *, by, study: Study, verb: str) -> list[str]:
    """Store what differs from `before` and return its columns; reviewed rows go back to the reviewer."""
    changed = [name for name, value in before.items() if getattr(row, name) != value]
    if not changed:
        return []
    if row.status in REOPENED:
        row.status = Status.SUBMITTED
    try:
        with act(by, verb, study):
            row.save(update_fields=[*changed, "status", "recheck"])
    except IntegrityError as error:
        raise said_before(row) or error from error
    return changed


def point(row: Judgement, study: Study, changes: dict) -> None:
    """Apply the changes to start, end and speaker; a pick of who speaks that the new span does not need is dropped.

    The ends are of the newest text, to which a row that a correction has left behind comes with both. Raises Conflict
    `newer_version` where `transcript`, the text that they were read from, or that of an end that stays, is older.
    """
    if not {"start", "end", "speaker"} & set(changes):
        return
    passage = row.passage
    start, end = changes.get("start", passage.start), changes.get("end", passage.end)
    read_from = key(changes.get("transcript")), None if {"start", "end"} <= set(changes) else passage.transcript_id
    place = find_place(study, newest_for(row, *read_from), start, end)
    check_unit(place)
    row.passage, row.recheck = keep_passage(place), False
    if "speaker" in changes:
        row.speaker_id = pick(place, key(changes["speaker"]))
    elif not place.is_shared or row.speaker_id not in {voice.speaker for voice in place.voices}:
        row.speaker_id = None


def newest_for(row: Judgement, *read_from: uuid.UUID | None) -> uuid.UUID:
    """The newest version of the row's text. Raises Conflict `newer_version` where a text that was read is another."""
    newest = newest_of(row.passage.transcript_id)
    if set(read_from) - {newest, None}:
        raise corrected()
    return newest


def pick(place: Place, speaker: uuid.UUID | None) -> uuid.UUID | None:
    """What is stored of a pick: nothing where one informant speaks alone, for then the text says who."""
    voice = place.voice(speaker)
    return voice.speaker if voice and place.is_shared else None


def remove(row: Judgement, *, by, study: Study, verb: str) -> Judgement:
    """Take the row to the trash. Doing it again changes nothing."""
    with own(row, by=by) as held:
        put_in_trash(held, by=by, verb=verb, study=study)
    return held


def restore(row: Judgement, *, by, study: Study, verb: str) -> Judgement:
    """Take the row out of the trash. Raises Conflict where the coder has meanwhile said the same anew."""
    try:
        with own(row, by=by) as held:
            take_from_trash(held, by=by, verb=verb, study=study)
    except IntegrityError as error:
        raise said_before(row) or error from error
    return held


def live(row: Judgement) -> None:
    """Raises Conflict `deleted` for a row in the trash."""
    if row.trashed_at is not None:
        raise Conflict(_("This was removed. Restore it first."), "deleted", row)


def check_choice(field: str, value, choices: list) -> None:
    """Raises ValidationError naming the field unless `value` is one of `choices`."""
    if value not in choices:
        raise refuse(field, _("Choose one of: {choices}.").format(choices=", ".join(choices)))
