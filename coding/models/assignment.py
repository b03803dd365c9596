"""Who codes which interview, by when, and the phases in which coders do not see each other's work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.models import Tracked
from ground.names import shows_itself
from interviews.models import Interview, OfStudy, Study


class Phase(Tracked):
    """A round of coding in which those who code in it are blind: open until someone closes it."""

    class Units(models.TextChoices):
        FREE = "free", _("Free passages: each coder chooses where a passage begins and ends")
        TURNS = "turns", _("Fixed passages: each turn of an informant is coded as a whole")

    study = models.ForeignKey(Study, models.CASCADE, related_name="phases")
    number = models.PositiveIntegerField(_("Round"))
    name = models.CharField(_("Name"), max_length=120, blank=True, validators=[shows_itself])
    units = models.CharField(_("What is coded"), max_length=5, choices=Units, default=Units.FREE)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    # Everybody knows that a phase is open and when it was; who codes in it and how far they are is in the assignments.
    seen_blind = ""

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="phase_number_once_per_study"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="phase_is_closed_by_someone",
            ),
        ]
        ordering = ["number"]

    def __str__(self):
        return self.name or str(self.number)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Assignment(Tracked):
    """One interview that one person is to code; in a phase, blind to what the others make of it."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="assignments")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="assignments")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="assignments")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    due = models.DateField(_("Until"), null=True, blank=True)
    seed = models.BigIntegerField(null=True, help_text="Of the sample that it was drawn with.")
    seen_before = models.PositiveIntegerField(
        null=True,
        help_text="Codings and links of others on the interview that the coder could read as the phase began.",
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, help_text="When the coder said that the interview is coded.")

    objects = OfStudy.as_manager()
    seen_blind = "coder_id = blind.reader()"

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "interview", "coder"], nulls_distinct=False, name="assignment_once_per_coder"
            )
        ]
        ordering = ["interview__position", "interview__code", "made_at", "id"]

    def __str__(self):
        return f"{self.interview_id} {self.coder_id}"
