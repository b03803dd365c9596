"""What can be read off a study: the settings it is read under, and summaries that were built."""

from django.conf import settings as project
from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.models import Recorded, Tracked
from interviews.models import OfStudy, Study


class Basis(models.TextChoices):
    OFFICIAL = "official", _("Official: approved codings")
    WORKING = "working", _("Working: approved and submitted codings")


class MethodConfig(Tracked):
    """The settings of the method as a study chose them. A change is a new version; old summaries keep theirs."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="method_configs")
    version = models.PositiveIntegerField()
    settings = models.JSONField(default=dict, help_text="What differs from the defaults, under the method's keys.")
    reason = models.TextField(_("Reason for the change"), blank=True)
    created_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OfStudy.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["study", "version"], name="method_config_version_once")]
        ordering = ["version"]

    def __str__(self):
        return str(self.version)


class Summary(Tracked):
    """What the method says of one state of the evidence. Same evidence, same bytes: it is never changed.

    Its id is that of the job that built it, so that who asked for a summary can follow one address to its end.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="summaries")
    basis = models.CharField(_("Basis"), max_length=8, choices=Basis)
    input_hash = models.CharField(max_length=64)
    config = models.ForeignKey(MethodConfig, models.PROTECT, null=True, related_name="summaries")
    codebook_number = models.PositiveIntegerField(null=True)
    evidence = models.TextField(editable=False)
    result = models.TextField(editable=False)
    built_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfStudy.as_manager()
    seen_blind = "false"

    class Meta:
        # Evidence and result follow from the hash; the event keeps the hash.
        triggers = [Recorded(without=["evidence", "result"])]
        constraints = [models.UniqueConstraint(fields=["study", "input_hash"], name="summary_once_per_evidence")]
        ordering = ["-built_at", "id"]
        verbose_name_plural = "summaries"

    def __str__(self):
        return f"{self.basis} {self.input_hash[:8]}"


class OfSummary(models.QuerySet):
    """Rows that hang on a study by their summary."""

    def visible_to(self, user):
        return self.filter(summary__study__in=Study.objects.visible_to(user))

    def of_study(self, study):
        return self.filter(summary__study=study)
