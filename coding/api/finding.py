"""Finding words in what was said, quoted and noted. They come in the body, so that they stand in no address."""

from uuid import uuid4

from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coding.api.judgements import CodingSerializer
from coding.finding.asked import LONGEST, Asked, Way, Where
from coding.finding.found import PAGE, find
from coding.finding.giving import MOST, code_found
from coding.finding.widening import Width
from coding.models import Code
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer, own_id
from interviews.api_base import InStudy, InStudyField
from interviews.models import Interview, Speaker
from interviews.permissions import Verb

CODED = ("yes", "no")


class LookForSerializer(StrictSerializer):
    text = StrictCharField(
        max_length=LONGEST,
        help_text='All of the words in any form; `"exactly so"`, `beginning*`, `a OR b`, `-not`. Or a pattern (RE2).',
    )
    way = serializers.ChoiceField([str(way) for way in Way], required=False)
    where = serializers.ChoiceField([str(where) for where in Where], required=False)
    interview = StrictCharField(required=False, max_length=40, help_text="Its code.")
    actor = StrictCharField(required=False, max_length=12, help_text="The code of the speaker's actor.")
    voice = serializers.ChoiceField(Speaker.Kind.choices, required=False, help_text="Who speaks.")
    coded = serializers.ChoiceField(CODED, required=False, help_text="Turns alone: whether something in it is coded.")
    after = StrictUUIDField(required=False, help_text="`next` of the answer before.")
    limit = StrictIntegerField(required=False, min_value=1, max_value=200, default=PAGE)


class SpanSerializer(serializers.Serializer):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class PlacedSerializer(serializers.Serializer):
    id = serializers.UUIDField(help_text="Of the turn, the passage or the memo.")
    interview = serializers.CharField(source="place.code", allow_null=True, default=None, help_text="Its code.")
    transcript = serializers.UUIDField(source="place.transcript", allow_null=True, default=None)
    start = serializers.IntegerField(source="place.start", allow_null=True, default=None, help_text="Of all of it.")
    end = serializers.IntegerField(source="place.end", allow_null=True, default=None)
    lines = serializers.ListField(child=serializers.IntegerField(), allow_null=True, help_text="First and last.")
    speaker = serializers.CharField(source="place.speaker", allow_null=True, default=None)
    found = serializers.SerializerMethodField(help_text="Spans in code points of the transcript, or of a memo.")
    excerpt = serializers.SerializerMethodField(help_text="The words around what was found.")

    @described(responses=SpanSerializer(many=True))
    def get_found(self, hit) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in hit.spans]

    def get_excerpt(self, hit) -> str:
        return "".join(piece.words for piece in hit.pieces)


class PlacesFoundSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="Of all hits.")
    hits = PlacedSerializer(many=True)
    next = serializers.UUIDField(allow_null=True, help_text="Null on the last page.")
    ignored = serializers.ListField(child=serializers.CharField(), help_text="Stop words that were left out.")
    left = serializers.IntegerField(help_text="Texts that are not ready to be searched yet; ask again.")


class CodeFoundSerializer(LookForSerializer):
    after, limit = None, None
    id = own_id()
    code = InStudyField(by="key", queryset=Code.objects.all(), help_text="Id or key.")
    width = serializers.ChoiceField([str(width) for width in Width], required=False, default=Width.SENTENCE)
    turns = serializers.ListField(
        child=StrictUUIDField(), required=False, max_length=MOST, help_text="Ids of hits; all of them if left out."
    )


class HitNotCodedSerializer(serializers.Serializer):
    turn = serializers.UUIDField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()


class CodedFromHitsSerializer(serializers.Serializer):
    act = serializers.UUIDField(allow_null=True, help_text="What one undoes; null where nothing new was coded.")
    codings = CodingSerializer(many=True, read_only=True)
    left = HitNotCodedSerializer(many=True, help_text="What was not coded, and why.")


class FindingViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Interview.objects.all()
    serializer_class = LookForSerializer
    verbs = {"hits": Verb.READ, "code": Verb.CODE}

    def get_serializer_class(self):
        return CodeFoundSerializer if self.action == "code" else LookForSerializer

    @described(responses=PlacesFoundSerializer)
    def hits(self, request, **kwargs):
        """Turns, coded quotes or memos that say what is looked for, a page at a time."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        after, limit = asked.pop("after", None), asked.pop("limit")
        found = find(self.study, Asked(**asked), by=request.user, after=after, most=limit)
        return Response(PlacesFoundSerializer(found).data)

    @described(responses={200: CodedFromHitsSerializer, 201: CodedFromHitsSerializer})
    def code(self, request, **kwargs):
        """Gives a code to what is found, as one act: 201, or 200 where nothing new was coded.

        Enacted, about the actor of whoever speaks. What cannot be coded is told in `left`. `id` is of the request: sent
        again with it, nothing is coded twice.
        """
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = dict(sent.validated_data)
        how = {"code": asked.pop("code"), "width": asked.pop("width"), "turns": asked.pop("turns", None)}
        how["request"] = asked.pop("id", None) or uuid4()
        given = code_found(self.study, Asked(**asked), coder=request.user, **how)
        return Response(CodedFromHitsSerializer(given).data, status=201 if given.act else 200)
