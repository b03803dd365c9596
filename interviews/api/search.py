"""Searching what was said. The words come in the body, so that they stand in no log of addresses."""

from django.utils.translation import gettext as _
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ground.api import StrictIntegerField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from interviews.api_base import InStudy, InStudyField
from interviews.models import Interview
from interviews.permissions import Verb
from interviews.searching import search


class SearchSerializer(StrictSerializer):
    words = StrictCharField(max_length=200)
    interview = InStudyField(by="code", queryset=Interview.objects.all(), required=False, help_text="Id or code.")
    limit = StrictIntegerField(required=False, min_value=1, max_value=200, help_text="Hits at most; 50 if left out.")

    def validate_words(self, words):
        if not words.split():
            raise serializers.ValidationError(_("Write at least one word."))
        return words


class HitSerializer(serializers.Serializer):
    interview = serializers.UUIDField(source="transcript.interview_id")
    code = serializers.CharField(source="transcript.interview.code", help_text="Of the interview.")
    transcript = serializers.UUIDField(source="transcript.pk")
    start = serializers.IntegerField(help_text="In Unicode code points from the start of the text.")
    end = serializers.IntegerField(help_text="Exclusive.")
    line = serializers.IntegerField()
    speaker = serializers.CharField(allow_null=True, help_text="The label of who speaks.")
    before = serializers.CharField()
    quote = serializers.CharField()
    after = serializers.CharField()


class FoundSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="Of all hits, also those beyond the limit.")
    hits = HitSerializer(many=True)


class SearchViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Interview.objects.all()
    serializer_class = SearchSerializer
    verbs = {"search": Verb.READ}

    @described(responses=FoundSerializer)
    def search(self, request, **kwargs):
        """The places where the newest transcripts say the words, in reading order. Case makes no difference."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        hits, count = search(self.study, **sent.validated_data)
        return Response(FoundSerializer({"count": count, "hits": hits}).data)
