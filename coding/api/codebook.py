"""The codebook: codes, dimensions, forms of coordination."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from coding.codebook import add_code_once, change_code, require_to_change, restore_code, retire_code
from coding.dimensions import add_dimension_once, change_dimension
from coding.models import Code, Dimension, LinkForm
from ground.api import StrictIntegerField
from ground.api_fields import StrictCharField, StrictModelSerializer, StrictSerializer, own_id
from interviews.api_base import CreatesOnce, Editable, InStudyField, Rows, require_in_scope
from interviews.permissions import Verb


class DimensionSerializer(StrictModelSerializer):
    create_only = ("id", "code")

    id = own_id()
    position = StrictIntegerField(required=False, min_value=0, max_value=1000, help_text="Last if left out.")

    class Meta:
        model = Dimension
        fields = ["id", "code", "name_id", "name_en", "stage", "position"]


class LinkFormSerializer(serializers.ModelSerializer):
    class Meta:
        model = LinkForm
        fields = ["id", "code", "rung", "directed", "name_id", "name_en", "texts", "position"]


class CodeSerializer(StrictSerializer):
    id = own_id()
    key = StrictCharField(max_length=40)
    parent = InStudyField(
        by="key", queryset=Code.objects.all(), required=False, allow_null=True, help_text="Id or key."
    )
    dimension = serializers.UUIDField(source="dimension_id", allow_null=True, read_only=True)
    texts = serializers.JSONField(help_text='{"id": {"label": …, "brief": …}, "en": {…}}')
    position = serializers.IntegerField(read_only=True)
    created_by = serializers.UUIDField(source="created_by_id", read_only=True)
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def validate_texts(self, texts):
        if not isinstance(texts, dict) or not all(isinstance(entry, dict) for entry in texts.values()):
            raise serializers.ValidationError(_("Send an object of languages, each an object of texts."))
        for entry in texts.values():
            if not all(isinstance(text, str) for text in entry.values()):
                raise serializers.ValidationError(_("Every text is a string."))
        return texts


class DimensionViewSet(CreatesOnce, Editable, Rows):
    """The dimensions of participation. A new one comes with the code that passages are coded with."""

    queryset = Dimension.objects.select_related("study")
    serializer_class = DimensionSerializer
    ordering = ("position", "id")
    filters = {"code": "code", "stage": "stage"}
    verbs = dict.fromkeys(("create", "partial_update"), Verb.CURATE)

    def make(self, **data):
        return add_dimension_once(self.study, by=self.request.user, **data)

    def change(self, dimension, **changes):
        return change_dimension(dimension, by=self.request.user, **changes)


class LinkFormViewSet(Rows):
    """The forms of coordination. The method knows them, so they are the same in every study."""

    queryset = LinkForm.objects.all()
    serializer_class = LinkFormSerializer
    ordering = ("position", "id")


class CodeViewSet(CreatesOnce, Editable, Rows):
    """The entries of the codebook. An entry is retired, never deleted: its codings stay."""

    queryset = Code.objects.select_related("dimension", "study")
    serializer_class = CodeSerializer
    ordering = ("position", "id")
    filters = {"key": "key", "parent": "parent", "dimension": "dimension"}
    verbs = {"create": Verb.CODE}
    own_verbs = dict.fromkeys(("partial_update", "retire", "restore"), Verb.CURATE)

    def require_for(self, code):
        require_in_scope(self.request, Verb.CURATE)
        require_to_change(code, self.study, by=self.request.user)

    def make(self, **data):
        return add_code_once(self.study, by=self.request.user, **data)

    def change(self, code, **changes):
        return change_code(code, by=self.request.user, **changes)

    @action(detail=True, methods=["post"])
    def retire(self, request, **kwargs):
        """Takes the entry out of use."""
        return self._curate(retire_code)

    @action(detail=True, methods=["post"])
    def restore(self, request, **kwargs):
        """Takes the entry back into use."""
        return self._curate(restore_code)

    def _curate(self, verb):
        code = self.get_object()
        self.require_for(code)
        verb(code, by=self.request.user)
        return self.answer(self.get_object())
