"""A key with which a program acts for a person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ground.keys import digest_of, new_key
from ground.names import shows_itself


class TokenQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user)

    def valid(self):
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=Now()), revoked_at__isnull=True)


class ApiToken(models.Model):
    """Named, scoped and expiring. Its key is kept as its digest only: see `ground.keys`."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        EXPORT = "export", _("Read and export")
        WRITE = "write", _("Read, export and write")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("Name"), max_length=80, validators=[shows_itself])
    scope = models.CharField(_("Scope"), max_length=6, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("Expires"))
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    def __str__(self):
        return self.name

    @classmethod
    def issue(cls, *, owner, name: str, scope: str, expires_at) -> tuple["ApiToken", str]:
        """Make a token; returns it with its key, which cannot be read again."""
        key = new_key("coprod_")
        return cls.objects.create(
            owner=owner, name=name, scope=scope, expires_at=expires_at, digest=digest_of(key)
        ), key
