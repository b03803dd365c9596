"""Recordings: what is kept beside the texts, heard whole or in parts."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api import StrictJSONParser
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictModelSerializer, StrictSerializer
from interviews.api_base import InStudyField, Rows
from interviews.listening import heard
from interviews.models import Interview, Recording
from interviews.permissions import Verb
from interviews.recordings import keep_recording, link_recording, restore_recording, trash_recording


class RecordingSerializer(StrictModelSerializer):
    id = serializers.UUIDField(read_only=True)
    interview = InStudyField(
        by="code", queryset=Interview.objects.filter(trashed_at__isnull=True), help_text="Id or code."
    )
    file = serializers.FileField(write_only=True, required=False, max_length=255, help_text="In multipart/form-data.")
    link = StrictCharField(required=False, max_length=500, help_text="Of a recording that is kept elsewhere.")
    has_file = serializers.SerializerMethodField(help_text="false where it came with a study's file, without sound.")

    class Meta:
        model = Recording
        fields = [
            "id",
            "interview",
            "name",
            "media_type",
            "size",
            "checksum",
            "file",
            "link",
            "has_file",
            "created_at",
            "trashed_at",
        ]
        read_only_fields = ["name", "media_type", "size", "checksum", "created_at", "trashed_at"]

    def get_has_file(self, recording) -> bool:
        return bool(recording.file)

    def validate(self, data):
        if ("file" in data) == bool(data.get("link")):
            raise serializers.ValidationError({"link": [_("Write the address of the recording, or choose a file.")]})
        return data


class RecordingViewSet(Rows):
    """One recording an interview, heard beside its text; those before it are in the trash."""

    queryset = Recording.objects.select_related("interview__study")
    serializer_class = RecordingSerializer
    filters = {"interview": "interview"}
    verbs = {"list": Verb.HEAR, "retrieve": Verb.HEAR, "content": Verb.HEAR, "create": Verb.IMPORT}
    own_verbs = dict.fromkeys(["destroy", "restore"], Verb.CURATE)
    parser_classes = [StrictJSONParser, parsers.MultiPartParser]

    def brought_in_by(self, recording):
        return recording.interview.created_by_id

    def create(self, request, *args, **kwargs):
        """Puts a recording beside an interview, as a file or as an address; the one before goes to the trash."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        interview, file = sent.validated_data["interview"], sent.validated_data.get("file")
        self.require(Verb.CURATE, own=interview.created_by_id == request.user.pk)
        if file:
            recording = keep_recording(interview, by=request.user, name=file.name, file=file)
        else:
            recording = link_recording(interview, by=request.user, link=sent.validated_data["link"])
        return self.answer(recording, status.HTTP_201_CREATED)

    def destroy(self, request, *args, **kwargs):
        """Takes the recording to the trash. Doing it again changes nothing."""
        recording = self.get_object()
        self.require_for(recording)
        trash_recording(recording, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request, **kwargs):
        """Brings the recording back; the one heard since goes to the trash."""
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        recording = self.get_object()
        self.require_for(recording)
        return self.answer(restore_recording(recording, by=request.user))

    @described(responses={(200, "audio/*"): OpenApiTypes.BINARY, (206, "audio/*"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def content(self, request, **kwargs):
        """The sound itself, or the part that a Range header asks for: at most 4 MB at once."""
        return heard(request, self.get_object())
