"""What a query string may ask for: a parameter that is misspelt would be a wrong answer, so it is refused."""

from django.db import models
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers

from ground.api import StrictUUIDField
from ground.api_fields import StrictCharField

PAGING = {"cursor", "page_size"}


class StrictQuery:
    """Mixed into a viewset: `self.asked` holds the query string's values, read by the declared fields.

    `filters` maps a parameter of the list to the lookup that it narrows the rows by; `asks` maps an action to fields of
    its own, by name. The same declarations document the endpoint.
    """

    filters: dict[str, str] = {}
    asks: dict[str, dict[str, serializers.Field]] = {}

    def query_fields(self) -> dict[str, serializers.Field]:
        """The parameters of this action and how each is read; those of paging not counted."""
        narrowing = {}
        if self.action == "list" and self.filters:
            narrowing = {name: _field(self.queryset.model, lookup) for name, lookup in self.filters.items()}
        return narrowing | self.asks.get(self.action, {})

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.admit(request, **kwargs)
        self.asked = self._read_query(request.query_params) if self.action else {}

    def admit(self, request, **kwargs) -> None:
        """Reach and ability, asked before the query is read: a stranger is told of neither study nor parameters."""

    def _read_query(self, params) -> dict:
        fields = self.query_fields()
        known = set(fields) | (PAGING if self.action == "list" else set())
        if left := sorted(set(params) - known):
            raise exceptions.ValidationError({name[:80]: [_("This cannot be asked for here.")] for name in left})
        read, wrong = {}, {}
        for name, field in fields.items():
            try:
                if name in params:
                    read[name] = field.run_validation(params[name])
                elif field.required:
                    field.fail("required")
                elif field.default is not serializers.empty:
                    read[name] = field.default
            except exceptions.ValidationError as error:
                wrong[name] = error.detail
        if wrong:
            raise exceptions.ValidationError(wrong)
        return read

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.action != "list":
            return queryset
        return queryset.filter(
            **{self.filters[name]: value for name, value in self.asked.items() if name in self.filters}
        )


def _field(model: type[models.Model], lookup: str) -> serializers.Field:
    for part in lookup.split("__"):
        field = model._meta.get_field(part)
        model = field.related_model
    if field.is_relation or isinstance(field, models.UUIDField):
        return StrictUUIDField(required=False)
    if field.choices:
        return serializers.ChoiceField(field.choices, required=False)
    return StrictCharField(required=False)
