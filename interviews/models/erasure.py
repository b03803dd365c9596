"""What remains of what was erased for good: that it was, by whom, when, and how much of it there was."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from interviews.models.study import OfStudy, Study


class Erasure(Tracked):
    """One interview, informant or study that is gone. It holds its id and its code, and no word of it.

    Of a study that was erased itself there is nothing left to belong to: `study` is empty.
    """

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        INFORMANT = "informant", _("Informant")
        STUDY = "study", _("Study")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    study = models.ForeignKey(Study, models.CASCADE, null=True, related_name="erasures")
    kind = models.CharField(_("What"), max_length=9, choices=Kind)
    row = models.UUIDField(help_text="The id that it had.")
    name = models.CharField(_("Code"), max_length=60)
    counts = models.JSONField(help_text="How many rows of each kind went with it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfStudy.as_manager()
    seen_blind = "by_id = blind.reader()"

    class Meta(Tracked.Meta):
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.kind} {self.name}"


class ErasedFile(models.Model):
    """A file of what was erased, listed in the same transaction: whatever happens after it, the file is deleted."""

    name = models.CharField(max_length=255)

    def __str__(self):
        return self.name
