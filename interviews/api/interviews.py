"""Interviews: brought in as a file or as text, read with their record, taken to the trash and back."""

from contextlib import contextmanager

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.api import StrictIntegerField, StrictJSONParser, TooLarge
from ground.api_described import described
from ground.api_fields import StrictBooleanField, StrictCharField, StrictModelSerializer, StrictSerializer, own_id
from ground.names import shows_itself
from interviews.api.forms import MOST_BYTES, form_values
from interviews.api.jobs import JobSerializer
from interviews.api.voices import SpeakerSerializer, VoicesField
from interviews.api_base import CreatesOnce, Editable, Rows
from interviews.importing import Columns, Unreadable
from interviews.models import Interview, Transcript
from interviews.permissions import Verb
from interviews.readings import LARGE
from interviews.repeats import import_once
from interviews.sending import import_later
from interviews.tabulating import read_for
from interviews.transcripts import change_interview, restore_interview, trash_interview, unheard

MOST_COLUMNS = 199
COLUMNS = "Of a table: which column holds what, counted from 0. Left out, it is as one like it was read, else guessed."


class InterviewSerializer(StrictModelSerializer):
    id = own_id()
    code = StrictCharField(required=False, max_length=40, help_text="Made of the file's name if left out.")
    language = StrictCharField(required=False, max_length=10)
    transcript = serializers.SerializerMethodField(help_text="Id of the version that is read and coded.")
    speakers = SpeakerSerializer(many=True, read_only=True)
    created_by = serializers.UUIDField(source="created_by_id", read_only=True)

    class Meta:
        model = Interview
        fields = [
            "id",
            "code",
            "title",
            "kind",
            "held_on",
            "place",
            "minutes",
            "interviewer",
            "language",
            "note",
            "position",
            "transcript",
            "speakers",
            "created_by",
            "created_at",
            "trashed_at",
        ]
        read_only_fields = ["created_at", "trashed_at"]

    def get_transcript(self, interview) -> str:
        versions = sorted(interview.transcripts.all(), key=lambda each: each.version)
        return str(versions[-1].pk)

    def validate_code(self, code):
        if not self.partial and not code:
            raise serializers.ValidationError(_("Write a code, or leave it out."))
        return code


class ColumnsSerializer(StrictSerializer):
    words = StrictIntegerField(min_value=0, max_value=MOST_COLUMNS)
    speaker = StrictIntegerField(min_value=0, max_value=MOST_COLUMNS, allow_null=True, default=None)
    start = StrictIntegerField(min_value=0, max_value=MOST_COLUMNS, allow_null=True, default=None)
    end = StrictIntegerField(min_value=0, max_value=MOST_COLUMNS, allow_null=True, default=None)
    has_headings = StrictBooleanField(default=True, help_text="Whether the first row is nobody's words.")


class TextImportSerializer(InterviewSerializer):
    """An interview as text; `name` is that of the file it would be, for its ending says how it is read."""

    text = StrictCharField(write_only=True, trim_whitespace=False)
    name = StrictCharField(
        write_only=True, max_length=255, validators=[shows_itself], help_text="For example W-T1.txt."
    )
    voices = VoicesField(required=False, write_only=True)
    columns = ColumnsSerializer(required=False, write_only=True, help_text=COLUMNS)

    class Meta(InterviewSerializer.Meta):
        fields = [*InterviewSerializer.Meta.fields, "text", "name", "voices", "columns"]

    def incoming(self) -> tuple[str, bytes]:
        return self.validated_data.pop("name"), self.validated_data.pop("text").encode()


class FileImportSerializer(InterviewSerializer):
    """An interview as a file of multipart/form-data; `voices` and `columns` are JSON."""

    file = serializers.FileField(write_only=True, max_length=255, allow_empty_file=True)
    voices = VoicesField(required=False, write_only=True)
    columns = ColumnsSerializer(required=False, write_only=True, help_text=COLUMNS)

    class Meta(InterviewSerializer.Meta):
        fields = [*InterviewSerializer.Meta.fields, "file", "voices", "columns"]

    def incoming(self) -> tuple[str, bytes]:
        file = self.validated_data.pop("file")
        return file.name, file.read()


@contextmanager
def readable():
    """A file that cannot be read is a value that is refused."""
    try:
        yield
    except Unreadable as error:
        raise serializers.ValidationError({"file": [error.sentence(_)]}, code="unreadable") from error


class InterviewViewSet(CreatesOnce, Editable, Rows):
    """Interviews with their speakers; the words are those of their transcript."""

    queryset = Interview.objects.prefetch_related(
        "speakers__informant__actor", Prefetch("transcripts", Transcript.objects.defer("text"))
    )
    serializer_class = InterviewSerializer
    ordering = ("position", "id")
    filters = {"code": "code", "kind": "kind"}
    asks = {"list": {"trashed": serializers.BooleanField(required=False, help_text="true for those in the trash.")}}
    verbs = {"create": Verb.IMPORT}
    asks_for_work = ("create",)
    own_verbs = dict.fromkeys(["partial_update", "destroy", "restore"], Verb.CURATE)
    parser_classes = [StrictJSONParser, parsers.MultiPartParser]

    def initial(self, request, *args, **kwargs):
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLarge
        super().initial(request, *args, **kwargs)
        if self.action != "create" and request.content_type.startswith("multipart/"):
            raise exceptions.UnsupportedMediaType(request.content_type)

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action != "list":
            return rows
        return rows.filter(trashed_at__isnull=not self.asked.get("trashed", False))

    @described(
        request={"application/json": TextImportSerializer, "multipart/form-data": FileImportSerializer},
        responses={200: InterviewSerializer, 201: InterviewSerializer, 202: JobSerializer},
    )
    def create(self, request, *args, **kwargs):
        """Imports one interview: as a file, or as text whose `name` says how it is read.

        201 for a new one; 200 with the interview as it is now where the same was sent before; 409 for other content.
        A file that cannot be read is refused with the sentence that says where and why. One above 5 MB is read in the
        background: 202 with the job; its `result` names the interview once it is done, its `detail` says why not.
        """
        is_form = isinstance(request.data, QueryDict)
        kind = FileImportSerializer if is_form else TextImportSerializer
        sent = kind(data=form_values(request.data) if is_form else request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        name, data = sent.incoming()
        if len(data) > LARGE:
            return self.later(name, data, **sent.validated_data)
        interview, is_new = self.make(name, data, **sent.validated_data)
        return self.answer(interview, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    def make(self, name, data, voices=None, columns=None, **fields):
        with readable():
            parsed = read_for(self.study, name, data, columns and Columns(**columns))
        voices = voices or {}
        if unknown := unheard(parsed, voices, name):
            raise serializers.ValidationError({"voices": unknown})
        return import_once(self.study, by=self.request.user, parsed=parsed, source_name=name, voices=voices, **fields)

    def later(self, name, data, columns=None, **fields):
        with readable():
            columns = columns and Columns(**columns)
            job = import_later(self.study, by=self.request.user, name=name, data=data, columns=columns, **fields)
        headers = {"Location": reverse("api-job-detail", args=[job.pk])}
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED, headers=headers)

    def change(self, interview, **changes):
        return change_interview(interview, by=self.request.user, **changes)

    def destroy(self, request, *args, **kwargs):
        """Takes the interview to the trash, with its codings. Doing it again changes nothing."""
        interview = self.get_object()
        self.require_for(interview)
        trash_interview(interview, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request, **kwargs):
        """Takes the interview out of the trash, with its codings."""
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        interview = self.get_object()
        self.require_for(interview)
        return self.answer(restore_interview(interview, by=request.user))
