"""What researchers write in their own words, over HTTP: made once, changed as it was shown, kept when taken away."""

from django.db import transaction
from rest_framework import status
from rest_framework.response import Response

from ground.api_described import described
from interviews.api_base import CreatesOnce, Editable, Rows
from interviews.permissions import Verb

READING, WRITING = ("list", "retrieve"), ("create", "partial_update", "destroy")


class Written(CreatesOnce, Editable, Rows):
    """Rows with words of one's own. A subclass says how one is taken away, by `take_away(row)`, besides what its
    parents ask."""

    ordering = ("written_at", "id")
    conditional = ("partial_update", "destroy")
    verbs = dict.fromkeys(WRITING, Verb.WRITE) | dict.fromkeys(READING, Verb.COMPARE)

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.filter(trashed_at__isnull=True) if self.action != "create" else rows

    @described(responses={204: None})
    @transaction.atomic
    def destroy(self, request, **kwargs):
        """Takes the words away; needs `If-Match`. They stay on record."""
        row = self.held()
        if (refusal := self.unless_changed(row)) is not None:
            return refusal
        self.take_away(row)
        return Response(status=status.HTTP_204_NO_CONTENT)
