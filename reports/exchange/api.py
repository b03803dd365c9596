"""A whole study over HTTP: its bundle, and taking one in."""

from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions, parsers, serializers, status, viewsets
from rest_framework.response import Response

from ground.api import TooLarge
from ground.api_described import described
from ground.api_query import StrictQuery
from ground.conflicts import Conflict
from interviews.api_base import InStudy, require_in_scope
from interviews.permissions import Verb, may
from reports.exchange.bundle.refusal import Refused
from reports.exchange.bundle.taking_in import Taken, take_in
from reports.exchange.over_http import MOST_BYTES, as_file
from reports.exchange.tables.contents import TABLES, titles
from reports.exchange.tables.files import MEDIA_TYPES, file_of


class BundleViewSet(InStudy, viewsets.ViewSet):
    """The study as one JSON object, `coprod-study/1`."""

    verbs = {"retrieve": Verb.EXPORT}

    @described(operation_id="bundle_retrieve", responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def retrieve(self, request, **kwargs):
        """Everything that belongs to the study, trash and history included, as an owner may have it.

        For anyone else who may export, `complete` is false: the history and the notes about informants stay behind.
        """
        return as_file(self.study, complete=may(request.user, Verb.COPY, self.study))


FILES = [(200, media_type) for media_type in dict.fromkeys(each.split(";")[0] for each in MEDIA_TYPES.values())]


class TableSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    address = serializers.CharField(help_text="Where its file is; `?format=` says which.")
    formats = serializers.ListField(child=serializers.CharField())


class ExportViewSet(InStudy, viewsets.ViewSet):
    """The rows of the study as tables: CSV, Excel, Word."""

    verbs = {"list": Verb.EXPORT, "retrieve": Verb.EXPORT}
    asks = {
        "retrieve": {
            "format": serializers.ChoiceField(list(MEDIA_TYPES), required=False, default="csv"),
            "raw": serializers.BooleanField(required=False, default=False),
        }
    }

    @described(operation_id="exports_list", responses=TableSerializer(many=True))
    def list(self, request, **kwargs):
        """Which tables there are."""
        rows = [
            {
                "name": name,
                "title": title,
                "address": reverse("api-export", args=[self.study.slug, name]),
                "formats": list(MEDIA_TYPES),
            }
            for name, title in titles().items()
        ]
        return Response(rows)

    @described(operation_id="exports_retrieve", responses=dict.fromkeys(FILES, OpenApiTypes.BINARY))
    def retrieve(self, request, name, **kwargs):
        """One table as a file.

        In CSV a text that a spreadsheet would run has an apostrophe before it; `raw` leaves the texts as they are.
        """
        if name not in TABLES:
            raise Http404
        return file_of(self.study, name, self.asked["format"], by=request.user, raw=self.asked["raw"])


class AsItIs(parsers.BaseParser):
    """The body as bytes: the bundle's own reader is stricter than any parser, and names the place."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge
        return body


class Json(AsItIs):
    media_type = "application/json"


class Zip(AsItIs):
    media_type = "application/zip"


class TakenSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="study.pk")
    slug = serializers.CharField(source="study.slug", help_text="Another than in the file, where that was taken.")
    title = serializers.CharField(source="study.title")
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Rows read, by part of the bundle.")
    notes = serializers.ListField(child=serializers.CharField(), help_text="What is not as in the file.")


class ImportViewSet(StrictQuery, viewsets.ViewSet):
    """Studies from another instance."""

    verbs = {"create": Verb.IMPORT}
    parser_classes = [Json, Zip]

    @described(
        operation_id="imports_create",
        request={"application/json": OpenApiTypes.OBJECT, "application/zip": OpenApiTypes.BINARY},
        responses={201: TakenSerializer, 200: OpenApiResponse(TakenSerializer, description="It is here, and equal.")},
    )
    def create(self, request):
        """Takes a study in, all or nothing; who asks becomes its owner. The body is the bundle, as .json or .zip.

        201 for a study that is new here; 200 where it is here and equal; 409 where it is here and differs.
        """
        require_in_scope(request, self.verbs["create"])
        taken = _taken(request)
        code = status.HTTP_201_CREATED if taken.is_new else status.HTTP_200_OK
        return Response(TakenSerializer(taken).data, status=code)


def _taken(request) -> Taken:
    try:
        return take_in("bundle", request.data or b"", by=request.user)
    except Refused as refused:
        if refused.is_here:
            raise Conflict(" ".join([*map(str, refused.faults), refused.advice]), "differs") from refused
        found: dict[str, list[str]] = {}
        for fault in refused.faults:
            found.setdefault(fault.path or "bundle", []).append(fault.what)
        raise exceptions.ValidationError(found) from refused
