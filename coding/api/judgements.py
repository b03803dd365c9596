"""Passages, and what coders judge of them: codings and links."""

from copy import copy

from rest_framework import serializers

from coding.api.rows import OwnRows
from coding.carrying import onward
from coding.linking import POLARITIES, change_link, link_passage, remove_link, restore_link
from coding.models import Coding, Link, Passage, Polarity, Status
from coding.passages import change_coding, code_passage, remove_coding, restore_coding
from coding.reviewing import mark
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_fields import StrictBooleanField, StrictSerializer, own_id
from interviews.api_base import Rows

ONLY_READ = {"read_only": True}


class PassageSerializer(StrictSerializer):
    id = serializers.UUIDField(**ONLY_READ)
    transcript = serializers.UUIDField(**ONLY_READ)
    interview = serializers.UUIDField(**ONLY_READ)
    start = serializers.IntegerField(help_text="Unicode code points from the start of the transcript.", **ONLY_READ)
    end = serializers.IntegerField(help_text="Exclusive.", **ONLY_READ)
    quote = serializers.CharField(**ONLY_READ)

    def to_representation(self, passage):
        return {
            "id": str(passage.id),
            "transcript": str(passage.transcript_id),
            "interview": str(passage.transcript.interview_id),
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
        }


class JudgementSerializer(StrictSerializer):
    """What a coding and a link have in common."""

    create_only = ("id", "carry")

    id = own_id()
    passage = serializers.UUIDField(**ONLY_READ)
    transcript = StrictUUIDField(
        help_text="The text that start and end were read from; a change is refused where it was corrected since."
    )
    start = StrictIntegerField(min_value=0, help_text="Unicode code points from the start of the transcript.")
    end = StrictIntegerField(min_value=0, help_text="Exclusive.")
    carry = StrictBooleanField(
        required=False,
        write_only=True,
        help_text="true: where the text was corrected since, the same words of the newest version.",
    )
    quote = serializers.CharField(**ONLY_READ)
    in_scope = StrictBooleanField(required=False)
    speaker = StrictUUIDField(
        required=False, allow_null=True, help_text="Only where several informants speak in the passage."
    )
    coder = serializers.UUIDField(**ONLY_READ)
    status = serializers.ChoiceField(Status.choices, **ONLY_READ)
    mark = serializers.CharField(
        help_text="Sent as `seen` with a review: it differs when what is judged does.", **ONLY_READ
    )
    recheck = serializers.BooleanField(**ONLY_READ)
    codebook_version = serializers.UUIDField(allow_null=True, **ONLY_READ)
    created_at = serializers.DateTimeField(**ONLY_READ)
    trashed_at = serializers.DateTimeField(allow_null=True, **ONLY_READ)

    def get_fields(self):
        """To read a request, only what it may hold is made ready; what is shown needs no fields.

        A copy is enough to bind to: nothing in these fields is changed afterwards.
        """
        if not hasattr(self, "initial_data"):
            return super().get_fields()
        return {name: copy(field) for name, field in self._declared_fields.items() if not field.read_only}

    def to_representation(self, row):
        passage = row.passage
        return {
            "id": str(row.id),
            "passage": str(row.passage_id),
            "transcript": str(passage.transcript_id),
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
            **self.judged(row),
            "polarity": row.polarity,
            "in_scope": row.in_scope,
            "speaker": _id(row.speaker_id),
            "coder": str(row.coder_id),
            "status": row.status,
            "mark": mark(row),
            "recheck": row.recheck,
            "codebook_version": _id(row.codebook_version_id),
            "created_at": _time(row.created_at),
            "trashed_at": _time(row.trashed_at),
        }


class CodingSerializer(JudgementSerializer):
    code = StrictUUIDField()
    about_actor = StrictUUIDField(
        required=False, allow_null=True, help_text="Without it, about the actor of whoever speaks."
    )
    polarity = serializers.ChoiceField(Polarity.choices, required=False)

    def judged(self, coding):
        return {"code": str(coding.code_id), "about_actor": _id(coding.about_actor_id)}


class LinkSerializer(JudgementSerializer):
    from_actor = StrictUUIDField()
    to_actor = StrictUUIDField()
    form = StrictUUIDField()
    polarity = serializers.ChoiceField(POLARITIES, required=False)
    regularity = serializers.ChoiceField(Link.Regularity.choices, required=False)

    def judged(self, link):
        return {
            "from_actor": str(link.from_actor_id),
            "to_actor": str(link.to_actor_id),
            "form": str(link.form_id),
            "regularity": link.regularity,
        }


IN_PLACE = {
    "transcript": "passage__transcript",
    "interview": "passage__transcript__interview",
    "passage": "passage",
    "coder": "coder",
    "status": "status",
    "polarity": "polarity",
}


class PassageViewSet(Rows):
    """The spans that anyone has pointed at. They come into being with the first coding or link."""

    queryset = Passage.objects.select_related("transcript").defer("transcript__text")
    serializer_class = PassageSerializer
    filters = {"transcript": "transcript", "interview": "transcript__interview"}


class CodingViewSet(OwnRows):
    """Codings: one coder, one passage, one code, one actor, one polarity."""

    queryset = Coding.objects.select_related("passage")
    serializer_class = CodingSerializer
    filters = IN_PLACE | {"code": "code", "about_actor": "about_actor"}

    def make(self, **data):
        return code_passage(self.study, coder=self.request.user, **_carried(self.study, data))

    def change(self, row, **changes):
        return change_coding(row, by=self.request.user, study=self.study, **changes)[0]

    def remove(self, row):
        remove_coding(row, by=self.request.user, study=self.study)

    def put_back(self, row):
        return restore_coding(row, by=self.request.user, study=self.study)


class LinkViewSet(OwnRows):
    """Links: what a passage tells of the coordination between two actors."""

    queryset = Link.objects.select_related("passage")
    serializer_class = LinkSerializer
    filters = IN_PLACE | {"form": "form", "from_actor": "from_actor", "to_actor": "to_actor"}

    def make(self, **data):
        return link_passage(self.study, coder=self.request.user, **_carried(self.study, data))

    def change(self, row, **changes):
        return change_link(row, by=self.request.user, study=self.study, **changes)[0]

    def remove(self, row):
        remove_link(row, by=self.request.user, study=self.study)

    def put_back(self, row):
        return restore_link(row, by=self.request.user, study=self.study)


def _carried(study, data: dict) -> dict:
    """What was sent, on the newest text where that was asked for."""
    if not data.pop("carry", False):
        return data
    return data | onward(study, data["transcript"], data["start"], data["end"])


def _id(value):
    return value and str(value)


def _time(value):
    return value and value.isoformat().replace("+00:00", "Z")
