"""Rounds: how alike the coders of a blind phase judged, as it was when the phase closed."""

from django.db import models
from django.utils import timezone

from coding.models import CodebookVersion, Phase
from ground.models import Tracked
from interviews.models import Study


class OfPhase(models.QuerySet):
    """Rows that hang on a study by their phase."""

    def visible_to(self, user):
        return self.filter(phase__study__in=Study.objects.visible_to(user))

    def of_study(self, study):
        return self.filter(phase__study=study)


class Round(Tracked):
    """The figures of one phase. They stay as they are, whatever is coded or decided later.

    `figures` hold the coefficients of each variable and, under `counts`, how often each row of ratings occurred:
    anyone can compute the figures, and with `seed` the intervals, anew. `input_hash` is that of everything that was
    rated, `codebook_version` the codebook as the phase closed.
    """

    phase = models.OneToOneField(Phase, models.CASCADE, related_name="round")
    codebook_version = models.ForeignKey(CodebookVersion, models.PROTECT, null=True, related_name="+")
    input_hash = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    figures = models.JSONField()
    intervals = models.JSONField(null=True, help_text="By variable and coefficient; null until they are computed.")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = OfPhase.as_manager()
    seen_blind = "false"

    class Meta(Tracked.Meta):
        ordering = ["phase__number", "id"]

    def __str__(self):
        return str(self.phase)
