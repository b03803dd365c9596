"""A study as the beginning of another, over HTTP."""

from django.urls import reverse
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from interviews.api.jobs import JobSerializer
from interviews.api_base import InStudy
from interviews.models import Study
from interviews.permissions import Verb
from reports.duplicating import LONGEST, request_duplicate
from reports.exchange.bundle.duplicating import EXTENTS


class DuplicateSerializer(StrictSerializer):
    title = StrictCharField(max_length=LONGEST, help_text="The name of the new study.")
    extent = serializers.ChoiceField(list(EXTENTS), help_text="What comes along.")


class DuplicateViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Study.objects.all()
    serializer_class = DuplicateSerializer
    verbs = {"create": Verb.COPY}
    asks_for_work = ("create",)

    @described(operation_id="duplicates_create", responses={202: JobSerializer})
    def create(self, request, **kwargs):
        """Makes a new study of this one, in the background: 202 with the job.

        Its `result` names the new study, which is yours alone, and says in `left` how much of what stayed behind.
        """
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        job = request_duplicate(self.study, by=request.user, **sent.validated_data)
        headers = {"Location": reverse("api-job-detail", args=[job.pk])}
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED, headers=headers)
