"""The sound or the film of an interview, beside its text."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from ground.names import shows_itself
from interviews.models.interview import Interview, OfInterview

CHECKSUM = RegexValidator(r"^([0-9a-f]{64})?\Z")
LINK = RegexValidator(r"^(https?://[^\s/?#]\S*)?\Z", _("Write an address that begins with https:// or http://."))


def kept_at(recording: "Recording", _name: str) -> str:
    """Where the file lies; its own name may name a person, so it is in the database only."""
    return f"recordings/{recording.pk}"


class Recording(Tracked):
    """One recording: a file that is kept here, or the address of one that is kept elsewhere.

    A row with neither came with a study's file, which carries no sound: its name, size and sum say which it was.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="recordings")
    name = models.CharField(max_length=255, blank=True, validators=[shows_itself])
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    checksum = models.CharField(max_length=64, blank=True, validators=[CHECKSUM], help_text="SHA-256 of the file.")
    file = models.FileField(upload_to=kept_at, blank=True, db_default="")
    link = models.CharField(_("Address of the recording"), max_length=500, blank=True, validators=[LINK])
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfInterview.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["interview"], condition=Q(trashed_at__isnull=True), name="recording_once_per_interview"
            ),
            models.CheckConstraint(condition=Q(file="") | Q(link=""), name="recording_is_a_file_or_a_link"),
        ]
        ordering = ["created_at", "id"]

    def __str__(self):
        return self.name or self.link

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")
