"""Undo and redo of one's own acts."""

from django.http import Http404
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.api.judgements import CodingSerializer, LinkSerializer
from coding.api.memos import MemoSerializer
from coding.history import Entry, Filters, page_of
from coding.models import Coding, Link, Memo
from coding.telling import plain
from coding.undo import next_acts, undo
from ground.api_described import described
from ground.api_fields import StrictSerializer
from ground.models import Act
from interviews.api_base import InStudy
from interviews.permissions import Verb

RECENT = 20
SHOWN = {
    "coding_coding": ("codings", Coding.objects.select_related("passage"), CodingSerializer),
    "coding_link": ("links", Link.objects.select_related("passage"), LinkSerializer),
    "coding_memo": ("memos", Memo.objects.all(), MemoSerializer),
}


class ActSerializer(StrictSerializer):
    id = serializers.UUIDField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    verb = serializers.CharField(read_only=True)
    at = serializers.DateTimeField(read_only=True)
    undoes = serializers.UUIDField(source="undoes_id", read_only=True, allow_null=True)


class NextSerializer(serializers.Serializer):
    undo = ActSerializer(allow_null=True, read_only=True)
    redo = ActSerializer(allow_null=True, read_only=True)


class UndoneSerializer(ActSerializer):
    """The undoing act, and the rows as they are after it."""

    codings = CodingSerializer(many=True, read_only=True)
    links = LinkSerializer(many=True, read_only=True)
    memos = MemoSerializer(many=True, read_only=True)

    def to_representation(self, act):
        shown = super().to_representation(act)
        rows: dict[str, set] = {}
        for relation, row in act.events.values_list("relation", "row_id"):
            rows.setdefault(relation, set()).add(row)
        for relation, (name, queryset, serializer) in SHOWN.items():
            shown[name] = serializer(queryset.filter(pk__in=rows.get(relation, ())), many=True).data
        return shown

    @property
    def _readable_fields(self):
        return [field for field in super()._readable_fields if field.field_name not in ("codings", "links", "memos")]


class RecentSerializer(serializers.Serializer):
    act = serializers.UUIDField(help_text="To be undone, or done again by undoing its undoing.")
    at = serializers.DateTimeField()
    sentence = serializers.CharField()
    can = serializers.ChoiceField(["undo", "redo", ""], help_text="Empty where nothing can be done to it.")
    refusal = serializers.CharField(help_text="Why not, where something stands in the way; else empty.")


def _recent(entry: Entry) -> dict:
    can = "" if entry.refusal else entry.press
    told = RecentSerializer(
        {"act": entry.tip, "at": entry.act.at, "sentence": plain(entry.sentence), "can": can, "refusal": entry.refusal}
    )
    return told.data


class ActViewSet(InStudy, viewsets.GenericViewSet):
    """One's own acts that can be undone and redone, also tomorrow."""

    queryset = Act.objects.all()
    serializer_class = ActSerializer
    lookup_value_converter = "uuid"
    verbs = {"undo": Verb.CODE}

    @action(detail=False, serializer_class=NextSerializer)
    def next(self, request, **kwargs):
        """What undo and redo would reach for now: one's own latest acts, or null."""
        return Response(NextSerializer(next_acts(self.study, by=request.user)._asdict()).data)

    @described(responses=RecentSerializer(many=True))
    @action(detail=False, serializer_class=RecentSerializer, pagination_class=None)
    def recent(self, request, **kwargs):
        """One's own last 20 acts, newest first, as sentences, with what one can do to each."""
        page = page_of(self.study, Filters(whose="mine"), by=request.user, size=RECENT)
        return Response([_recent(entry) for entry in page.entries])

    @described(responses={201: UndoneSerializer, 200: UndoneSerializer})
    @action(detail=True, methods=["post"], serializer_class=UndoneSerializer)
    def undo(self, request, pk, **kwargs):
        """Undoes the act as a new act; 200 with the act that did so where it was undone before.

        To redo, undo the undoing act. 409 `in_the_way` names the later act that stands on it, and the first such row.
        """
        try:
            undoing, new = undo(self.study, by=request.user, act_id=pk)
        except Act.DoesNotExist as error:
            raise Http404 from error
        return Response(UndoneSerializer(undoing).data, status.HTTP_201_CREATED if new else status.HTTP_200_OK)
