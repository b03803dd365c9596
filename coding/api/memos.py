"""Memos."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.api.rows import OwnRows
from coding.memo_list import ABOUT as SORTS
from coding.memo_list import memos_like
from coding.memos import ABOUT, LONGEST, change_memo, remove_memo, restore_memo, write_memo
from coding.models import Code, Memo
from coding.places import find_place
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer, own_id
from ground.conflicts import refuse
from interviews.api_base import InStudyField
from interviews.models import Interview
from interviews.permissions import Verb


class MemoSerializer(StrictSerializer):
    create_only = ("id", *ABOUT, "transcript", "start", "end")

    id = own_id()
    kind = serializers.ChoiceField(Memo.Kind.choices, required=False)
    text = StrictCharField(
        max_length=LONGEST, trim_whitespace=False, help_text="`@name`, `#KEY` and addresses of passages become marks."
    )
    passage = StrictUUIDField(required=False, allow_null=True)
    coding = StrictUUIDField(required=False, allow_null=True)
    link = StrictUUIDField(required=False, allow_null=True)
    code = StrictUUIDField(required=False, allow_null=True)
    interview = StrictUUIDField(required=False, allow_null=True)
    informant = StrictUUIDField(required=False, allow_null=True)
    actor = StrictUUIDField(required=False, allow_null=True)
    transcript = StrictUUIDField(required=False, write_only=True, help_text="With start and end: about these words.")
    start = StrictIntegerField(required=False, write_only=True, min_value=0)
    end = StrictIntegerField(required=False, write_only=True, min_value=0)
    author = serializers.UUIDField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    trashed_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def to_representation(self, memo):
        about = {name: getattr(memo, f"{name}_id") for name in ABOUT}
        return {
            "id": str(memo.id),
            "kind": memo.kind,
            "text": memo.text,
            **{name: pk and str(pk) for name, pk in about.items()},
            "author": str(memo.author_id),
            "created_at": self.fields["created_at"].to_representation(memo.created_at),
            "trashed_at": memo.trashed_at and self.fields["trashed_at"].to_representation(memo.trashed_at),
        }

    def validate(self, data):
        about = [name for name in (*ABOUT, "transcript") if data.get(name) is not None]
        if len(about) > 1:
            raise serializers.ValidationError({about[1]: [_("A memo is about one thing, or about the study.")]})
        if len({"transcript", "start", "end"} & set(data)) not in (0, 3):
            raise serializers.ValidationError({"transcript": [_("Send transcript, start and end together.")]})
        return data


class MemoSearchSerializer(StrictSerializer):
    """What to look for. The words come in the body, so that they stand in no log of addresses."""

    words = StrictCharField(required=False, max_length=200, default="", allow_blank=True)
    kind = serializers.ChoiceField(Memo.Kind.choices, required=False)
    author = StrictUUIDField(required=False)
    about = serializers.ChoiceField(list(SORTS), required=False, help_text="The sort of thing that a memo is on.")
    interview = InStudyField(
        by="code", queryset=Interview.objects.all(), required=False, help_text="Id or code: on it or on its words."
    )
    code = InStudyField(
        by="key", queryset=Code.objects.all(), required=False, help_text="Id or key: on it or on codings with it."
    )
    mentioned = StrictUUIDField(required=False, help_text="The account of someone whom the memos mention.")
    after = StrictUUIDField(required=False, help_text="`next` of the answer before.")
    limit = StrictIntegerField(required=False, min_value=1, max_value=200, default=50)


class MemosFoundSerializer(serializers.Serializer):
    memos = MemoSerializer(many=True)
    next = serializers.UUIDField(allow_null=True)


class MemoViewSet(OwnRows):
    """Memos: about a passage, coding, link, code, interview, informant, actor, or the study."""

    queryset = Memo.objects.all()
    serializer_class = MemoSerializer
    filters = {name: name for name in ("author", "kind", *ABOUT)}
    verbs = OwnRows.verbs | {"search": Verb.READ}

    def make(self, transcript=None, start=None, end=None, **data):
        about = next(((name, data[name]) for name in ABOUT if data.get(name)), None)
        plain = {name: value for name, value in data.items() if name not in ABOUT}
        on = {"about": self._find(*about)} if about else {}
        if transcript is not None:
            on = {"place": find_place(self.study, transcript, start, end)}
        return write_memo(self.study, author=self.request.user, **on, **plain)

    @described(responses=MemosFoundSerializer)
    @action(detail=False, methods=["post"], serializer_class=MemoSearchSerializer)
    def search(self, request, **kwargs):
        """The memos that say every one of the words, newest first; without words all that the rest narrows to.

        `next` is the id to send as `after` for the memos that follow; null at the end.
        """
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        limit = sent.validated_data.pop("limit")
        rows = list(memos_like(self.study, by=request.user, **sent.validated_data)[: limit + 1])
        shown = MemoSerializer(rows[:limit], many=True).data
        return Response({"memos": shown, "next": shown[-1]["id"] if len(rows) > limit else None})

    def _find(self, name, pk):
        found = ABOUT[name].objects.visible_to(self.request.user).of_study(self.study).filter(pk=pk).first()
        if found is None:
            raise refuse(name, _("This study has nothing with that id."))
        return found

    def change(self, row, **changes):
        return change_memo(row, by=self.request.user, **changes)

    def remove(self, row):
        remove_memo(row, by=self.request.user)

    def put_back(self, row):
        return restore_memo(row, by=self.request.user)
