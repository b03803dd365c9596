"""Many codings at once over HTTP."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coding.api.judgements import CodingSerializer
from coding.bulk import MOST, Refused, change_codings, remove_codings
from coding.models import Coding, Polarity
from ground.api import StrictUUIDField
from ground.api_fields import StrictBooleanField, StrictSerializer
from interviews.api_base import InStudy
from interviews.permissions import Verb


class AlikeSerializer(StrictSerializer):
    """What many codings can be given alike."""

    code = StrictUUIDField(required=False)
    about_actor = StrictUUIDField(required=False, allow_null=True)
    polarity = serializers.ChoiceField(Polarity.choices, required=False)
    in_scope = StrictBooleanField(required=False)


class BulkSerializer(StrictSerializer):
    ids = serializers.ListField(
        child=StrictUUIDField(), allow_empty=False, max_length=MOST, help_text="Codings of one's own."
    )
    changes = AlikeSerializer(required=False, help_text="What each of them is given.")
    remove = StrictBooleanField(required=False, help_text="true takes them to the trash instead.")

    def validate_ids(self, ids):
        if len(set(ids)) != len(ids):
            raise serializers.ValidationError(_("Name each row once."))
        return ids

    def validate(self, data):
        if bool(data.get("changes")) == data.get("remove", False):
            raise serializers.ValidationError(_("Say what to change, or that they are to be removed."))
        return data


class BulkSavedSerializer(serializers.Serializer):
    codings = CodingSerializer(many=True, read_only=True)


class BulkViewSet(InStudy, viewsets.GenericViewSet):
    """One's own codings, many at once and as one act: one undo takes all of it back."""

    queryset = Coding.objects.all()
    serializer_class = BulkSerializer
    verbs = {"change": Verb.CODE}

    @extend_schema(responses=BulkSavedSerializer)
    def change(self, request, **kwargs):
        """Changes or removes up to 500 codings of one's own, all or none; 400 names each that stands in the way."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        ids = asked["ids"]
        try:
            if asked.get("remove"):
                done = remove_codings(self.study, ids, by=request.user)
            else:
                done = change_codings(self.study, ids, by=request.user, **asked["changes"])
        except Refused as refused:
            at = {pk: index for index, pk in enumerate(ids)}
            wrong = {f"ids[{at[pk]}]": [f"{pk}: {why}"] for pk, why in refused.reasons.items()}
            raise serializers.ValidationError(wrong) from refused
        return Response({"codings": CodingSerializer(done, many=True).data})
