"""What the endpoints of a coder's rows share: strict input, one way to answer, delete as a state."""

from django.db.models import Model
from django.utils.translation import gettext as _
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from ground.conflicts import Conflict
from interviews.api_base import InStudy, Tagged, tag
from interviews.permissions import Verb

WRITES = ("create", "partial_update", "destroy", "restore")


class StrictSerializer(serializers.Serializer):
    """Refuses a field it does not know, and one that the server sets: neither is silently dropped."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            taken = {name for name, field in self.fields.items() if not field.read_only}
            if left := set(data) - taken:
                raise serializers.ValidationError({name: [self._why_not(name)] for name in sorted(left)})
        return super().to_internal_value(data)

    def _why_not(self, name: str) -> str:
        return _("The server sets this.") if name in self.fields else _("There is no such field here.")


class Rows(Tagged, InStudy, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Rows that members read; a subclass says which `filters` of the query string narrow the list to which lookup."""

    filters: dict[str, str] = {}
    lookup_value_converter = "uuid"

    def filter_queryset(self, queryset):
        if self.action != "list":
            return queryset
        asked = {
            lookup: self.request.query_params[name]
            for name, lookup in self.filters.items()
            if name in self.request.query_params
        }
        try:
            return queryset.filter(**asked)
        except (ValueError, TypeError) as error:
            raise serializers.ValidationError({"query": [str(error)]}) from error

    def handle_exception(self, error):
        if isinstance(error, Conflict) and isinstance(error.current, Model):
            error.current = self.get_serializer(error.current).data
        return super().handle_exception(error)

    def answer(self, row, code=status.HTTP_200_OK) -> Response:
        shown = self.get_serializer(row).data
        return Response(shown, status=code, headers={"ETag": tag(shown)})


class OwnRows(Rows):
    """Rows that a coder makes, changes and takes back, under ids that the client chose.

    A subclass gives the verbs `make(**data) -> (row, new)`, `change(row, **data)`, `remove(row)` and `put_back(row)`.
    """

    verbs = dict.fromkeys(WRITES, Verb.CODE)

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action == "list":
            return rows.filter(trashed_at__isnull=self.request.query_params.get("trashed") != "true")
        return rows

    def create(self, request, **kwargs):
        """201 for a new row; 200 with the row as it is now where the same was sent before; 409 for other content."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row, new = self.make(**sent.validated_data)
        return self.answer(row, status.HTTP_201_CREATED if new else status.HTTP_200_OK)

    def partial_update(self, request, **kwargs):
        """Needs `If-Match`. A submitted or approved row that is changed becomes submitted again."""
        row = self.get_object()
        if refusal := self.unless_changed(row):
            return refusal
        sent = self.get_serializer(data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        sent.validated_data.pop("id", None)
        self.change(row, **sent.validated_data)
        return self.answer(self.get_object())

    def destroy(self, request, **kwargs):
        """Takes the row to the trash; needs `If-Match`. Doing it again changes nothing."""
        row = self.get_object()
        if row.trashed_at is None and (refusal := self.unless_changed(row)):
            return refusal
        self.remove(row)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(detail=True, methods=["post"], serializer_class=StrictSerializer)
    def restore(self, request, **kwargs):
        """Takes the row out of the trash."""
        self.put_back(self.get_object())
        self.serializer_class = type(self).serializer_class
        return self.answer(self.get_object())
