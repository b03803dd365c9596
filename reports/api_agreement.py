"""Agreement between coders over HTTP."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from interviews.api_base import InStudy
from reports.agreement import Agreement
from reports.evidence.ratings import rated

UNDEFINED = {"allow_null": True, "help_text": "Null where it is undefined."}


class VariableSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="A dimension's code, `polarity`, `about` or `form`.")
    units = serializers.IntegerField()
    percent = serializers.FloatField(**UNDEFINED)
    kappa = serializers.FloatField(allow_null=True, help_text="Cohen's, of two coders; null of more.")
    pi = serializers.FloatField(allow_null=True, help_text="Scott's; of more than two coders Fleiss' kappa.")
    ac1 = serializers.FloatField(**UNDEFINED)
    alpha = serializers.FloatField(**UNDEFINED)


class PairSerializer(VariableSerializer):
    coders = serializers.ListField(child=serializers.UUIDField())


class DisputeSerializer(serializers.Serializer):
    interview = serializers.CharField()
    transcript = serializers.UUIDField()
    turn = serializers.IntegerField(help_text="Its index, from 0.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    said = serializers.DictField(help_text="By coder, what each said: `[what, of whom or how, polarity]`.")


class AgreementSerializer(serializers.Serializer):
    coders = serializers.DictField(child=serializers.CharField())
    interviews = serializers.ListField(child=serializers.CharField())
    turns = serializers.IntegerField(help_text="The units: informants' turns that two people or more have coded.")
    variables = VariableSerializer(many=True)
    alpha_of_sets = serializers.FloatField(allow_null=True, help_text="Over all dimensions of a turn, by MASI.")
    alpha_of_spans = serializers.DictField(
        child=serializers.FloatField(allow_null=True), help_text="By dimension, in code points; `all` of them together."
    )
    pairs = PairSerializer(many=True)
    disputes = DisputeSerializer(many=True)


class AgreementViewSet(InStudy, viewsets.ViewSet):
    """How alike the coders judged what more than one of them coded."""

    @extend_schema(operation_id="agreement_retrieve", responses=AgreementSerializer)
    def retrieve(self, request, **kwargs):
        """Computed of the codings as they are now."""
        found = Agreement(rated(self.study))
        spans = {key or "all": alpha.value for key, alpha in found.spans().items()}
        body = {
            "coders": found.rated.names,
            "interviews": [text.interview for text in found.rated.texts.values()],
            "turns": found.turns,
            "variables": [row._asdict() for row in found.rows()],
            "alpha_of_sets": found.together().value,
            "alpha_of_spans": spans,
            "pairs": [row._asdict() | {"coders": [one, other]} for one, other, row in found.pairs()],
            "disputes": [dispute._asdict() for dispute in found.disputes()],
        }
        return Response(AgreementSerializer(body).data)
