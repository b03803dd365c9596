"""Saved searches."""

from rest_framework import serializers

from coding.api.rows import OwnRows
from coding.models import SavedSearch
from coding.saved_searches import (
    LONGEST,
    LONGEST_ADDRESS,
    remove_search,
    rename_search,
    restore_search,
    save_search,
)
from ground.api_fields import StrictCharField, StrictSerializer, own_id


class SavedSearchSerializer(StrictSerializer):
    create_only = ("id", "kind", "address")

    id = own_id()
    kind = serializers.ChoiceField(SavedSearch.Kind.choices)
    name = StrictCharField(max_length=LONGEST)
    address = StrictCharField(
        max_length=LONGEST_ADDRESS,
        help_text="As after a question mark: the parameters of `retrieval/` for passages, of `search/hits/` for words.",
    )
    created_by = serializers.UUIDField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    trashed_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def to_representation(self, saved):
        return {
            "id": str(saved.id),
            "kind": saved.kind,
            "name": saved.name,
            "address": saved.address,
            "created_by": str(saved.created_by_id),
            "created_at": self.fields["created_at"].to_representation(saved.created_at),
            "trashed_at": saved.trashed_at and self.fields["trashed_at"].to_representation(saved.trashed_at),
        }


class SavedSearchViewSet(OwnRows):
    """Searches for words and for passages under a name, read by all of the study.

    Who saved one, a supervisor or an owner renames or removes it.
    """

    queryset = SavedSearch.objects.all()
    serializer_class = SavedSearchSerializer
    filters = {"kind": "kind", "created_by": "created_by"}

    def make(self, **data):
        return save_search(self.study, by=self.request.user, **data)

    def change(self, row, **changes):
        return rename_search(row, by=self.request.user, **changes) if changes else row

    def remove(self, row):
        remove_search(row, by=self.request.user)

    def put_back(self, row):
        return restore_search(row, by=self.request.user)
