"""Creating a row under an id that the client chose: sent again it is found, and not made again."""

import json
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _

from ground import blind
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Event


def found_again(row, error: Conflict | IntegrityError, *, visible, content: Iterable[str]):
    """The row that has this id already, where it was created with the same `content` (names of columns).

    `visible` is a queryset of what the caller may see. Raises Http404 for an id out of reach, Conflict `deleted` for a
    row in the trash, Conflict `differs` for one created with other content, and `error` where no row has the id: then
    it is not the id that collided.
    """
    known = visible.filter(pk=row.pk).first()
    if known is None:
        with blind.lifted():
            out_of_reach = type(row)._base_manager.filter(pk=row.pk).exists()
        if out_of_reach:
            raise Http404
        raise error
    if getattr(known, "trashed_at", None) is not None:
        raise Conflict(_("This was removed. Restore it, or send it with a new id."), "deleted", known)
    born = birth(row)
    created = born.after if born else plain(vars(known))
    if any(created[name] != value for name, value in plain({name: getattr(row, name) for name in content}).items()):
        raise differs(known)
    return known


def differs(known) -> Conflict:
    return Conflict(_("This id was created with other content. Send it with a new id."), "differs", known)


def birth(row) -> Event | None:
    """The event that made the row, if it is on record."""
    relation = type(row)._meta.db_table
    born = Event.objects.filter(row_id=row.pk, relation=relation, before__isnull=True)
    return born.order_by("id").first()


def plain(values: dict) -> dict:
    """Values as they stand in an event: ids and dates as text."""
    known = {name: value for name, value in values.items() if not name.startswith("_")}
    return json.loads(json.dumps(known, cls=DjangoJSONEncoder))


def insert_once(row, *, by, study, verb: str, visible, content: Iterable[str], taken: Exception, then=None):
    """Insert a row of a study as one act, with what `then` does. Returns the row and whether it is new.

    Raises what `found_again` raises for an id that is there already, and `taken` where another key collides.
    """
    try:
        with act(by, verb, study):
            row.save(force_insert=True)
            if then is not None:
                then()
    except IntegrityError as error:
        try:
            return found_again(row, error, visible=visible, content=content), False
        except IntegrityError:
            raise taken from error
    return row, True
