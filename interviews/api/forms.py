"""An import as multipart/form-data: everything arrives as text, and is read into what JSON would have held."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from ground.api import read_json
from interviews.importing import MAX_BYTES

MOST_BYTES = MAX_BYTES + 1_000_000
NUMBERS = ("minutes", "position")


def form_values(form: QueryDict) -> dict:
    """The values of a form by name. Raises ValidationError for a name that comes twice, and what is no JSON."""
    values = {}
    for name in form:
        sent = form.getlist(name)
        if len(sent) != 1:
            raise serializers.ValidationError({name[:80]: [_("Send this once.")]})
        values[name] = _value(name, sent[0])
    return values


def _value(name: str, text):
    if name in ("voices", "columns") and isinstance(text, str):
        try:
            return read_json(text)
        except (ValueError, RecursionError) as error:
            raise serializers.ValidationError({name: [_("This is not JSON: {error}").format(error=error)]}) from error
    if name in NUMBERS and isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text
