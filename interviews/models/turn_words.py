"""The words of turns as the database looks them up: derived from the texts, and made again from them at any time."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from interviews.models.interview import Speaker, Transcript, Turn


class TurnWords(models.Model):
    """What the index keeps of one turn (`interviews.finding.stems`), beside what the turn is. Turns never change."""

    turn = models.OneToOneField(Turn, models.CASCADE, primary_key=True, related_name="+")
    transcript = models.ForeignKey(Transcript, models.CASCADE, related_name="+")
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.ForeignKey(Speaker, models.CASCADE, null=True, related_name="+", db_index=False)
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="turn_words")]

    def __str__(self):
        return str(self.turn_id)
