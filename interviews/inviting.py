"""Inviting somebody by a link that works without a mail server, and coming in by it."""

from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone

from ground.acts import act
from ground.keys import digest_of, new_key
from interviews.membership import add_member_once
from interviews.models import Invitation, Membership, Study


def invite(study: Study, *, by, role: str, note: str = "", days: int = 7) -> tuple[Invitation, str]:
    """Make an invitation for one person. Returns it with its key, which cannot be read again."""
    key = new_key()
    expires = timezone.now() + timedelta(days=days)
    made = {"study": study, "role": role, "note": note, "by": by, "expires_at": expires}
    return Invitation.objects.create(**made, digest=digest_of(key)), key


def invited_by(key: str) -> Invitation | None:
    """The invitation that a key opens, while it does."""
    found = Invitation.objects.open().filter(digest=digest_of(key))
    return found.select_related("study", "by").first()


def accept(invitation: Invitation, *, by) -> Membership | None:
    """Make `by` a member; of two who come at once by the same link one does. None for the other.

    Raises Conflict for someone who is a member with another role: an invitation takes no role away.
    """
    with act(by, "member.join", invitation.study):
        mine = Invitation.objects.open().filter(pk=invitation.pk).update(used_at=Now(), used_by=by)
        return add_member_once(invitation.study, by=by, user=by, role=invitation.role)[0] if mine else None


def take_back(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(revoked_at=Now())
