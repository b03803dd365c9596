"""How tables with certain headings are read in a study, as someone said it of one of them."""

from django.db import models

from interviews.importing import Columns
from interviews.models.study import OfStudy, Study


class TableReading(models.Model):
    """Remembered for the next file; `headings` are folded, of a table without them there is only its width."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="table_readings")
    headings = models.JSONField()
    columns = models.JSONField(help_text="Words, speaker, start, end, by number from 0; whether there are headings.")
    changed_at = models.DateTimeField(auto_now=True)

    objects = OfStudy.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "headings"], name="table_reading_once_per_headings")]

    def __str__(self):
        return f"{self.headings}"

    @property
    def as_columns(self) -> Columns:
        return Columns(*self.columns)
