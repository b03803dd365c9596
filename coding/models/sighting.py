"""Who opened others' work while it was coded blind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coding.models.assignment import Phase
from ground.models import Tracked
from interviews.models import Interview, Study


class OfOpenPhase(models.QuerySet):
    def visible_to(self, user):
        return self.filter(phase__study__in=Study.objects.visible_to(user))

    def of_study(self, study):
        return self.filter(phase__study=study)


class Sighting(Tracked):
    """In one hour, someone who did not read blind opened what shows the work of a phase. What it said is not kept."""

    class Door(models.TextChoices):
        INTERVIEW = "interview", _("An interview with its codings")
        LISTS = "lists", _("Codings, memos, review, history or progress")
        AGREEMENT = "agreement", _("Agreement or disputes")
        SUMMARY = "summary", _("A summary")
        FILE = "file", _("A file")

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="sightings")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    door = models.CharField(max_length=9, choices=Door)
    interview = models.ForeignKey(Interview, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(help_text="The hour in which it was, by its beginning.")

    objects = OfOpenPhase.as_manager()
    seen_blind = "who_id = blind.reader()"

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "who", "door", "interview", "at"], nulls_distinct=False, name="sighting_once_an_hour"
            )
        ]
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.who_id} {self.door}"
