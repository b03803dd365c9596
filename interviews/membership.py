"""Who belongs to a study: adding people, changing their role, letting them go."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from ground.accounts import open_account
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.finding import all_found
from ground.models import User
from interviews.models import Membership, Role, Study

# Written out: whoever opens an interview asks this, and building the query takes longer than its answer.
PEOPLE = """
    SELECT * FROM ground_user WHERE id IN (SELECT user_id FROM interviews_membership WHERE study_id = %s)
    ORDER BY name, username
"""


def people_of(study: Study) -> list[User]:
    """The accounts of the members, by name."""
    return all_found(User, PEOPLE, [study.pk])


def add_member(study: Study, *, by, user, role: str) -> Membership:
    """Give `user` a role; one who has a role already gets this one. A study keeps at least one owner."""
    try:
        return add_member_once(study, by=by, user=user, role=role)[0]
    except Conflict as conflict:
        return change_role(conflict.current, by=by, role=role)


def add_member_once(study: Study, *, by, user, role: str) -> tuple[Membership, bool]:
    """Make `user` a member. Returns the membership and whether it is new.

    Raises Conflict `differs` for someone who is a member with another role.
    """
    try:
        with act(by, "member.add", study):
            return Membership.objects.create(study=study, user=user, role=role), True
    except IntegrityError:
        known = Membership.objects.get(study=study, user=user)
    if known.role != role:
        raise Conflict(_("This person is a member with another role. Change that role."), "differs", known)
    return known, False


def add_newcomer(study: Study, *, by, username: str, role: str, language: str) -> tuple[Membership, str]:
    """Make an account and its owner a member. Returns the membership and the account's first password.

    Raises ValidationError for a username that is taken or that none may have.
    """
    with act(by, "member.add", study):
        user, password = open_account(username, language=language)
        return add_member(study, by=by, user=user, role=role), password


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


def leave(study: Study, *, by) -> None:
    """End one's own membership. Raises ValidationError for the last owner."""
    membership = Membership.objects.get(study=study, user=by)
    with act(by, "member.leave", study):
        _keep_an_owner(membership)
        membership.delete()


def hand_over(study: Study, *, by, to: Membership) -> None:
    """Make another member owner in one's own place; one goes on as a supervisor."""
    with act(by, "study.hand_over", study):
        change_role(to, by=by, role=Role.OWNER)
        change_role(Membership.objects.get(study=study, user=by), by=by, role=Role.SUPERVISOR)


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.select_for_update().filter(study=membership.study, role=Role.OWNER)
    if [owner.pk for owner in owners] == [membership.pk]:
        raise refuse("role", _("A study needs an owner: make someone else owner first."))
