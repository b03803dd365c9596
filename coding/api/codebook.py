"""The codebook: codes, dimensions, forms of coordination."""

from rest_framework import serializers
from rest_framework.decorators import action

from coding.api.rows import Rows, StrictSerializer
from coding.codebook import add_code, change_code, restore_code, retire_code
from coding.models import Code, Dimension, LinkForm
from ground.api import StrictUUIDField
from ground.conflicts import Conflict, refuse
from interviews.permissions import Verb


class DimensionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Dimension
        fields = ["id", "code", "name_id", "name_en", "stage", "position"]


class LinkFormSerializer(serializers.ModelSerializer):
    class Meta:
        model = LinkForm
        fields = ["id", "code", "rung", "directed", "name_id", "name_en", "texts", "position"]


class CodeSerializer(StrictSerializer):
    id = StrictUUIDField(required=False, help_text="Chosen by the client, so that sending again repeats nothing.")
    key = serializers.CharField(max_length=40)
    parent = StrictUUIDField(required=False, allow_null=True)
    dimension = serializers.UUIDField(source="dimension_id", allow_null=True, read_only=True)
    texts = serializers.JSONField(help_text='{"id": {"label": …, "brief": …}, "en": {…}}')
    position = serializers.IntegerField(read_only=True)
    created_by = serializers.UUIDField(source="created_by_id", read_only=True)
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def to_representation(self, code):
        return super().to_representation(code) | {"parent": code.parent_id and str(code.parent_id)}

    def validate_texts(self, texts):
        if not isinstance(texts, dict) or not all(isinstance(entry, dict) for entry in texts.values()):
            raise serializers.ValidationError("Send an object of languages, each an object of texts.")
        for entry in texts.values():
            if not all(isinstance(text, str) for text in entry.values()):
                raise serializers.ValidationError("Every text is a string.")
        return texts

    def validate(self, data):
        if data.get("parent") is not None:
            found = Code.objects.of_study(self.context["study"]).filter(pk=data["parent"]).first()
            if found is None:
                raise refuse("parent", "This study's codebook has no such code.")
            data["parent"] = found
        return data


class DimensionViewSet(Rows):
    queryset = Dimension.objects.all()
    serializer_class = DimensionSerializer


class LinkFormViewSet(Rows):
    queryset = LinkForm.objects.all()
    serializer_class = LinkFormSerializer


class CodeViewSet(Rows):
    """The entries of the codebook. An entry is retired, never deleted: its codings stay."""

    queryset = Code.objects.select_related("parent")
    serializer_class = CodeSerializer
    filters = {"key": "key", "parent": "parent", "dimension": "dimension"}
    verbs = {"create": Verb.CODE}

    def create(self, request, **kwargs):
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        if known := self._known(sent.validated_data):
            return self.answer(known)
        return self.answer(add_code(self.study, by=request.user, **sent.validated_data), 201)

    def _known(self, data):
        known = Code.objects.filter(pk=data.get("id")).first()
        if known and any(getattr(known, name) != value for name, value in data.items()):
            raise Conflict("This id was created with other content. Send it with a new id.", "differs")
        return known

    def partial_update(self, request, **kwargs):
        code = self._to_curate()
        if refusal := self.unless_changed(code):
            return refusal
        sent = self.get_serializer(data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        sent.validated_data.pop("id", None)
        return self.answer(change_code(code, by=request.user, **sent.validated_data))

    @action(detail=True, methods=["post"])
    def retire(self, request, **kwargs):
        """Takes the entry out of use."""
        retire_code(self._to_curate(), by=request.user)
        return self.answer(self.get_object())

    @action(detail=True, methods=["post"])
    def restore(self, request, **kwargs):
        """Takes the entry back into use."""
        restore_code(self._to_curate(), by=request.user)
        return self.answer(self.get_object())

    def _to_curate(self):
        code = self.get_object()
        self.require(Verb.CURATE, own=code.created_by_id == self.request.user.pk)
        return code
