"""Member checks and the checklist over HTTP."""

from django.db import transaction
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictModelSerializer, StrictSerializer, own_id
from interviews.api_base import CreatesOnce, Editable, InStudy, InStudyField, Rows
from interviews.models import Informant
from interviews.permissions import Verb
from reports.models import MemberCheck
from reports.rigour.checklist import Answered, answer_item, checklist_of
from reports.rigour.member_checks import add_member_check, change_member_check, remove_member_check


class MemberCheckSerializer(StrictModelSerializer):
    create_only = ("id", "informant")

    id = own_id()
    informant = InStudyField(by="code", queryset=Informant.objects.all(), help_text="Id or code.")
    created_by = StrictUUIDField(source="created_by_id", read_only=True)

    class Meta:
        model = MemberCheck
        fields = ["id", "informant", "what", "sent_on", "answer", "answered_on", "said", "effect", "created_by"]

    def to_representation(self, instance):
        """What someone said who has withdrawn consent is not repeated."""
        shown = super().to_representation(instance)
        return shown | {"said": ""} if instance.informant.has_withdrawn else shown


class MemberCheckViewSet(CreatesOnce, Editable, Rows):
    """What was sent back to informants, and what they answered."""

    queryset = MemberCheck.objects.select_related("study", "informant")
    serializer_class = MemberCheckSerializer
    ordering = ("sent_on", "id")
    filters = {"informant": "informant", "what": "what", "answer": "answer"}
    conditional = ("partial_update", "destroy")
    verbs = dict.fromkeys(("create", "partial_update", "destroy"), Verb.CODE)

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.filter(trashed_at__isnull=True) if self.action != "create" else rows

    def make(self, **data):
        return add_member_check(self.study, by=self.request.user, **data)

    def change(self, row, **changes):
        return change_member_check(row, by=self.request.user, **changes)

    @transaction.atomic
    def destroy(self, request, **kwargs):
        """Takes the member check away; needs `If-Match`. It stays on record."""
        row = self.held()
        if (refusal := self.unless_changed(row)) is not None:
            return refusal
        remove_member_check(row, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ChecklistItemSerializer(serializers.Serializer):
    item = serializers.IntegerField(help_text="1 to 32.")
    name = serializers.CharField()
    asks = serializers.CharField()
    known = serializers.CharField(help_text="What the data say; empty where they know nothing.")
    text = serializers.CharField(help_text="What a person wrote; may be empty.")


class ChecklistAnswerSerializer(StrictSerializer):
    item = StrictIntegerField(min_value=1, max_value=32)
    text = StrictCharField(allow_blank=True, max_length=20_000, help_text="An empty text takes the answer back.")
    seen = StrictCharField(
        required=False, allow_blank=True, max_length=20_000,
        help_text="The text that was read before; 409 where it is another by now.",
    )  # fmt: skip


class ChecklistViewSet(InStudy, viewsets.ViewSet):
    """The 32 items of COREQ with what the data know and what was written."""

    verbs = {"create": Verb.CODE}

    @described(operation_id="checklist_list", responses=ChecklistItemSerializer(many=True))
    def list(self, request, **kwargs):
        """Every item in its order."""
        return Response([_item(each) for each in checklist_of(self.study)])

    @described(
        operation_id="checklist_answer", request=ChecklistAnswerSerializer, responses={200: ChecklistItemSerializer}
    )
    def create(self, request, **kwargs):
        """Writes the answer to one item. Writing it again changes nothing."""
        sent = ChecklistAnswerSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        answer_item(self.study, by=request.user, **sent.validated_data)
        number = sent.validated_data["item"]
        return Response(next(_item(each) for each in checklist_of(self.study) if each.item.number == number))


def _item(each: Answered) -> dict:
    item = each.item
    told = {"item": item.number, "name": item.name, "asks": item.asks, "known": each.known, "text": each.text}
    return ChecklistItemSerializer(told).data
