"""Summaries and the settings of the method over HTTP."""

import json

from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import refuse
from ground.jobs import worker_is_there
from ground.languages import id_or_en
from ground.models import Job
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.book.making import MEDIA_TYPES
from reports.book.of_summary import FORMATS, file_of_summary
from reports.configuring import change_config, current_settings
from reports.method import InvalidEvidence
from reports.models import Basis, MethodConfig, Summary
from reports.reading import Reading
from reports.sentences import Sentence
from reports.signing import sign_off
from reports.summaries import archived, failure, find_summary, is_stale, request_summary

FILES = {(200, kind.split(";")[0]): OpenApiTypes.BINARY for kind in ("text/csv", *MEDIA_TYPES.values())}


class AskedSerializer(StrictSerializer):
    basis = serializers.ChoiceField(Basis.choices, default=Basis.OFFICIAL)


class SummaryRowSerializer(serializers.ModelSerializer):
    config_version = serializers.IntegerField(source="config.version", default=0, read_only=True)

    class Meta:
        model = Summary
        fields = ["id", "basis", "input_hash", "config_version", "codebook_number", "built_at"]
        read_only_fields = fields


class SignOffSerializer(StrictSerializer):
    id = serializers.UUIDField(read_only=True)
    note = StrictCharField(required=False, allow_blank=True, max_length=500)
    signed_by = serializers.UUIDField(source="signed_by_id", read_only=True)
    signed_at = serializers.DateTimeField(read_only=True)


class SummarySerializer(serializers.Serializer):
    id = serializers.UUIDField()
    basis = serializers.ChoiceField(Basis.choices)
    status = serializers.ChoiceField(Job.State.choices)
    progress = serializers.IntegerField()
    progress_total = serializers.IntegerField(allow_null=True)
    worker = serializers.BooleanField(help_text="Whether any worker has reported in the last two minutes.")
    detail = serializers.CharField(help_text="Why it failed; empty where it did not.")
    stale = serializers.BooleanField(help_text="Whether the evidence has changed since it was built.")
    input_hash = serializers.CharField(allow_null=True)
    config_version = serializers.IntegerField(help_text="0: the defaults.", allow_null=True)
    codebook_number = serializers.IntegerField(allow_null=True)
    built_at = serializers.DateTimeField(allow_null=True)
    sign_offs = SignOffSerializer(many=True, read_only=True)
    result = serializers.DictField(allow_null=True, help_text="The summary, once its status is done.")


class SentenceSerializer(serializers.Serializer):
    key = serializers.CharField()
    kind = serializers.CharField()
    value = serializers.CharField()
    target = serializers.CharField()
    text = serializers.DictField(child=serializers.CharField(), help_text='{"id": …, "en": …}')
    rows = serializers.ListField(child=serializers.CharField(), help_text="Ids of the codings and links behind it.")
    mark = serializers.ChoiceField(["finding", "implication", "caveat"])


