"""How work in the background is doing: status, cancel, retry."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictSerializer
from ground.api_query import StrictQuery
from ground.conflicts import Conflict
from ground.jobs import cancel, retry, worker_is_there
from ground.models import Job
from interviews.api_base import require_in_scope
from interviews.models import Study
from interviews.permissions import Verb, blind_in


class JobSerializer(serializers.ModelSerializer):
    worker = serializers.SerializerMethodField(help_text="Whether any worker has reported in the last two minutes.")
    detail = serializers.SerializerMethodField(help_text="Why it failed, in the reader's language.")

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "state",
            "progress",
            "progress_total",
            "worker",
            "result",
            "error_code",
            "detail",
            "requested_at",
            "finished_at",
        ]
        read_only_fields = fields

    def get_worker(self, job) -> bool:
        return worker_is_there()

    def get_detail(self, job) -> str:
        return _(job.error_detail) if job.error_detail else ""


class JobViewSet(StrictQuery, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Jobs that one asked for, and those of the studies within reach."""

    queryset = Job.objects.all()
    serializer_class = JobSerializer
    lookup_value_converter = "uuid"
    verbs = {"cancel": Verb.SUMMARIZE, "retry": Verb.SUMMARIZE}
    asks_for_work = ("retry",)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        require_in_scope(request, self.verbs.get(self.action, Verb.READ))

    def get_queryset(self):
        user = self.request.user
        within = Q(study_id__in=Study.objects.visible_to(user).values("pk")) | Q(study_id=None, requested_by=user)
        blind = ~Q(study_id__in=blind_in(user)) | Q(requested_by=user)
        return super().get_queryset().filter(within, blind)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request, **kwargs):
        """Ends an open job; 409 where it has ended."""
        job = self._of_ones_own(request)
        if not cancel(job):
            raise Conflict(_("This job has ended already."), "ended", job)
        return Response(self.get_serializer(self.get_object()).data)

    @described(request=StrictSerializer, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request, **kwargs):
        """Asks again for the work of a job that failed or was cancelled; answers with the new job."""
        job = self._of_ones_own(request)
        if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
            raise Conflict(_("Only what failed or was cancelled is tried again."), "not_failed", job)
        again = retry(job, by=request.user)
        return Response(self.get_serializer(again).data, status=status.HTTP_202_ACCEPTED)

    def _of_ones_own(self, request) -> Job:
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        job = self.get_object()
        if job.requested_by_id != request.user.pk:
            raise PermissionDenied(_("Only the person who asked for this can cancel it or ask again."))
        return job
