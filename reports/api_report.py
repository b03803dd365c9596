"""Reports over HTTP: asked for, made by a worker, fetched."""

from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api import StrictIntegerField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import Conflict
from ground.jobs import worker_is_there
from ground.models import Job
from ground.problems import MEANINGS
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.book.making import MEDIA_TYPES, as_answer, has_file, is_current, plan_in, reports_of, request_report
from reports.book.parts import PARTS
from reports.book.plan import LANGUAGES, MOST_QUOTES, changed, plan_of
from reports.citing import LONGEST
from reports.models import Basis
from reports.summaries import failure


class PlanSerializer(StrictSerializer):
    """What a report is made of; what is left out is as the study remembers it."""

    format = serializers.ChoiceField(list(MEDIA_TYPES))
    parts = serializers.ListField(
        child=serializers.ChoiceField(list(PARTS)), required=False, min_length=1, help_text="In their order."
    )
    language = serializers.ChoiceField(list(LANGUAGES), required=False)
    basis = serializers.ChoiceField(Basis.choices, required=False)
    quotes = StrictIntegerField(required=False, min_value=1, max_value=MOST_QUOTES, help_text="For each finding.")
    citation = StrictCharField(
        required=False, max_length=LONGEST, help_text="Such as `({informant}, {interview}, {lines})`."
    )


class ReportSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    format = serializers.ChoiceField(list(MEDIA_TYPES))
    parts = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    basis = serializers.CharField()
    quotes = serializers.IntegerField()
    citation = serializers.CharField()
    status = serializers.ChoiceField(Job.State.choices)
    progress = serializers.IntegerField()
    progress_total = serializers.IntegerField(allow_null=True)
    worker = serializers.BooleanField(help_text="Whether any worker has reported in the last two minutes.")
    detail = serializers.CharField(help_text="Why it failed; empty where it did not.")
    file = serializers.CharField(
        allow_null=True, help_text="Where its file is; null before it is made, and once anything in the study changed."
    )
    bytes = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)

    def to_representation(self, job):
        return super().to_representation(_shown(job, self.context["study"]))


class ReportViewSet(InStudy, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The reports that one asked for oneself. A file is given out for a day, or until anything in the study changes."""

    queryset = Job.objects.all()
    serializer_class = ReportSerializer
    lookup_value_converter = "uuid"
    ordering = ("-requested_at", "id")
    verbs = dict.fromkeys(("list", "retrieve", "create", "file"), Verb.EXPORT)
    not_always_there = ("file",)
    asks_for_work = ("create",)

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Job.objects.none()
        return reports_of(self.study, self.request.user)

    @described(request=PlanSerializer, responses={202: ReportSerializer})
    def create(self, request, **kwargs):
        """Asks for a report of the study as it is now. Asking again for the same repeats nothing."""
        sent = PlanSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        chosen = dict(sent.validated_data)
        format = chosen.pop("format")
        plan = changed(plan_of(self.study), chosen)
        job = request_report(self.study, format, by=request.user, plan=plan)
        headers = {"Location": reverse("api-report-detail", args=[self.study.slug, job.pk])}
        return Response(self.get_serializer(job).data, status=status.HTTP_202_ACCEPTED, headers=headers)

    @described(responses=ReportSerializer)
    def retrieve(self, request, pk, **kwargs):
        """Status and progress while it is being made; the address of its file when it is done."""
        return Response(self.get_serializer(self._asked(pk)).data)

    @described(responses={(200, kind.split(";")[0]): OpenApiTypes.BINARY for kind in MEDIA_TYPES.values()})
    @action(detail=True)
    def file(self, request, pk, **kwargs):
        """The file; 409 `not_there` where it is not made yet, or anything in the study changed since."""
        answer = as_answer(self._asked(pk), self.study)
        if answer is None:
            raise Conflict(MEANINGS["not_there"], "not_there")
        return answer

    def _asked(self, pk) -> Job:
        if (job := self.get_queryset().filter(pk=pk).first()) is None:
            raise Http404
        return job


def _shown(job: Job, study) -> dict:
    is_there = has_file(job) and is_current(job, study)
    made = job.result or {}
    return plan_in(job).told() | {
        "id": job.pk,
        "format": job.params["format"],
        "status": job.state,
        "progress": job.progress,
        "progress_total": job.progress_total,
        "worker": worker_is_there(),
        "detail": failure(job) if job.state == Job.State.FAILED else "",
        "file": reverse("api-report-file", args=[study.slug, job.pk]) if is_there else None,
        "bytes": made.get("bytes"),
        "sha256": made.get("sha256"),
    }
