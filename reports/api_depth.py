"""What if, over HTTP: what would follow, computed at once and stored nowhere."""

import json

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import refuse
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.depth.of_now import computed, summary_of_now
from reports.depth.supposing import LEFT_OUT, Supposition, unknown
from reports.differing import results
from reports.method import InvalidEvidence
from reports.models import Basis


class SuppositionSerializer(StrictSerializer):
    basis = serializers.ChoiceField(Basis.choices, default=Basis.OFFICIAL)
    informants = serializers.ListField(child=StrictCharField(), default=list, help_text="Codes of those left out.")
    interviews = serializers.ListField(child=StrictCharField(), default=list, help_text="Codes of those left out.")
    passages = serializers.ListField(child=StrictCharField(), default=list, help_text="Ids of those left out.")
    settings = serializers.DictField(default=dict, help_text="What is otherwise, under the method's keys.")


class LevelsSerializer(serializers.Serializer):
    part = serializers.ChoiceField(["verdict", "cell", "pair"])
    key = serializers.CharField()
    was = serializers.DictField(allow_null=True, help_text="The level as it stands.")
    now = serializers.DictField(allow_null=True, help_text="The level that would follow.")


class WhatIfSerializer(serializers.Serializer):
    standing = serializers.DictField(help_text="The summary of the evidence as it is now.")
    supposed = serializers.DictField(help_text="The summary that would follow.")
    differences = LevelsSerializer(many=True, help_text="The levels that would be otherwise.")


class WhatIfViewSet(InStudy, viewsets.ViewSet):
    """What would follow if something were left out, or a setting were another."""

    verbs = {"suppose": Verb.COMPARE}

    @extend_schema(operation_id="what_if", request=SuppositionSerializer, responses=WhatIfSerializer)
    def suppose(self, request, **kwargs):
        """Computes both summaries and stores none. 400 names what is in no row of the evidence, or a setting."""
        sent = SuppositionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        left_out = (frozenset(sent.validated_data[f"{name}s"]) for name in LEFT_OUT)
        supposition = Supposition(*left_out, sent.validated_data["settings"])
        standing, then = self._both(sent.validated_data["basis"], supposition)
        was, now = (json.loads(each.result) for each in (standing, then))
        return Response({"standing": was, "supposed": now, "differences": [d._asdict() for d in results(was, now)]})

    def _both(self, basis, supposition):
        try:
            standing = summary_of_now(self.study, basis)
            evidence = json.loads(standing.evidence)
            for name, missing in unknown(evidence, supposition).items():
                raise refuse(f"{name}s", _("{name} is not in the evidence as it is now.").format(name=missing[0]))
            return standing, computed(self.study, basis, supposition.of(evidence))
        except InvalidEvidence as invalid:
            raise refuse("settings" if invalid.path.startswith("config") else "evidence", str(invalid)) from invalid
