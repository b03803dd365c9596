"""Review over HTTP: hand in, take back, decide, reply."""

from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.judging import judgements
from coding.models import Coding, Judgement, Link, Reply, Review
from coding.reviewing import OUTCOME, reply_once, review_once, submit, withdraw
from ground.acts import act
from ground.api import StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictModelSerializer, StrictSerializer, own_id
from interviews.api_base import InStudy, InStudyField, Rows
from interviews.models import Interview
from interviews.permissions import Verb

MOST_ROWS = 1_000


class ReplySerializer(StrictModelSerializer):
    id = own_id()
    review = serializers.UUIDField(source="review_id", read_only=True)
    author = serializers.UUIDField(source="author_id", read_only=True)

    class Meta:
        model = Reply
        fields = ["id", "review", "author", "text", "at"]
        read_only_fields = ["at"]


class ReviewSerializer(StrictModelSerializer):
    coding = serializers.UUIDField(source="coding_id", read_only=True, allow_null=True)
    link = serializers.UUIDField(source="link_id", read_only=True, allow_null=True)
    reviewer = serializers.UUIDField(source="reviewer_id", read_only=True)
    replies = ReplySerializer(many=True, read_only=True)

    class Meta:
        model = Review
        fields = ["id", "coding", "link", "decision", "reason", "reviewer", "at", "replies"]
        read_only_fields = fields


class DecidedRowSerializer(StrictSerializer):
    id = own_id()
    coding = StrictUUIDField(required=False)
    link = StrictUUIDField(required=False)
    seen = StrictCharField(
        max_length=300, help_text="The row's `mark` as you read it: what was seen is what is decided on."
    )

    def validate(self, data):
        if ("coding" in data) == ("link" in data):
            raise serializers.ValidationError(_("Name one coding or one link."))
        return data


class DecisionSerializer(StrictSerializer):
    """One decision, with one reason, on one or many rows: all or none."""

    rows = DecidedRowSerializer(many=True, allow_empty=False, max_length=MOST_ROWS)
    decision = serializers.ChoiceField([(each.value, each.label) for each in OUTCOME])
    reason = StrictCharField(required=False, allow_blank=True, help_text="Needed unless the decision is to approve.")

    def validate_rows(self, rows):
        named = [row.get("coding") or row.get("link") for row in rows]
        if len(set(named)) != len(named):
            raise serializers.ValidationError(_("Name each row once."))
        return rows


class ReviewViewSet(Rows):
    """Reviewers' decisions, each with the replies below it."""

    queryset = Review.objects.prefetch_related("replies")
    serializer_class = ReviewSerializer
    ordering = ("at", "id")
    filters = {"coding": "coding", "link": "link", "reviewer": "reviewer", "decision": "decision"}
    asks = {"replies": {}}
    verbs = {"create": Verb.REVIEW, "replies": Verb.CODE}

    @described(
        request=DecisionSerializer, responses={201: ReviewSerializer(many=True), 200: ReviewSerializer(many=True)}
    )
    def create(self, request, **kwargs):
        """Decides on rows, all or none. Sent again with the same ids it answers 200 with the reviews that are there."""
        sent = DecisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        asked = sent.validated_data
        rows = asked.pop("rows")
        found = {row.pk: row for row in judgements(self.study, [row.get("coding") or row.get("link") for row in rows])}
        self._check_found(rows, found)
        by_row = {row.get("coding") or row.get("link"): row for row in rows}
        made, is_new = review_once(
            self.study,
            reviewer=request.user,
            rows=list(found.values()),
            seen={pk: row["seen"] for pk, row in by_row.items()},
            ids={pk: row["id"] for pk, row in by_row.items() if "id" in row},
            **asked,
        )
        return Response(
            ReviewSerializer(made, many=True).data, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        )

    def _check_found(self, rows, found):
        wrong = {}
        for index, row in enumerate(rows):
            name, model = ("coding", Coding) if "coding" in row else ("link", Link)
            if not isinstance(found.get(row[name]), model):
                wrong[f"rows[{index}].{name}"] = [_("This study has nothing with that id.")]
        if wrong:
            raise serializers.ValidationError(wrong)

    @described(request=ReplySerializer, responses={201: ReplySerializer, 200: ReplySerializer})
    @action(detail=True, methods=["post"])
    def replies(self, request, **kwargs):
        """Answers a review. 200 where the same was sent before."""
        about = self.get_object()
        sent = ReplySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        said, is_new = reply_once(about, author=request.user, study=self.study, **sent.validated_data)
        return Response(ReplySerializer(said).data, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)


class RowsSerializer(StrictSerializer):
    rows = serializers.ListField(
        child=StrictUUIDField(),
        allow_empty=False,
        max_length=MOST_ROWS,
        help_text="Ids of codings and links of one's own.",
    )


class HandingInSerializer(StrictSerializer):
    """Which rows: those named, or all of an interview, or without either all of the study."""

    rows = serializers.ListField(child=StrictUUIDField(), required=False, allow_empty=False, max_length=MOST_ROWS)
    interview = InStudyField(by="code", queryset=Interview.objects.all(), required=False, help_text="Id or code.")


class CountSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="How many rows it was.")


class HandingInViewSet(InStudy, viewsets.GenericViewSet):
    """One's own codings and links on their way to the reviewer and back."""

    queryset = Coding.objects.all()
    serializer_class = HandingInSerializer
    verbs = {"submit": Verb.CODE, "withdraw": Verb.CODE}

    @described(responses=CountSerializer)
    def submit(self, request, **kwargs):
        """Hands one's own drafts and returned rows to the reviewer. What waits or was decided stays as it is."""
        asked = self._read(HandingInSerializer)
        if "rows" in asked:
            asked["rows"] = self._own(asked["rows"])
        return Response({"count": submit(self.study, coder=request.user, **asked)})

    @described(request=RowsSerializer, responses=CountSerializer)
    def withdraw(self, request, **kwargs):
        """Takes submitted rows of one's own back to draft, all or none."""
        rows = self._own(self._read(RowsSerializer)["rows"])
        with act(request.user, "coding.withdraw", self.study):
            for row in rows:
                withdraw(row, by=request.user, study=self.study)
        return Response({"count": len(rows)})

    def _read(self, kind) -> dict:
        sent = kind(data=self.request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)

    def _own(self, ids: list[UUID]) -> list[Judgement]:
        rows = [row for row in judgements(self.study, ids) if row.coder_id == self.request.user.pk]
        if missing := set(ids) - {row.pk for row in rows}:
            said = _("None of your codings or links has this id: {ids}.")
            raise serializers.ValidationError({"rows": [said.format(ids=", ".join(sorted(map(str, missing))))]})
        return sorted(rows, key=lambda row: row.pk)
