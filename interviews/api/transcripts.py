"""Transcripts: the text of an interview, its turns and its numbered lines."""

from django.http import Http404
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api import StrictIntegerField
from ground.api_described import described
from ground.api_fields import StrictSerializer
from interviews.api_base import Rows
from interviews.lines import line_starts
from interviews.models import Transcript, Turn
from interviews.permissions import Verb
from interviews.recordings import LATEST_MS, stamp_turn

CODE_POINTS = "In Unicode code points from the start of the text."


class TranscriptSerializer(serializers.ModelSerializer):
    interview = serializers.UUIDField(source="interview_id", read_only=True)

    class Meta:
        model = Transcript
        fields = [
            "id",
            "interview",
            "version",
            "length",
            "sha256",
            "source_name",
            "source_format",
            "dropped",
            "created_at",
        ]
        read_only_fields = fields
        extra_kwargs = {
            "length": {"help_text": "Of the text, in Unicode code points."},
            "sha256": {"help_text": "Of the text in UTF-8."},
            "dropped": {"help_text": "What the file held that the text does not, and how often."},
        }


class TurnSerializer(serializers.Serializer):
    index = serializers.IntegerField()
    start = serializers.IntegerField(help_text=CODE_POINTS)
    end = serializers.IntegerField(help_text="Exclusive.")
    speaker = serializers.UUIDField(allow_null=True)
    start_ms = serializers.IntegerField(allow_null=True)
    end_ms = serializers.IntegerField(allow_null=True)


class StampSerializer(StrictSerializer):
    """When a turn is heard, in milliseconds from the start of the recording; null is not known."""

    turn = StrictIntegerField(min_value=0, max_value=2**31 - 1, help_text="Index of the turn.")
    start_ms = StrictIntegerField(min_value=0, max_value=LATEST_MS, allow_null=True)
    end_ms = StrictIntegerField(min_value=0, max_value=LATEST_MS, allow_null=True)


class WholeTranscriptSerializer(TranscriptSerializer):
    text = serializers.CharField(read_only=True)
    turns = serializers.SerializerMethodField()
    line_starts = serializers.SerializerMethodField(help_text=f"Where each numbered line begins. {CODE_POINTS}")

    class Meta(TranscriptSerializer.Meta):
        fields = [*TranscriptSerializer.Meta.fields, "text", "turns", "line_starts"]
        read_only_fields = fields

    def get_turns(self, transcript) -> TurnSerializer(many=True):
        return list(transcript.turns.values("index", "start", "end", "speaker", "start_ms", "end_ms"))

    def get_line_starts(self, transcript) -> list[int]:
        return line_starts(transcript.text)


class TranscriptViewSet(Rows):
    """Every version of every text. A text never changes; a correction is a new version."""

    queryset = Transcript.objects.all()
    serializer_class = TranscriptSerializer
    filters = {"interview": "interview"}
    own_verbs = {"stamp": Verb.CURATE}

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.defer("text") if self.action == "list" else rows

    def get_serializer_class(self):
        if self.action == "stamp":
            return StampSerializer
        return WholeTranscriptSerializer if self.action == "retrieve" else TranscriptSerializer

    def brought_in_by(self, transcript):
        return transcript.interview.created_by_id

    @described(responses=TurnSerializer)
    @action(detail=True, methods=["post"])
    def stamp(self, request, **kwargs):
        """Corrects when a turn begins and ends; the text stays as it is. Answers with the turn."""
        transcript = self.get_object()
        self.require_for(transcript)
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        try:
            turn = stamp_turn(transcript, told.pop("turn"), by=request.user, **told)
        except Turn.DoesNotExist as error:
            raise Http404 from error
        return Response(TurnSerializer(Turn.objects.filter(pk=turn.pk).values(*TurnSerializer().fields).get()).data)
