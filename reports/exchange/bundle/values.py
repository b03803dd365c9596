"""One value of a row as JSON, and the JSON Schema that admits it."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import connection, models

UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
# Years beyond are the mark of a wrong file, and cannot be shown in every time zone.
DATE_PATTERN = r"^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
TIME_PATTERN = DATE_PATTERN[:-1] + r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z$"
HASH_PATTERN = r"^[0-9a-f]{64}$"


def as_json(value):
    """A value of a database row as the bundle holds it; times are UTC with microseconds."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else value


def schema_of(field: models.Field) -> dict:
    """What a field of a model may hold in the bundle; JSON fields are described in schema.py."""
    found = _choice(field) if field.choices else _plain(field)
    if not field.null:
        return found
    if "enum" in found:
        return {"enum": [*found["enum"], None]}
    return found | {"type": [found["type"], "null"]}


def _choice(field: models.Field) -> dict:
    return {"enum": [value for value, _label in field.flatchoices]}


def _plain(field: models.Field) -> dict:
    if isinstance(field, models.UUIDField) or field.is_relation:
        return {"type": "string", "pattern": UUID_PATTERN}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        low, high = connection.ops.integer_field_range(field.get_internal_type())
        return {"type": "integer", "minimum": low, "maximum": high}
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "pattern": TIME_PATTERN}
    if isinstance(field, models.DateField):
        return {"type": "string", "pattern": DATE_PATTERN}
    return _words(field)


def _words(field: models.Field) -> dict:
    found = {"type": "string"}
    if not field.blank and not field.null:
        found["minLength"] = 1
    if field.max_length:
        found["maxLength"] = field.max_length
    if patterns := [v.regex.pattern for v in field.validators if isinstance(v, RegexValidator)]:
        # In JSON Schema "$" is the end of the text; the reader holds Python to that (reading.py).
        found["pattern"] = patterns[0].replace(r"\Z", "$")
    if field.name in ("sha256", "input_hash"):
        found["pattern"] = HASH_PATTERN
    return found
