"""Actors and informants: for whom people speak, and who was interviewed."""

from rest_framework import serializers

from ground.api import StrictIntegerField
from ground.api_fields import StrictCharField, StrictModelSerializer, own_id
from interviews.actors import add_actor_once, change_actor
from interviews.api_base import CreatesOnce, Editable, InStudyField, Rows
from interviews.informants import add_informant_once, change_informant
from interviews.models import Actor, Informant
from interviews.permissions import Verb


class ActorSerializer(StrictModelSerializer):
    create_only = ("id", "code")

    id = own_id()
    position = StrictIntegerField(required=False, min_value=0, max_value=1000, help_text="Last if left out.")

    class Meta:
        model = Actor
        fields = ["id", "code", "side", "name_id", "name_en", "position"]


class ActorViewSet(CreatesOnce, Editable, Rows):
    """The study's actors: offices, organisations, the public. Never a person."""

    queryset = Actor.objects.select_related("study")
    serializer_class = ActorSerializer
    ordering = ("position", "id")
    filters = {"code": "code", "side": "side"}
    verbs = dict.fromkeys(("create", "partial_update"), Verb.CURATE)

    def make(self, **data):
        return add_actor_once(self.study, by=self.request.user, **data)

    def change(self, actor, **changes):
        return change_actor(actor, by=self.request.user, **changes)


class InformantSerializer(StrictModelSerializer):
    id = own_id()
    code = StrictCharField(max_length=12, help_text="For example B1. Never a name.")
    actor = InStudyField(
        by="code",
        queryset=Actor.objects.all(),
        required=False,
        allow_null=True,
        help_text="Id or code; null for someone outside.",
    )
    created_by = serializers.UUIDField(source="created_by_id", read_only=True)

    class Meta:
        model = Informant
        fields = ["id", "code", "actor", "role_label", "consent", "consent_on", "note", "created_by"]


class InformantViewSet(CreatesOnce, Editable, Rows):
    """The people who were interviewed, by code. Nobody is deleted: consent is withdrawn."""

    queryset = Informant.objects.all()
    serializer_class = InformantSerializer
    ordering = ("code", "id")
    filters = {"code": "code", "actor": "actor", "consent": "consent"}
    verbs = {"create": Verb.IMPORT}
    own_verbs = {"partial_update": Verb.CURATE}

    def make(self, **data):
        return add_informant_once(self.study, by=self.request.user, **data)

    def change(self, informant, **changes):
        return change_informant(informant, by=self.request.user, **changes)
