"""Memos."""

from rest_framework import serializers

from coding.api.rows import OwnRows, StrictSerializer
from coding.memos import ABOUT, LONGEST, change_memo, remove_memo, restore_memo, write_memo
from coding.models import Memo
from ground.api import StrictUUIDField
from ground.conflicts import refuse


class MemoSerializer(StrictSerializer):
    id = StrictUUIDField(required=False, help_text="Chosen by the client, so that sending again repeats nothing.")
    kind = serializers.ChoiceField(Memo.Kind.choices, required=False)
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False)
    passage = StrictUUIDField(required=False, allow_null=True)
    coding = StrictUUIDField(required=False, allow_null=True)
    link = StrictUUIDField(required=False, allow_null=True)
    code = StrictUUIDField(required=False, allow_null=True)
    interview = StrictUUIDField(required=False, allow_null=True)
    informant = StrictUUIDField(required=False, allow_null=True)
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
        about = [name for name in ABOUT if data.get(name) is not None]
        if len(about) > 1:
            raise serializers.ValidationError({about[1]: ["A memo is about one thing, or about the study."]})
        if self.partial and any(name in data for name in ABOUT):
            raise serializers.ValidationError({"text": ["A memo stays where it was written; change text or kind."]})
        return data


class MemoViewSet(OwnRows):
    """Memos: about a passage, coding, link, code, interview, informant, or the study."""

    queryset = Memo.objects.all()
    serializer_class = MemoSerializer
    filters = {name: name for name in ("author", "kind", *ABOUT)} | {"transcript": "passage__transcript"}

    def make(self, **data):
        about = next(((name, data[name]) for name in ABOUT if data.get(name)), None)
        plain = {name: value for name, value in data.items() if name not in ABOUT}
        return write_memo(self.study, author=self.request.user, about=about and self._find(*about), **plain)

    def _find(self, name, pk):
        found = ABOUT[name].objects.visible_to(self.request.user).of_study(self.study).filter(pk=pk).first()
        if found is None:
            raise refuse(name, "This study has nothing of that id.")
        return found

    def change(self, row, **changes):
        change_memo(row, by=self.request.user, **changes)

    def remove(self, row):
        remove_memo(row, by=self.request.user)

    def put_back(self, row):
        restore_memo(row, by=self.request.user)
