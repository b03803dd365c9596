"""Who stands by a summary, and where a supervisor reads it otherwise."""

from django.conf import settings as project
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.models import Recorded, Tracked
from interviews.models import OfStudy, Study
from reports.models.summary import OfSummary, Summary


class SignOff(Tracked):
    """A supervisor's name and date under one summary, and so under one state of the evidence.

    `record` is the state that was signed, as canonical JSON: settings, codebook, people, counts and overrides; what
    was signed before records were kept has none. `sha256` is its hash.
    """

    summary = models.ForeignKey(Summary, models.CASCADE, related_name="sign_offs")
    signed_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(_("Note"), blank=True, validators=[ProhibitNullCharactersValidator()])
    signed_at = models.DateTimeField(default=timezone.now)
    record = models.TextField(editable=False, null=True)  # noqa: DJ001  None: there is no record, not an empty one
    sha256 = models.CharField(max_length=64, editable=False, null=True)  # noqa: DJ001  None with its record

    objects = OfSummary.as_manager()
    seen_blind = "false"

    class Meta:
        # The event keeps the hash of the record.
        triggers = [Recorded(without=["record"])]
        constraints = [models.UniqueConstraint(fields=["summary", "signed_by"], name="sign_off_once_per_person")]
        ordering = ["signed_at", "id"]

    def __str__(self):
        return f"{self.signed_by} {self.summary_id}"


class Override(Tracked):
    """A level that a supervisor reads otherwise than it was computed. It stands beside the computed one, never for it.

    `target` is a cell ("cell:BKB/IDE") or a pair ("pair:BKB-ITM"), `computed` its level in `summary`.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="overrides")
    summary = models.ForeignKey(Summary, models.CASCADE, related_name="overrides")
    target = models.CharField(max_length=40)
    computed = models.CharField(max_length=20)
    level = models.CharField(_("Level"), max_length=20)
    reason = models.TextField(_("Reason"), validators=[ProhibitNullCharactersValidator()])
    made_by = models.ForeignKey(project.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True, blank=True)

    objects = OfStudy.as_manager()
    seen_blind = "false"

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["study", "target"], condition=Q(trashed_at__isnull=True), name="override_once_per_target"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_gives_its_reason"),
        ]
        ordering = ["made_at", "id"]

    def __str__(self):
        return f"{self.target} {self.level}"
