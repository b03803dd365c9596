"""Rounds over HTTP: the agreement of blind phases as they closed."""

from functools import cached_property

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from interviews.api_base import Rows
from interviews.permissions import Verb
from reports.models import Round
from reports.rounds import changes_before, rounds_of


class CodebookChangeSerializer(serializers.Serializer):
    sort = serializers.CharField(help_text="dimension, form or code.")
    key = serializers.CharField()
    how = serializers.CharField(help_text="added, removed, retired, restored or changed.")
    fields_changed = serializers.ListField(child=serializers.CharField(), source="fields")


class RoundSerializer(serializers.ModelSerializer):
    codebook_number = serializers.IntegerField(source="codebook_version.number", default=None, read_only=True)
    codebook_changes = serializers.SerializerMethodField(help_text="Since the round before; empty in the first.")

    class Meta:
        model = Round
        fields = [
            "id",
            "phase",
            "kept_at",
            "codebook_number",
            "codebook_changes",
            "input_hash",
            "seed",
            "figures",
            "intervals",
        ]
        read_only_fields = fields

    @extend_schema_field(CodebookChangeSerializer(many=True))
    def get_codebook_changes(self, row) -> list:
        return CodebookChangeSerializer(self.context["view"].changes.get(row.pk, []), many=True).data


class RoundViewSet(Rows):
    """The agreement of each blind phase as it was when the phase closed. Nothing that happens later changes it."""

    queryset = Round.objects.select_related("codebook_version")
    serializer_class = RoundSerializer
    ordering = ("kept_at", "id")
    filters = {"phase": "phase"}
    verbs = {"list": Verb.COMPARE, "retrieve": Verb.COMPARE}

    @cached_property
    def changes(self) -> dict:
        """What changed of the codebook before each round of the study, read once."""
        return changes_before(rounds_of(self.study))
