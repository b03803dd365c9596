"""What the endpoints of a coder's rows share: created once, changed by who saw the last state, deleted as a state."""

from django.db import transaction
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from interviews.api_base import CreatesOnce, Editable, Rows
from interviews.permissions import Verb


class OwnRows(CreatesOnce, Editable, Rows):
    """Rows that a coder makes, changes and takes back, under ids that the client chose.

    A subclass gives the verbs `make(**data) -> (row, new)`, `change(row, **data) -> row`, `remove(row)` and
    `put_back(row) -> row`.
    """

    conditional = ("partial_update", "destroy")
    verbs = dict.fromkeys(("create", "partial_update", "destroy", "restore"), Verb.CODE)
    asks = {"list": {"trashed": serializers.BooleanField(required=False, help_text="The rows in the trash instead.")}}

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.filter(trashed_at__isnull=not self.asked.get("trashed")) if self.action == "list" else rows

    @transaction.atomic
    def destroy(self, request, **kwargs):
        """Takes the row to the trash; needs `If-Match`. Doing it again changes nothing."""
        row = self.held()
        if row.trashed_at is None and (refusal := self.unless_changed(row)):
            return refusal
        self.remove(row)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(detail=True, methods=["post"])
    def restore(self, request, **kwargs):
        """Takes the row out of the trash."""
        return self.answer(self.put_back(self.get_object()))
