"""Actors' verbs: the offices, organisations and publics that a study compares."""

import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import refuse
from ground.once import insert_once
from interviews.models import Actor, Study

CONTENT = ("code", "side", "name_id", "name_en", "study_id")


def add_actor_once(study: Study, *, by, id: uuid.UUID | None = None, **fields) -> tuple[Actor, bool]:
    """Add an actor, last in the study's order unless `position` is given. Returns it and whether it is new.

    Raises ValidationError naming the field, and what `found_again` raises for an id that is there already.
    """
    actor = Actor(id=id or uuid.uuid4(), study=study, **fields)
    if "position" not in fields:
        actor.position = (study.actors.aggregate(last=Max("position"))["last"] or 0) + 1
    actor.full_clean(exclude=["study"], validate_unique=False)
    taken = refuse("code", _("This study has an actor {code} already.").format(code=actor.code))
    visible = Actor.objects.visible_to(by)
    return insert_once(actor, by=by, study=study, verb="actor.add", visible=visible, content=CONTENT, taken=taken)


def change_actor(actor: Actor, *, by, **changes) -> Actor:
    """Change side, names or place in the order. The code stays: summaries and citations name it."""
    for field, value in changes.items():
        setattr(actor, field, value)
    actor.full_clean(exclude=["study"])
    with act(by, "actor.change", actor.study):
        actor.save()
    return actor
