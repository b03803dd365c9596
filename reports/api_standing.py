"""Sign-offs and overrides over HTTP: who stands by a summary, and where a supervisor reads it otherwise."""

import json

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictModelSerializer, own_id
from interviews.api_base import CreatesOnce, InStudyField, Rows
from interviews.permissions import Verb
from reports.models import Override, SignOff, Summary
from reports.overriding import override, withdraw_override
from reports.signing import verify, what_differs


class SignedSerializer(serializers.ModelSerializer):
    summary = serializers.UUIDField(source="summary_id", read_only=True)
    signed_by = serializers.UUIDField(source="signed_by_id", read_only=True)
    record = serializers.SerializerMethodField(help_text="What was frozen; null where no record was kept.")

    class Meta:
        model = SignOff
        fields = ["id", "summary", "signed_by", "signed_at", "note", "sha256", "record"]
        read_only_fields = fields

    def get_record(self, row) -> dict | None:
        return json.loads(row.record) if row.record else None


class DifferenceSerializer(serializers.Serializer):
    part = serializers.CharField(help_text="coding, link, actor, dimension, setting, code, person, override, …")
    key = serializers.CharField()
    was = serializers.DictField(allow_null=True, help_text="What differs, as it was signed; null: it was not there.")
    now = serializers.DictField(allow_null=True, help_text="The same as it is now; null: it is gone.")


class VerifiedSerializer(serializers.Serializer):
    holds = serializers.BooleanField()
    record = serializers.BooleanField(allow_null=True, help_text="Whether the record has its hash; null without one.")
    evidence = serializers.BooleanField(help_text="Whether the evidence has the hash that was signed.")
    result = serializers.BooleanField(help_text="Whether the method gives the same bytes for it.")
    codebook = serializers.BooleanField(allow_null=True, help_text="Whether the codebook has its hash.")


class SignOffViewSet(Rows):
    """What was signed, by whom, and whether it is still so. Signing is `summaries/{id}/sign/`."""

    queryset = SignOff.objects.select_related("summary")
    serializer_class = SignedSerializer
    ordering = ("signed_at", "id")
    filters = {"summary": "summary", "signed_by": "signed_by"}

    @described(responses=DifferenceSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def differences(self, request, **kwargs):
        """Everything that is otherwise now than it was when it was signed; empty where nothing is."""
        found = what_differs(self.get_object())
        return Response([each._asdict() for each in found])

    @described(responses=VerifiedSerializer, filters=False)
    @action(detail=True, pagination_class=None)
    def verification(self, request, **kwargs):
        """Computes the hashes and the summary anew and says whether they are what was signed."""
        found = verify(self.get_object())
        return Response(found._asdict() | {"holds": found.holds})


class OverrideSerializer(StrictModelSerializer):
    id = own_id()
    summary = InStudyField(queryset=Summary.objects.all(), help_text="The summary that was read.")
    target = StrictCharField(max_length=40, help_text="`cell:BKB/IDE` or `pair:BKB-ITM`.")
    level = StrictCharField(max_length=20)
    reason = StrictCharField(max_length=5000)
    computed = serializers.CharField(read_only=True)
    made_by = StrictUUIDField(source="made_by_id", read_only=True)
    made_at = serializers.DateTimeField(read_only=True)
    withdrawn_at = serializers.DateTimeField(source="trashed_at", read_only=True, allow_null=True)

    class Meta:
        model = Override
        fields = ["id", "summary", "target", "computed", "level", "reason", "made_by", "made_at", "withdrawn_at"]


class OverrideViewSet(CreatesOnce, Rows):
    """Levels that a supervisor reads otherwise than they were computed. The computed ones stay, and count."""

    queryset = Override.objects.select_related("summary")
    serializer_class = OverrideSerializer
    ordering = ("made_at", "id")
    filters = {"target": "target", "summary": "summary"}
    verbs = {"create": Verb.REVIEW, "withdraw": Verb.REVIEW}

    def make(self, *, summary, **data):
        return override(summary, by=self.request.user, **data)

    @described(request=None, responses=OverrideSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, **kwargs):
        """Lets the computed level stand alone again; the override stays on record."""
        return self.answer(withdraw_override(self.get_object(), by=request.user))
