"""Speakers: the labels of a transcript, and whose voices they are."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from ground.api_fields import StrictModelSerializer, StrictSerializer
from interviews.api_base import Editable, InStudyField, Rows
from interviews.models import Informant, Speaker
from interviews.permissions import Verb
from interviews.transcripts import Voice, map_voice


class VoiceSerializer(StrictSerializer):
    """Whose voice a label is. With an informant, `kind` may be left out."""

    kind = serializers.ChoiceField(Speaker.Kind.choices, required=False)
    informant = InStudyField(
        by="code", queryset=Informant.objects.all(), required=False, allow_null=True, help_text="Id or code."
    )

    def validate(self, data):
        informant = data.get("informant")
        kind = data.get("kind") or (Speaker.Kind.INFORMANT if informant else None)
        if kind is None:
            raise serializers.ValidationError({"kind": [_("Say the kind of speaker, or which informant it is.")]})
        if (kind == Speaker.Kind.INFORMANT) != (informant is not None):
            raise serializers.ValidationError({"informant": [_("Choose the informant whose voice this is.")]})
        return Voice(kind, informant)


class VoicesField(serializers.DictField):
    """For each label of the file, whose voice it is; a label left out is someone else."""

    child = VoiceSerializer()


class SpeakerSerializer(StrictModelSerializer):
    id = serializers.UUIDField(read_only=True)
    interview = serializers.UUIDField(source="interview_id", read_only=True)
    informant = InStudyField(
        by="code", queryset=Informant.objects.all(), required=False, allow_null=True, help_text="Id or code."
    )
    actor = serializers.SerializerMethodField(help_text="Code of the informant's actor.")

    class Meta:
        model = Speaker
        fields = ["id", "interview", "label", "kind", "informant", "actor"]
        read_only_fields = ["label"]

    def get_actor(self, speaker) -> str | None:
        actor = speaker.informant and speaker.informant.actor
        return actor and actor.code

    def validate(self, data):
        """Kind and informant agree: what is not said follows from what is."""
        if "kind" not in data:
            data["kind"] = Speaker.Kind.INFORMANT if data.get("informant") else self.instance.kind
        is_informant = data["kind"] == Speaker.Kind.INFORMANT
        informant = data.get("informant", self.instance.informant if is_informant else None)
        if is_informant != (informant is not None):
            raise serializers.ValidationError({"informant": [_("Choose the informant whose voice this is.")]})
        return {"voice": Voice(data["kind"], informant)}


class SpeakerViewSet(Editable, Rows):
    """Who speaks. Changing whose voice a label is changes it for every turn that bears it."""

    queryset = Speaker.objects.select_related("interview__study", "informant__actor")
    serializer_class = SpeakerSerializer
    filters = {"interview": "interview", "kind": "kind", "informant": "informant"}
    own_verbs = {"partial_update": Verb.CURATE}

    def brought_in_by(self, speaker):
        return speaker.interview.created_by_id

    def change(self, speaker, voice):
        return map_voice(speaker, by=self.request.user, voice=voice)
