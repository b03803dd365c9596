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
from reports.staleness.grounds import digest

TOLD = ("informant_id", "what", "sent_on", "answer", "answered_on", "said", "effect")
CONTENT = (*TOLD, "created_by_id")


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


def version_of(check: MemberCheck) -> str:
    """What a form remembers of the check that it was opened on; without the words of who has withdrawn."""
    hidden = {"said"} if check.informant.has_withdrawn else set()
    return digest([str(check.pk), *(str(getattr(check, name)) for name in TOLD if name not in hidden)])[:32]


def change_member_check(found: MemberCheck, *, by, seen: str | None = None, **told) -> MemberCheck:
    """Change fields of a member check.

    `seen` is `version_of` what was read before. Raises ValidationError naming the field, and Conflict with the check as
    it is: `deleted` for one that was removed, `changed` where somebody else has changed it since.
    """
    with act(by, "check.change", found.study):
        held = _held(found, seen)
        if held.trashed_at is not None:
            raise Conflict(_("This was removed. Restore it, or send it with a new id."), "deleted", held)
        for name, value in told.items():
            setattr(held, name, value)
        _check(held)
        held.save(update_fields=list(told))
    return held


def remove_member_check(found: MemberCheck, *, by, seen: str | None = None) -> None:
    """Take a member check away; it stays on record. Doing it twice is doing it once.

    Raises Conflict `changed` where it is not what `seen` says was read before.
    """
    with act(by, "check.remove", found.study):
        _held(found, seen)
        MemberCheck.objects.filter(pk=found.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())


def _held(found: MemberCheck, seen: str | None) -> MemberCheck:
    held = MemberCheck.objects.select_for_update(of=("self",)).select_related("informant").get(pk=found.pk)
    if held.trashed_at is None and seen not in (None, version_of(held)):
        raise Conflict(_("Someone else has changed this since you opened it."), "changed", held)
    return held


def _check(made: MemberCheck) -> None:
    made.full_clean(exclude=["study", "informant", "created_by"], validate_unique=False)
