"""Correcting a transcript over HTTP: what it would do to the codings, then doing it."""

from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.anchoring import Fate
from coding.carrying import Chosen, Plan, correct
from coding.correcting import by_hand, fate_of, require_correcting
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import Conflict
from interviews.api.transcripts import CODE_POINTS, TranscriptViewSet, WholeTranscriptSerializer
from interviews.api.voices import VoicesField
from interviews.permissions import Verb
from interviews.transcripts import labels_of

FATES = [(fate.value, fate.value) for fate in Fate]


class ChoiceSerializer(StrictSerializer):
    id = StrictUUIDField(help_text="Of a coding, link or memo.")
    start = StrictIntegerField(min_value=0, required=False, help_text=f"Left out, it waits. {CODE_POINTS}")
    end = StrictIntegerField(min_value=0, required=False, help_text="Exclusive.")

    def validate(self, choice):
        if ("start" in choice) != ("end" in choice):
            raise serializers.ValidationError(_("Send start and end together, or neither."))
        return choice


class CorrectionSerializer(StrictSerializer):
    text = StrictCharField(trim_whitespace=False, help_text="The whole text as it shall be.")
    choices = serializers.ListField(
        child=ChoiceSerializer(), required=False, max_length=10_000, help_text="What is not named goes as proposed."
    )


class SavedCorrectionSerializer(CorrectionSerializer):
    voices = VoicesField(required=False, help_text="For labels that are new in the interview.")


class CarriedSerializer(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField([(name, name) for name in ("coding", "link", "memo")])
    fate = serializers.ChoiceField(FATES)
    said_twice = serializers.BooleanField(help_text="Its coder says the same of these words already.")
    start = serializers.IntegerField(help_text=f"In the new text. {CODE_POINTS}")
    end = serializers.IntegerField(help_text="Exclusive.")
    quote = serializers.CharField(help_text="The words of the old text.")


class CorrectionPreviewSerializer(serializers.Serializer):
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = CarriedSerializer(many=True)


class CorrectableTranscriptViewSet(TranscriptViewSet):
    """Every version of every text. A text never changes; a correction is a new version that takes the codings along."""

    own_verbs = TranscriptViewSet.own_verbs | dict.fromkeys(["correction", "correction_preview"], Verb.CURATE)

    def _asked(self, request, serializer):
        transcript = self.get_object()
        self.require_for(transcript)
        require_correcting(transcript.interview, self.study, by=request.user)
        sent = serializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        choices = {
            each["id"]: Chosen(each["start"], each["end"]) if "start" in each else None
            for each in sent.validated_data.get("choices", [])
        }
        return transcript, sent.validated_data, choices

    @described(request=CorrectionSerializer, responses=CorrectionPreviewSerializer)
    @action(detail=True, methods=["post"], url_path="correction-preview")
    def correction_preview(self, request, **kwargs):
        """What the text would do to every coding, link and memo of the interview. Nothing is stored."""
        transcript, sent, choices = self._asked(request, CorrectionSerializer)
        plan = Plan(transcript.interview, by_hand(transcript, sent["text"]).text, choices)
        rows = [_told(each) for each in plan.rows if each.row.trashed_at is None]
        return Response({"counts": plan.counts(), "rows": rows})

    @described(
        request=SavedCorrectionSerializer, responses={201: WholeTranscriptSerializer, 200: WholeTranscriptSerializer}
    )
    @action(detail=True, methods=["post"])
    def correction(self, request, **kwargs):
        """Stores the text as the next version, and carries the codings: 201; sent again 200.

        409 `newer_version` where someone else has corrected this version before.
        """
        transcript, sent, choices = self._asked(request, SavedCorrectionSerializer)
        parsed, voices = by_hand(transcript, sent["text"]), sent.get("voices", {})
        if unknown := sorted(set(voices) - set(labels_of(parsed))):
            raise serializers.ValidationError({"voices": {each: [_("Nobody has this label.")] for each in unknown}})
        code = status.HTTP_201_CREATED
        try:
            made = correct(
                transcript.interview,
                by=request.user,
                of=transcript,
                parsed=parsed,
                source_name=transcript.source_name,
                voices=voices,
                choices=choices,
            )[0]
        except Conflict as conflict:
            made, code = conflict.current, status.HTTP_200_OK
            if made is None or not _is_repeat(made, transcript, parsed.text, request.user):
                raise Conflict(conflict.message, conflict.code) from conflict
        return Response(WholeTranscriptSerializer(made).data, status=code)


def _is_repeat(made, of, text, user) -> bool:
    return (made.version, made.text, made.created_by_id) == (of.version + 1, text, user.pk)


def _told(each) -> dict:
    return {
        "id": str(each.row.pk),
        "kind": each.row._meta.model_name,
        "fate": fate_of(each).value,
        "said_twice": each.clashes,
        "start": each.carried.start,
        "end": each.carried.end,
        "quote": each.row.passage.quote,
    }
