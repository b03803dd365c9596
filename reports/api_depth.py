"""Summaries held against others over HTTP: against what would follow if something were not there, and each other."""

import json

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import refuse
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.depth.choosing import chosen
from reports.depth.counting import compared
from reports.depth.of_now import computed, summary_of_now
from reports.depth.sides import Sides, is_target
from reports.depth.supposing import LEFT_OUT, Supposition, unknown
from reports.differing import results
from reports.method import InvalidEvidence
from reports.models import Basis, Summary
from reports.reading import Reading
from reports.summaries import find_summary


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


class SidesSerializer(serializers.Serializer):
    of = serializers.CharField()
    level = serializers.CharField()
    supporting = serializers.ListField(child=serializers.CharField(), help_text="Ids of codings or links for it.")
    against = serializers.ListField(child=serializers.CharField(), help_text="Its negative cases.")
    neither = serializers.ListField(child=serializers.CharField(), help_text="Counted, and neither for nor against.")
    not_counted = serializers.ListField(child=serializers.CharField(), help_text="In the evidence, and no vote.")


class SidesViewSet(InStudy, viewsets.ViewSet):
    """Who says what of one cell or pair of a summary."""

    verbs = {"retrieve": Verb.COMPARE}
    asks = {
        "retrieve": {"of": StrictCharField(default="", max_length=40, help_text="`cell:BKB/IDE` or `pair:BKB-ITM`.")}
    }

    @described(operation_id="summaries_sides", responses=SidesSerializer)
    def retrieve(self, request, pk, **kwargs):
        """The rows for and against one cell or pair, the strongest first, and those that do not count."""
        summary, _job = find_summary(self.study, pk)
        if summary is None:
            raise Http404
        reading, of = Reading(summary, request.user.language), self.asked["of"]
        if not is_target(reading, of):
            raise refuse("of", _("The summary has no cell or pair {target}.").format(target=of))
        sides = Sides(reading, of)
        return Response({"of": of, "level": sides.level, **sides.rows})


class CausingActSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    who = serializers.UUIDField(source="who_id")
    verb = serializers.CharField()
    at = serializers.DateTimeField()


class ComparedSerializer(serializers.Serializer):
    part = serializers.CharField(help_text="verdict, cell, pair, coding, link, actor, dimension or setting.")
    key = serializers.CharField()
    was = serializers.DictField(allow_null=True, help_text="In the first; null: not there, or not counted.")
    now = serializers.DictField(allow_null=True, help_text="In the second; null: not there, or not counted.")
    why = serializers.CharField(allow_null=True, help_text="Of a coding or link: why it does not count in the other.")
    act = CausingActSerializer(
        allow_null=True, help_text="Of a coding or link: the last act that touched it between the two."
    )


class ComparisonViewSet(InStudy, viewsets.ViewSet):
    """Two summaries held against each other."""

    verbs = {"retrieve": Verb.COMPARE}
    asks = {"retrieve": dict.fromkeys(("one", "other"), StrictCharField(max_length=36))}

    @described(operation_id="comparison_retrieve", responses=ComparedSerializer(many=True))
    def retrieve(self, request, **kwargs):
        """`one` and `other`: the id of a summary that was built, or `official` or `working` as it is now."""
        was, now = (self._chosen(name) for name in ("one", "other"))
        found = compared(was, now)
        levels = results(json.loads(was.result), json.loads(now.result))
        return Response([self._told(each, found.notes.get(each.key)) for each in (*levels, *found.found)])

    def _chosen(self, name) -> Summary:
        try:
            summary = chosen(self.study, self.asked[name])
        except InvalidEvidence as invalid:
            raise refuse(name, str(invalid)) from invalid
        if summary is None:
            raise refuse(name, _("There is no such summary in this study."))
        return summary

    def _told(self, each, note) -> dict:
        act = note and note.act and CausingActSerializer(note.act).data
        return each._asdict() | {"why": note and (note.why or None), "act": act}


class WhatIfViewSet(InStudy, viewsets.ViewSet):
    """What would follow if something were left out, or a setting were another."""

    verbs = {"suppose": Verb.COMPARE}

    @described(operation_id="what_if", request=SuppositionSerializer, responses=WhatIfSerializer)
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
