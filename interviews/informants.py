"""Informants' verbs: who was interviewed, for which actor, with which consent."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import refuse
from interviews.models import Informant, Study


def add_informant(study: Study, *, by, **fields) -> Informant:
    """Add an informant. Raises ValidationError naming the field: a code that is taken, an actor of another study."""
    informant = Informant(study=study, created_by=by, **fields)
    _check(informant)
    with act(by, "informant.add", study):
        informant.save(force_insert=True)
    return informant


def change_informant(informant: Informant, *, by, **changes) -> Informant:
    for field, value in changes.items():
        setattr(informant, field, value)
    _check(informant)
    with act(by, "informant.change", informant.study):
        informant.save()
    return informant


def withdraw_consent(informant: Informant, *, by, on=None) -> Informant:
    """Take everything the informant said out of every summary from now on."""
    return change_informant(
        informant, by=by, consent=Informant.Consent.WITHDRAWN, consent_on=on or timezone.localdate()
    )


def _check(informant: Informant) -> None:
    informant.full_clean(exclude=["created_by", "study"])
    if informant.actor is not None and informant.actor.study_id != informant.study_id:
        raise refuse("actor", _("Choose an actor of this study."))
