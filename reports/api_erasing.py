"""Erasing for good over HTTP, and what was erased."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.response import Response

from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import refuse
from interviews.api_base import Rows
from interviews.models import Erasure, Informant, Interview
from interviews.permissions import Verb
from reports.erasing.erasing import erase

OF_KIND = {Erasure.Kind.INTERVIEW: Interview, Erasure.Kind.INFORMANT: Informant}


class ErasureSerializer(serializers.ModelSerializer):
    by = serializers.UUIDField(source="by_id", read_only=True)
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Erasure
        fields = ["id", "kind", "row", "name", "counts", "by", "at"]
        read_only_fields = fields


class EraseSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=Erasure.Kind)
    row = StrictUUIDField(help_text="The id of the interview, the informant or the study.")
    name = StrictCharField(max_length=60, help_text="Its code, or the slug of the study: typed, so that it is meant.")


class ErasureViewSet(Rows):
    """What was erased for good: that it was, by whom, when, and how much went with it. No word of it is left."""

    queryset = Erasure.objects.all()
    serializer_class = ErasureSerializer
    ordering = ("at", "id")
    verbs = {"create": Verb.ERASE}

    @described(operation_id="erasures_create", request=EraseSerializer, responses={201: ErasureSerializer})
    def create(self, request, **kwargs):
        """Erases an interview, an informant or the study for good. There is no way back."""
        sent = EraseSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row = self._row(**sent.validated_data)
        return Response(ErasureSerializer(erase(row, by=request.user)).data, status=status.HTTP_201_CREATED)

    def _row(self, *, kind, row, name):
        if kind == Erasure.Kind.STUDY:
            found, known = self.study, self.study.slug
            if row != self.study.pk:
                raise refuse("row", _("This is not the study of the address."))
        else:
            found = get_object_or_404(OF_KIND[kind].objects.of_study(self.study), pk=row)
            known = found.code
        if name != known:
            raise refuse("name", _("Type {name}, as it is written here.").format(name=known))
        return found
