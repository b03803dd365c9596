"""What lies in the trash of a study, and taking it out."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coding.models import Coding
from coding.trashed import SORTS, lying, shown, take_out
from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictSerializer
from interviews.api_base import InStudy
from interviews.permissions import Verb

SORT = {"choices": list(SORTS), "help_text": "The sort of thing."}


class LyingSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="row.pk")
    sort = serializers.ChoiceField(**SORT)
    words = serializers.CharField(help_text="What tells it from the others: its code, or its code and place.")
    since = serializers.DateTimeField()
    by = serializers.UUIDField(source="who.pk", allow_null=True, help_text="Who put it there; null if not on record.")
    may_restore = serializers.BooleanField(source="may_take_out", help_text="Whether you may take it out.")


class TakeOutSerializer(StrictSerializer):
    sort = serializers.ChoiceField(**SORT)
    id = StrictUUIDField()


class TrashViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Coding.objects.all()
    serializer_class = TakeOutSerializer
    ordering = ("-ended_at", "-id")
    verbs = {"restore": Verb.CODE}
    asks = {"list": {"sort": serializers.ChoiceField(default="interviews", **SORT)}}

    @described(operation_id="trash_list", responses=LyingSerializer(many=True))
    def list(self, request, **kwargs):
        """What lies in the trash, one sort at a time, the last that was put there first."""
        sort = self.asked["sort"]
        rows = self.paginate_queryset(lying(self.study, sort, by=request.user))
        told = [each._asdict() | {"sort": sort} for each in shown(self.study, sort, rows, by=request.user)]
        return self.get_paginated_response(LyingSerializer(told, many=True).data)

    @described(operation_id="trash_restore", responses=TakeOutSerializer)
    def restore(self, request, **kwargs):
        """Takes a thing out of the trash. One that does not lie there stays as it is."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        try:
            take_out(self.study, asked["sort"], asked["id"], by=request.user)
        except ObjectDoesNotExist as error:
            raise Http404 from error
        return Response(TakeOutSerializer(asked).data)
