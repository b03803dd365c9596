"""A link that opens a study to whoever is given it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ground.names import shows_itself
from interviews.models.study import Membership, OfStudy, Role, Study


class InvitationQuerySet(OfStudy):
    def open(self):
        """Not used, taken back or expired; its study is there, and who invited still governs it."""
        owners = Membership.objects.filter(study=models.OuterRef("study"), user=models.OuterRef("by"), role=Role.OWNER)
        return self.filter(
            models.Exists(owners), used_at=None, revoked_at=None, expires_at__gt=Now(), study__trashed_at=None
        )


class Invitation(models.Model):
    """Good for one person, for some days. Its key is kept as its digest only: see `ground.keys`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="invitations")
    role = models.CharField(_("Role"), max_length=10, choices=Role)
    note = models.CharField(_("For whom"), max_length=80, blank=True, validators=[shows_itself])
    digest = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.study} ({self.get_role_display()})"
