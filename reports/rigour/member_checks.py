"""Member checks: what was sent back to an informant, what they answered, and what followed from it."""

import uuid

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict
from ground.once import found_again
from interviews.models import Informant, Study
from reports.models import MemberCheck

CONTENT = ("informant_id", "what", "sent_on", "answer", "answered_on", "said", "effect", "created_by_id")


def checks_of(study: Study):
    """Those that were not removed, informant by informant."""
    return MemberCheck.objects.of_study(study).filter(trashed_at__isnull=True).select_related("informant")


def add_member_check(
    study: Study, *, by, informant: Informant, id: uuid.UUID | None = None, **told
) -> tuple[MemberCheck, bool]:
    """Record what was sent back to an informant. Returns the check and whether it is new.

    `told` are fields of a member check. Raises ValidationError naming the field, and what `found_again` raises for an
    id that is there already.
    """
    made = MemberCheck(id=id or uuid.uuid4(), study=study, informant=informant, created_by=by, **told)
    _check(made)
    try:
        with act(by, "check.add", study):
            made.save(force_insert=True)
    except IntegrityError as error:
        return found_again(made, error, visible=MemberCheck.objects.visible_to(by), content=CONTENT), False
    return made, True


def change_member_check(found: MemberCheck, *, by, **told) -> MemberCheck:
    """Change fields of a member check. Raises ValidationError naming the field, Conflict for one that was removed."""
    with act(by, "check.change", found.study):
        held = MemberCheck.objects.select_for_update(of=("self",)).select_related("informant").get(pk=found.pk)
        if held.trashed_at is not None:
            raise Conflict(_("This was removed. Restore it, or send it with a new id."), "deleted", held)
        for name, value in told.items():
            setattr(held, name, value)
        _check(held)
        held.save(update_fields=list(told))
    return held


def remove_member_check(found: MemberCheck, *, by) -> None:
    """Take a member check away; it stays on record. Doing it twice is doing it once."""
    with act(by, "check.remove", found.study):
        MemberCheck.objects.filter(pk=found.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())


def _check(made: MemberCheck) -> None:
    made.full_clean(exclude=["study", "informant", "created_by"], validate_unique=False)
