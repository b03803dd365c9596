"""Many codings, or many links, at once over HTTP."""

from django.utils.translation import gettext as _
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coding.api.judgements import CodingSerializer, LinkSerializer
from coding.bulk import MOST, Refused, change_codings, change_links, remove_codings, remove_links
from coding.linking import POLARITIES
from coding.models import Coding, Link, Polarity
from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictBooleanField, StrictSerializer
from interviews.api_base import InStudy
from interviews.permissions import Verb


class AlikeCodingSerializer(StrictSerializer):
    """What many codings can be given alike."""

    code = StrictUUIDField(required=False)
    about_actor = StrictUUIDField(required=False, allow_null=True)
    polarity = serializers.ChoiceField(Polarity.choices, required=False)
    in_scope = StrictBooleanField(required=False)


class AlikeLinkSerializer(StrictSerializer):
    """What many links can be given alike."""

    from_actor = StrictUUIDField(required=False)
    to_actor = StrictUUIDField(required=False)
    turned = StrictBooleanField(required=False, help_text="true turns each round: from becomes to.")
    form = StrictUUIDField(required=False)
    polarity = serializers.ChoiceField(POLARITIES, required=False)
    regularity = serializers.ChoiceField(Link.Regularity.choices, required=False)
    in_scope = StrictBooleanField(required=False)


class BulkSerializer(StrictSerializer):
    ids = serializers.ListField(child=StrictUUIDField(), allow_empty=False, max_length=MOST, help_text="One's own.")
    remove = StrictBooleanField(required=False, help_text="true takes them to the trash instead.")

    def validate_ids(self, ids):
        if len(set(ids)) != len(ids):
            raise serializers.ValidationError(_("Name each row once."))
        return ids

    def validate(self, data):
        if bool(data.get("changes")) == data.get("remove", False):
            raise serializers.ValidationError(_("Say what to change, or that they are to be removed."))
        return data


class BulkCodingSerializer(BulkSerializer):
    changes = AlikeCodingSerializer(required=False, help_text="What each of them is given.")


class BulkLinkSerializer(BulkSerializer):
    changes = AlikeLinkSerializer(required=False, help_text="What each of them is given.")


class BulkCodingSavedSerializer(serializers.Serializer):
    codings = CodingSerializer(many=True, read_only=True)


class BulkLinkSavedSerializer(serializers.Serializer):
    links = LinkSerializer(many=True, read_only=True)


class BulkCodingViewSet(InStudy, viewsets.GenericViewSet):
    """One's own codings, many at once and as one act: one undo takes all of it back."""

    queryset = Coding.objects.all()
    serializer_class = BulkCodingSerializer
    verbs = {"change": Verb.CODE}

    @described(responses=BulkCodingSavedSerializer)
    def change(self, request, **kwargs):
        """Changes or removes up to 500 codings of one's own, all or none; 400 names each that stands in the way."""
        done = _done(self, change_codings, remove_codings)
        return Response({"codings": CodingSerializer(done, many=True).data})


class BulkLinkViewSet(InStudy, viewsets.GenericViewSet):
    """One's own links, many at once and as one act: one undo takes all of it back."""

    queryset = Link.objects.all()
    serializer_class = BulkLinkSerializer
    verbs = {"change": Verb.CODE}

    @described(responses=BulkLinkSavedSerializer)
    def change(self, request, **kwargs):
        """Changes or removes up to 500 links of one's own, all or none; 400 names each that stands in the way.

        An end given to a link that has it as its other end turns that link round.
        """
        done = _done(self, change_links, remove_links)
        return Response({"links": LinkSerializer(done, many=True).data})


def _done(view, change, remove) -> list:
    sent = view.get_serializer(data=view.request.data)
    sent.is_valid(raise_exception=True)
    asked = sent.validated_data
    ids, by = asked["ids"], view.request.user
    try:
        if asked.get("remove"):
            return remove(view.study, ids, by=by)
        return change(view.study, ids, by=by, **asked["changes"])
    except Refused as refused:
        at = {pk: index for index, pk in enumerate(ids)}
        wrong = {f"ids[{at[pk]}]": [f"{pk}: {why}"] for pk, why in refused.reasons.items()}
        raise serializers.ValidationError(wrong) from refused