class SummaryViewSet(InStudy, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Summaries of a study. Ask for one with POST; its address answers with its status until it is done."""

    queryset = Summary.objects.select_related("config").defer("evidence", "result")
    serializer_class = SummaryRowSerializer
    lookup_value_converter = "uuid"
    filters = {"basis": "basis"}
    verbs = {
        **dict.fromkeys(("list", "retrieve", "sentences", "actor"), Verb.COMPARE),
        "create": Verb.SUMMARIZE,
        "export": Verb.EXPORT,
        "actor_export": Verb.EXPORT,
        "sign": Verb.REVIEW,
    }
    asks_for_work = ("create",)
    asks = {
        "export": {"format": serializers.ChoiceField(["json", *FORMATS], required=False, default="json")},
        "actor_export": {"format": serializers.ChoiceField(["json"], required=False, default="json")},
    }

    @described(request=AskedSerializer, responses={202: SummarySerializer})
    def create(self, request, **kwargs):
        """Asks for the summary of the evidence as it is now. Asking again for the same evidence repeats nothing."""
        asked = AskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            made = request_summary(self.study, asked.validated_data["basis"], by=request.user)
        except InvalidEvidence as invalid:
            raise refuse("evidence", str(invalid)) from invalid
        summary, job = find_summary(self.study, made.pk)
        headers = {"Location": reverse("api-summary-detail", args=[self.study.slug, made.pk])}
        return Response(self._shown(made.pk, summary, job), status=status.HTTP_202_ACCEPTED, headers=headers)

    @described(responses=SummarySerializer)
    def retrieve(self, request, pk, **kwargs):
        """Status and progress while it is being built; the result when it is done."""
        summary, job = find_summary(self.study, pk)
        if summary is None and job is None:
            raise Http404
        return Response(self._shown(pk, summary, job))

    def _shown(self, pk, summary: Summary | None, job: Job | None) -> dict:
        if summary is None:
            return _of_job(pk, job)
        row = SummaryRowSerializer(summary).data
        told = {"status": Job.State.DONE, "progress": 1, "progress_total": 1, "worker": worker_is_there(), "detail": ""}
        signed = SignOffSerializer(summary.sign_offs.all(), many=True).data
        return row | told | {"stale": is_stale(summary), "sign_offs": signed, "result": json.loads(summary.result)}

    @described(request=SignOffSerializer, responses=SummarySerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request, pk, **kwargs):
        """Signs the summary off with one's name; 409 where its evidence has changed, or its basis is not official."""
        sent = SignOffSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        summary = self._built(pk)
        sign_off(summary, by=request.user, **sent.validated_data)
        return Response(self._shown(pk, summary, None))

    @described(responses=SentenceSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def sentences(self, request, pk, **kwargs):
        """Every sentence of the summary in Indonesian and English, with the rows that carry it."""
        return Response([_of_sentence(sentence) for sentence in self._reading(pk).sentences.values()])

    @described(responses=serializers.DictField())
    @action(detail=True, url_path="actors/<str:code>")
    def actor(self, request, pk, code, **kwargs):
        """One actor's summary: its profile, its cells, its pairs and what is said of them."""
        return Response(self._of_actor(self._reading(pk), code))

    @described(responses=serializers.DictField())
    @action(detail=True, url_path="actors/<str:code>/export")
    def actor_export(self, request, pk, code, **kwargs):
        """One actor's summary with the evidence of the whole."""
        reading = self._reading(pk)
        return _download(self._of_actor(reading, code) | {"evidence": reading.evidence}, self.study, code)

    @described(responses={(200, "application/json"): OpenApiTypes.OBJECT} | FILES)
    @action(detail=True)
    def export(self, request, pk, **kwargs):
        """The summary with its evidence, from which `python -m reports.method` recomputes it; or as a file to read.

        `csv` has a row for each level; `xlsx`, `docx`, `pdf`, `html` and `tables` (a zip of CSV) have the matrix, the
        findings with their quotes, the coordination and the verdict.
        """
        summary, format = self._built(pk), self.asked["format"]
        if format == "json":
            return _download(archived(summary), self.study, "summary")
        return file_of_summary(summary, format, by=request.user, language=id_or_en(request.user.language))

    def _built(self, pk) -> Summary:
        summary, _ = find_summary(self.study, pk)
        if summary is None:
            raise Http404
        return summary

    def _reading(self, pk) -> Reading:
        return Reading(self._built(pk), self.request.user.language)

    def _of_actor(self, reading: Reading, code: str) -> dict:
        result = reading.result
        if code not in result["profiles"]:
            raise Http404
        cells = {f"{code}/{dimension}" for dimension in reading.case.dimensions}
        pairs = reading.case.pairs_of(code)
        targets = {f"profile:{code}", *(f"cell:{key}" for key in cells), *(f"pair:{key}" for key in pairs)}
        told = [_of_sentence(s) for s in reading.sentences.values() if s.target in targets]
        return {
            "summary": str(reading.summary.pk),
            "actor": code,
            "input_hash": reading.summary.input_hash,
            "profile": result["profiles"][code],
            "cells": {key: result["cells"][key] for key in sorted(cells)},
            "pairs": {key: result["pairs"][key] for key in pairs},
            "sentences": told,
        }


def _of_job(pk, job: Job) -> dict:
    unknown = dict.fromkeys(("input_hash", "config_version", "codebook_number", "built_at", "result"))
    return unknown | {
        "id": str(pk),
        "basis": job.params["basis"],
        "status": job.state,
        "progress": job.progress,
        "progress_total": job.progress_total,
        "worker": worker_is_there(),
        "detail": failure(job) if job.state == Job.State.FAILED else "",
        "stale": False,
        "sign_offs": [],
    }


def _of_sentence(sentence: Sentence) -> dict:
    return SentenceSerializer(sentence).data


def _download(body: dict, study, name: str) -> Response:
    return Response(body, headers={"Content-Disposition": f'attachment; filename="{study.slug}-{name}.json"'})


class MethodConfigSerializer(StrictSerializer):
    version = serializers.IntegerField(read_only=True)
    settings = serializers.DictField(help_text="What differs from the defaults, under the method's keys.")
    reason = StrictCharField(required=False, allow_blank=True, max_length=2000)
    created_by = serializers.UUIDField(source="created_by_id", read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True, allow_null=True)


class MethodConfigViewSet(InStudy, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The versions of the method's settings. A version is never changed; POST makes the next one."""

    queryset = MethodConfig.objects.all()
    serializer_class = MethodConfigSerializer
    verbs = {"create": Verb.CURATE}

    @described(responses={201: MethodConfigSerializer, 200: MethodConfigSerializer})
    def create(self, request, **kwargs):
        """Makes these settings those of the study; what is left out has its default. 200 where nothing differs."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        before = MethodConfig.objects.of_study(self.study).count()
        config = change_config(self.study, by=request.user, **sent.validated_data)
        if config is None:
            return Response({"version": 0, "settings": {}, "reason": "", "created_by": None, "created_at": None})
        is_new = MethodConfig.objects.of_study(self.study).count() > before
        return Response(
            self.get_serializer(config).data, status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        )

    @described(responses=serializers.DictField())
    @action(detail=False)
    def current(self, request, **kwargs):
        """Every setting in force, with the defaults written out."""
        return Response(current_settings(self.study))
