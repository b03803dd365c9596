"""The larger gestures of the coding screen over HTTP, each one act: split, join, several codes, a code in vivo."""

from django.utils.translation import gettext as _
from rest_framework import serializers, status, viewsets
from rest_framework.generics import get_object_or_404
from rest_framework.response import Response

from coding.api.codebook import CodeSerializer
from coding.api.judgements import CodingSerializer
from coding.models import Coding, Polarity
from coding.reshaping import merge_codings, split_coding
from coding.several import code_in_vivo, code_with_several
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictBooleanField, StrictSerializer, own_id
from interviews.api_base import InStudy
from interviews.permissions import Verb

MOST_CODES = 50
MOST_JOINED = 100


def once(name: str):
    """A check that a list names nothing twice."""

    def check(self, rows):
        if len({row[name] if name else row for row in rows}) != len(rows):
            raise serializers.ValidationError(_("Name each row once."))
        return rows

    return check


class SplitSerializer(StrictSerializer):
    coding = StrictUUIDField(help_text="A coding of one's own; it keeps the words before the cut.")
    transcript = StrictUUIDField(
        required=False, help_text="The text that the places were read from; refused where it was corrected since."
    )
    ends = StrictIntegerField(min_value=0, help_text="Where it ends from now on, in code points of the transcript.")
    starts = StrictIntegerField(min_value=0, help_text="Where the second begins: there, or after the space between.")
    new = StrictUUIDField(help_text="The id of the second coding.")


class MergeSerializer(StrictSerializer):
    ids = serializers.ListField(
        child=StrictUUIDField(),
        min_length=2,
        max_length=MOST_JOINED,
        help_text="Codings of one's own that judge alike and touch. The first takes up the words of all.",
    )
    validate_ids = once("")


class WhereSerializer(StrictSerializer):
    transcript = StrictUUIDField()
    start = StrictIntegerField(min_value=0, help_text="Unicode code points from the start of the transcript.")
    end = StrictIntegerField(min_value=0, help_text="Exclusive.")
    about_actor = StrictUUIDField(
        required=False, allow_null=True, help_text="Without it, about the actor of whoever speaks."
    )
    polarity = serializers.ChoiceField(Polarity.choices, required=False)
    in_scope = StrictBooleanField(required=False)
    speaker = StrictUUIDField(
        required=False, allow_null=True, help_text="Only where several informants speak in the passage."
    )


class GivenSerializer(StrictSerializer):
    id = StrictUUIDField(help_text="The id of the coding.")
    code = StrictUUIDField()


class SeveralSerializer(WhereSerializer):
    codings = GivenSerializer(many=True, allow_empty=False, max_length=MOST_CODES)
    validate_codings = once("id")


class NewCodeSerializer(CodeSerializer):
    id = StrictUUIDField()


class InVivoSerializer(WhereSerializer):
    id = own_id()
    code = NewCodeSerializer(help_text="The entry that the codebook gets.")


class GesturedSerializer(serializers.Serializer):
    codings = CodingSerializer(many=True, read_only=True, help_text="As they are now, also those in the trash.")


class InVivoSavedSerializer(CodingSerializer):
    entry = CodeSerializer(read_only=True)


class GesturesViewSet(InStudy, viewsets.GenericViewSet):
    """What a coder does in one go and takes back in one go. Sent again, nothing is done again."""

    queryset = Coding.objects.select_related("passage")
    verbs = dict.fromkeys(("split", "merge", "several", "in_vivo"), Verb.CODE)
    serializers_of = {
        "split": SplitSerializer,
        "merge": MergeSerializer,
        "several": SeveralSerializer,
        "in_vivo": InVivoSerializer,
    }

    def get_serializer_class(self):
        return self.serializers_of[self.action]

    @described(responses={200: GesturedSerializer, 201: GesturedSerializer})
    def split(self, request, **kwargs):
        """Splits a coding in two: 201, or 200 where the same was asked before. Answers with both."""
        asked = self.asked_for()
        coding = get_object_or_404(self.get_queryset(), pk=asked.pop("coding"))
        return _told(*split_coding(coding, by=request.user, study=self.study, **asked))

    @described(responses=GesturedSerializer)
    def merge(self, request, **kwargs):
        """Joins codings that touch. Answers with the one that holds all their words, and those now in the trash."""
        return _told(merge_codings(self.study, self.asked_for()["ids"], by=request.user), False)

    @described(responses={200: GesturedSerializer, 201: GesturedSerializer})
    def several(self, request, **kwargs):
        """Gives several codes to the same words, all or none: 201, or 200 where the same was asked before."""
        asked = self.asked_for()
        codes = {each["id"]: each["code"] for each in asked.pop("codings")}
        return _told(*code_with_several(self.study, codes, coder=request.user, **asked))

    @described(responses={200: InVivoSavedSerializer, 201: InVivoSavedSerializer})
    def in_vivo(self, request, **kwargs):
        """Adds a code named after the words and gives it to them: 201, or 200 where the same was asked before."""
        asked = self.asked_for()
        coding, code, is_new = code_in_vivo(self.study, asked.pop("code"), coder=request.user, **asked)
        entry = CodeSerializer(code, context=self.get_serializer_context()).data
        return Response({**CodingSerializer(coding).data, "entry": entry}, status=_status(is_new))

    def get_serializer(self, *rows, **options):
        """Reads what is asked; a coding that stands in the way is told as it is elsewhere."""
        return CodingSerializer(*rows) if rows else super().get_serializer(**options)

    def asked_for(self) -> dict:
        sent = self.get_serializer(data=self.request.data)
        sent.is_valid(raise_exception=True)
        return sent.validated_data


def _told(codings: list[Coding], is_new: bool) -> Response:
    return Response({"codings": CodingSerializer(codings, many=True).data}, status=_status(is_new))


def _status(is_new: bool) -> int:
    return status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
