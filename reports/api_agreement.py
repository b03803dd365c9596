"""Agreement between coders over HTTP."""

from django.urls import reverse
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictSerializer
from interviews.api.jobs import JobSerializer
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.agreement import Agreement, Category, by_actor, by_category, by_code, by_interview, confusions
from reports.evidence.ratings import rated
from reports.intervals import hash_of, job_of, request_intervals

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


class CategorySerializer(serializers.Serializer):
    variable = serializers.CharField()
    value = serializers.CharField(help_text="`coded` where the variable is a dimension.")
    share = serializers.FloatField(help_text="Of all ratings.")
    pi = serializers.FloatField(allow_null=True, help_text="Fleiss' kappa of this value against all others.")
    alpha = serializers.FloatField(**UNDEFINED)


class ConfusionSerializer(serializers.Serializer):
    variable = serializers.CharField()
    first = serializers.UUIDField(help_text="The coder of the rows.")
    second = serializers.UUIDField(help_text="The coder of the columns.")
    values = serializers.ListField(child=serializers.CharField())
    counts = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


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
    interviews_apart = VariableSerializer(many=True, help_text="Over all dimensions, interview by interview.")
    actors_apart = VariableSerializer(many=True, help_text="The same by the actor of whoever speaks in the turn.")
    codes_apart = VariableSerializer(many=True, help_text="Whether a turn has that very code, code by code.")
    categories = CategorySerializer(many=True, help_text="Value by value, with its prevalence.")
    confusions = ConfusionSerializer(many=True)
    intervals = serializers.DictField(
        allow_null=True,
        help_text="By variable and coefficient: low, high, samples in which it was undefined. Null: not computed yet.",
    )
    disputes = DisputeSerializer(many=True)


class AgreementViewSet(InStudy, viewsets.ViewSet):
    """How alike the coders judged what more than one of them coded."""

    verbs = {"retrieve": Verb.COMPARE, "create": Verb.SUMMARIZE}
    asks_for_work = ("create",)

    @described(operation_id="agreement_retrieve", responses=AgreementSerializer)
    def retrieve(self, request, **kwargs):
        """Computed of the codings as they are now."""
        found = Agreement(rated(self.study))
        job = job_of(self.study, hash_of(found.rated))
        spans = {key or "all": alpha.value for key, alpha in found.spans().items()}
        body = {
            "coders": found.rated.names,
            "interviews": [text.interview for text in found.rated.texts.values()],
            "turns": found.turns,
            "variables": [row._asdict() for row in found.rows()],
            "alpha_of_sets": found.together().value,
            "alpha_of_spans": spans,
            "pairs": [row._asdict() | {"coders": [one, other]} for one, other, row in found.pairs()],
            "interviews_apart": [row._asdict() for row in by_interview(found)],
            "actors_apart": [row._asdict() for row in by_actor(found)],
            "codes_apart": [row._asdict() for row in by_code(found)],
            "categories": [_of_category(each) for each in by_category(found)],
            "confusions": [each._asdict() for each in confusions(found)],
            "intervals": job.result["intervals"] if job and job.result else None,
            "disputes": [dispute._asdict() for dispute in found.disputes()],
        }
        return Response(AgreementSerializer(body).data)

    @described(operation_id="agreement_intervals_create", request=StrictSerializer, responses={202: JobSerializer})
    def create(self, request, **kwargs):
        """Asks for bootstrap intervals of the figures as they are now; follow the job, then read `intervals`."""
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        job = request_intervals(self.study, by=request.user)
        headers = {"Location": reverse("api-job-detail", args=[job.pk])}
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED, headers=headers)


def _of_category(each: Category) -> dict:
    return each._asdict() | ({"value": "coded"} if each.value is True else {})
