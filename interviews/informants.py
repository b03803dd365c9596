"""Informants' verbs: who was interviewed, for which actor, with which consent."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import refuse
from ground.once import found_again
from interviews.models import Informant, Study

CONTENT = ("code", "actor_id", "role_label", "consent", "consent_on", "note", "study_id", "created_by_id")


def as_counted(informant: Informant) -> list:
    """What to sort by, so that B2 stands before B10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", informant.code)]


def add_informant(study: Study, *, by, **fields) -> Informant:
    """Add an informant. Raises ValidationError naming the field: a code that is taken, an actor of another study."""
    return add_informant_once(study, by=by, **fields)[0]


def add_informant_once(study: Study, *, by, id: uuid.UUID | None = None, **fields) -> tuple[Informant, bool]:
    """Add an informant under an id the client chose. Returns it and whether it is new.

    Raises as `add_informant`, and what `found_again` raises for an id that is there already.
    """
    informant = Informant(id=id or uuid.uuid4(), study=study, created_by=by, **fields)
    _check(informant, validate_unique=False, validate_constraints=False)
    try:
        with act(by, "informant.add", study):
            informant.save(force_insert=True)
    except IntegrityError as error:
        return _there_already(informant, error, by), False
    return informant, True


def _there_already(informant: Informant, error: IntegrityError, by) -> Informant:
    try:
        return found_again(informant, error, visible=Informant.objects.visible_to(by), content=CONTENT)
    except IntegrityError:
        raise _code_is_taken(informant) from error


def _code_is_taken(informant: Informant) -> ValidationError:
    return refuse("code", _("This study has an informant {code} already.").format(code=informant.code))


def change_informant(informant: Informant, *, by, **changes) -> Informant:
    for field, value in changes.items():
        setattr(informant, field, value)
    _check(informant)
    try:
        with act(by, "informant.change", informant.study):
            informant.save()
    except IntegrityError as error:
        raise _code_is_taken(informant) from error
    return informant


def withdraw_consent(informant: Informant, *, by, on=None) -> Informant:
    """Take everything the informant said out of every summary from now on."""
    return change_informant(
        informant, by=by, consent=Informant.Consent.WITHDRAWN, consent_on=on or timezone.localdate()
    )


def _check(informant: Informant, **without) -> None:
    informant.full_clean(exclude=["created_by", "study"], **without)
    if informant.actor is not None and informant.actor.study_id != informant.study_id:
        raise refuse("actor", _("Choose an actor of this study."))
