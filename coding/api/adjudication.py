"""Adjudication over HTTP: what coders judged otherwise, which judgement counts, and taking that back."""

from django.utils.translation import gettext as _
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.adjudicating import adjudicate, disputes, judge_anew, keep_all, overlaps, reopen
from coding.api.reviews import MOST_ROWS, DecidedRowSerializer, ReviewSerializer
from coding.judging import judgements
from coding.models import Polarity
from coding.reviewing import mark
from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from interviews.api_base import InStudy
from interviews.permissions import Verb


class ContradictionSerializer(serializers.Serializer):
    passage = serializers.UUIDField()
    overlaps = serializers.BooleanField(help_text="Whether the words overlap and are not the same.")
    all_may_count = serializers.BooleanField(help_text="Whether no two of them contradict each other.")
    rows = serializers.ListField(child=serializers.DictField(), help_text="`coding` or `link`, its id, and its `mark`.")


class AdjudicationSerializer(StrictSerializer):
    """Which of the rows that answer one question counts; all of them are named, as they were read."""

    decision = serializers.ChoiceField(
        ["keep", "all", "new"],
        default="keep",
        help_text="`keep` one, let `all` count (where `all_may_count`), or a `new` judgement of one's own.",
    )
    keep = StrictUUIDField(help_text="Of the rows: the one that counts; for `new`, that whose words and code it takes.")
    polarity = serializers.ChoiceField(Polarity.choices, required=False, help_text="Of the `new` judgement.")
    rows = DecidedRowSerializer(many=True, allow_empty=False, max_length=MOST_ROWS)
    reason = StrictCharField(max_length=20_000)


class ReopeningSerializer(StrictSerializer):
    row = StrictUUIDField(help_text="A coding or link that the adjudication decided on.")
    reason = StrictCharField(max_length=20_000)


class AdjudicationViewSet(InStudy, viewsets.ViewSet):
    """Where coders judged the same words otherwise, and what was decided."""

    verbs = {"list": Verb.COMPARE, "create": Verb.REVIEW, "reopen": Verb.REVIEW}

    @described(operation_id="adjudications_list", responses=ContradictionSerializer(many=True))
    def list(self, request, **kwargs):
        """The questions that coders have answered otherwise, submitted or approved, in reading order."""
        return Response(
            [
                {
                    "passage": str(each.rows[0].passage_id),
                    "overlaps": len({row.passage_id for row in each.rows}) > 1,
                    "all_may_count": each.all_may_count,
                    "rows": [{_noun(row): str(row.pk), "mark": mark(row)} for row in each.rows],
                }
                for each in [*disputes(self.study), *overlaps(self.study)]
            ]
        )

    @described(request=AdjudicationSerializer, responses={201: ReviewSerializer(many=True)})
    def create(self, request, **kwargs):
        """Decides between the rows of one question. Answers with a review for each."""
        sent = self._read(AdjudicationSerializer)
        seen = {str(row.get("coding") or row.get("link")): row["seen"] for row in sent["rows"]}
        row, told = self._row("keep", sent["keep"]), {"by": request.user, "reason": sent["reason"], "seen": seen}
        if sent["decision"] == "all":
            made = keep_all(self.study, row=row, **told)
        elif sent["decision"] == "new":
            made = judge_anew(self.study, row=row, polarity=sent.get("polarity", ""), **told)
        else:
            made = adjudicate(self.study, keep=row, **told)
        return Response(ReviewSerializer(made, many=True).data, status.HTTP_201_CREATED)

    @described(request=ReopeningSerializer, responses={201: ReviewSerializer(many=True)})
    @action(detail=False, methods=["post"])
    def reopen(self, request, **kwargs):
        """Takes a decision back: what it decided on waits for review again, unless it was changed or reviewed since."""
        sent = self._read(ReopeningSerializer)
        made = reopen(self.study, by=request.user, row=self._row("row", sent["row"]), reason=sent["reason"])
        return Response(ReviewSerializer(made, many=True).data, status.HTTP_201_CREATED)

    def _read(self, kind) -> dict:
        sent = kind(data=self.request.data)
        sent.is_valid(raise_exception=True)
        return sent.validated_data

    def _row(self, field, id):
        found = judgements(self.study, [id])
        if not found:
            raise serializers.ValidationError({field: [_("This study has nothing with that id.")]})
        return found[0]


def _noun(row) -> str:
    return type(row).__name__.lower()
