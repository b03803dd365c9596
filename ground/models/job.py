"""Work asked for, and who is there to do it. The row is the queue; the broker is only its doorbell."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work in the background, written in the transaction that asks for it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField(help_text="What the work is about: a study, a transcript.")
    study_id = models.UUIDField(null=True)
    input_hash = models.CharField(max_length=64, blank=True)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    run_after = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempt_token = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(null=True)
    result = models.JSONField(null=True, help_text="Ids of what the work made; never text.")
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    seen_blind = "requested_by_id = blind.reader()"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "input_hash"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_open_once_per_input",
            )
        ]
        indexes = [models.Index(fields=["state", "requested_at"]), models.Index(fields=["study_id", "requested_at"])]

    def __str__(self):
        return f"{self.kind} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Worker(models.Model):
    """A worker process that has reported; one that has not done so for two minutes is not there."""

    name = models.CharField(primary_key=True, max_length=200)
    started_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()

    def __str__(self):
        return self.name
