"""What a request may hold: exactly the fields that are asked for, each in one spelling."""

import zoneinfo
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from ground.api import StrictIntegerField, StrictUUIDField


class StrictCharField(serializers.CharField):
    """A JSON string: a number is not taken for its digits. NUL and lone surrogates are refused."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class DigitsField(serializers.IntegerField):
    """A whole number in a query string: ASCII digits, no sign, within 63 bits."""

    def to_internal_value(self, data):
        if not (isinstance(data, str) and data.isascii() and data.isdigit() and len(data) < 19):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictBooleanField(serializers.BooleanField):
    """true or false: no text, no number."""

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class TimeZoneField(StrictCharField):
    """The name of a time zone, as in "Asia/Jakarta"."""

    default_error_messages = {"unknown": gettext_lazy("There is no time zone of this name. One is Asia/Jakarta.")}

    def to_internal_value(self, data):
        name = super().to_internal_value(data)
        if name not in zoneinfo.available_timezones():
            self.fail("unknown")
        return name


class Strict:
    """Mixed into a serializer: refuses a key it does not know, and one that the server sets; neither is dropped.

    `create_only` names keys that a change may not hold.
    """

    create_only: tuple[str, ...] = ("id",)

    def to_internal_value(self, data):
        if isinstance(data, Mapping) and (wrong := {key: [why] for key in data if (why := self._why_not(key))}):
            raise serializers.ValidationError({key[:80]: why for key, why in wrong.items()})
        return super().to_internal_value(data)

    def _why_not(self, key: str) -> str | None:
        field = self.fields.get(key) or self._declared_fields.get(key)
        if field is None:
            return _("There is no such field here.")
        if field.read_only:
            return _("The server sets this.")
        if self.partial and key in self.create_only:
            return _("This stays as it was created.")
        return None


class StrictSerializer(Strict, serializers.Serializer):
    """Fields written out one by one."""


class StrictModelSerializer(Strict, serializers.ModelSerializer):
    """Fields taken from a model; their names are still written out, never `__all__`.

    Uniqueness is left to the verb that inserts: a check before an insert does not see the parallel request.
    """

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: StrictCharField,
        models.TextField: StrictCharField,
        models.SlugField: StrictCharField,
        models.BooleanField: StrictBooleanField,
        models.IntegerField: StrictIntegerField,
        models.PositiveIntegerField: StrictIntegerField,
        models.PositiveSmallIntegerField: StrictIntegerField,
        models.UUIDField: StrictUUIDField,
    }

    def build_standard_field(self, field_name, model_field):
        field, options = super().build_standard_field(field_name, model_field)
        if field is StrictCharField:
            options["trim_whitespace"] = not isinstance(model_field, models.TextField)
        return field, options

    def get_validators(self):
        return []


def own_id(**options) -> StrictUUIDField:
    """The id of a row, which the client may choose."""
    text = gettext_lazy("Chosen by the client, so that sending again repeats nothing; else by the server.")
    return StrictUUIDField(required=False, help_text=text, **options)
