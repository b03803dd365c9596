"""Who belongs to a study: adding people, changing their role, letting them go."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import refuse
from interviews.models import Membership, Role, Study


def add_member(study: Study, *, by, user, role: str) -> Membership:
    """Give `user` a role; one who has a role already gets this one. A study keeps at least one owner."""
    with act(by, "member.add", study):
        membership = Membership.objects.select_for_update().filter(study=study, user=user).first()
        if membership is None and (membership := _insert(study, user, role)) is not None:
            return membership
        return change_role(membership or Membership.objects.get(study=study, user=user), by=by, role=role)


def _insert(study: Study, user, role: str) -> Membership | None:
    """The new membership, or None where someone else has added the person in this very moment."""
    try:
        with transaction.atomic():
            return Membership.objects.create(study=study, user=user, role=role)
    except IntegrityError:
        return None


def change_role(membership: Membership, *, by, role: str) -> Membership:
    with act(by, "member.change", membership.study):
        if role != Role.OWNER:
            _keep_an_owner(membership)
        membership.role = role
        membership.save()
    return membership


def remove_member(membership: Membership, *, by) -> None:
    """End a membership. What the person wrote stays, under their name."""
    with act(by, "member.remove", membership.study):
        _keep_an_owner(membership)
        membership.delete()


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.select_for_update().filter(study=membership.study, role=Role.OWNER)
    if [owner.pk for owner in owners] == [membership.pk]:
        raise refuse("role", _("A study needs an owner: make someone else owner first."))
