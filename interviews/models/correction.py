"""A corrected text on its way in: kept between writing it and saying what becomes of the codings."""

import uuid

from django.conf import settings
from django.db import models

from ground.names import shows_itself
from interviews.importing import Parsed, ParsedTurn
from interviews.models.interview import Transcript
from interviews.models.study import Study


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(by=user, transcript__interview__study__in=Study.objects.visible_to(user))


class Correction(models.Model):
    """Seen by the one who writes it, gone when saved or discarded. `transcript` is the version that it corrects."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    turns = models.JSONField(help_text="Start, end, label, and times in milliseconds of each.")
    source_name = models.CharField(max_length=255, validators=[shows_itself])
    source_format = models.CharField(max_length=10)
    dropped = models.JSONField(default=list)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CorrectionQuerySet.as_manager()
    seen_blind = "by_id = blind.reader()"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transcript", "by"], name="correction_once_per_person")]

    def __str__(self):
        return self.source_name

    @property
    def parsed(self) -> Parsed:
        """As it was read, but for what was dropped."""
        turns = [ParsedTurn(*turn) for turn in self.turns]
        return Parsed(self.text, turns, [], self.source_format)
