"""Names in a bundle that hold what nobody sees (ground/names.py): they come in as they are, and are told.

A study from before that rule must not be shut out for a name that its owner cannot change: of a person, or a file.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ground.names import first_hidden, shows_itself
from reports.exchange.bundle.fields import PARTS
from reports.exchange.bundle.refusal import SHOWN
from reports.exchange.bundle.rows import Rows


def told(rows: Rows) -> Iterator[str]:
    """Where such a name stands, and which character is in it; the first few, and how many more."""
    found = [f"{path}: {said}" for path, name in _names(rows) if (said := first_hidden(name))]
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield _("And {count} more names like these.").format(count=len(found) - SHOWN)


def _names(rows: Rows) -> Iterator[tuple[str, str]]:
    for part in PARTS:
        of_names = [name for name in part.names if shows_itself in part.model._meta.get_field(name).validators]
        for path, values in rows[part.name]:
            yield from ((f"{path}.{name}", values[name] or "") for name in of_names)
    for path, values in rows["codes"]:
        for language, texts in values["texts"].items():
            yield f"{path}.texts.{language}.label", texts.get("label", "")
