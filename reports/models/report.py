"""How the report of a study is put together."""

from django.db import models

from ground.models import Tracked
from interviews.models import OfStudy, Study
from reports.models.summary import Basis


class ReportPlan(Tracked):
    """The parts of the report in their order, by key, and what they are written with; one row a study."""

    study = models.OneToOneField(Study, models.CASCADE, related_name="report_plan")
    parts = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="id")
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.OFFICIAL)
    quotes = models.PositiveSmallIntegerField(default=2)
    citation = models.CharField(max_length=120)

    objects = OfStudy.as_manager()

    def __str__(self):
        return ", ".join(self.parts)
