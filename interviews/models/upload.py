"""A file on its way in: kept between dropping it on the page and saying who speaks in it."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.functions import Now

from ground.names import shows_itself
from interviews.importing import Columns
from interviews.models.interview import Transcript
from interviews.models.study import Study

UPLOADS = "uploads"


def kept_at(upload: "Upload", _name: str) -> str:
    """Where the file lies; its own name may name a person, so it is in the database only."""
    return f"{UPLOADS}/{upload.pk}"


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(by=user, study__in=Study.objects.visible_to(user))

    def dropped_by(self, user, study):
        """What `user` has dropped on the page of `study` to be interviews; what a program sent is saved without it."""
        return self.visible_to(user).filter(study=study, sent__isnull=True, corrects__isnull=True)


class Upload(models.Model):
    """Seen by the one who uploaded it, gone when saved, discarded or a day old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255, validators=[shows_itself])
    file = models.FileField(upload_to=kept_at)
    size = models.PositiveBigIntegerField()
    columns = models.JSONField(null=True, help_text="Of a table: what its columns hold, as someone said.")
    sent = models.JSONField(
        null=True, encoder=DjangoJSONEncoder, help_text="Of a program: the record that it sent along."
    )
    corrects = models.ForeignKey(
        Transcript, models.CASCADE, null=True, related_name="+", help_text="The text that it takes the place of."
    )
    reading = models.JSONField(null=True, help_text="Of a large file: what a worker has read in it.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UploadQuerySet.as_manager()
    seen_blind = "by_id = blind.reader()"

    class Meta:
        ordering = ["created_at", "name"]

    def __str__(self):
        return self.name

    def read(self) -> bytes:
        with self.file.open("rb") as kept:
            return kept.read()

    @property
    def told(self) -> Columns | None:
        return Columns(*self.columns) if self.columns else None

    def discard(self) -> None:
        self.file.delete(save=False)
        self.delete()

    def use_up(self) -> None:
        """What was in it is saved, in the transaction that is open: the row goes with it, and the file after it."""
        type(self).objects.filter(pk=self.pk).delete()
        transaction.on_commit(lambda: self.file.delete(save=False), robust=True)
