"""The nested bundle as flat rows, one list a part; each row knows its path."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models

from reports.exchange.bundle.fields import BY_MODEL, CAME_LATER, PARTS, PARTS_CAME_LATER, STUDY, Part


class Row(NamedTuple):
    """One row of a part: where it stands in the bundle, and its fields, those that its place says among them."""

    path: str
    values: dict


Rows = dict[str, list[Row]]


def flat(bundle: dict) -> Rows:
    """The rows of a bundle that fits the schema, per part, in the order of the bundle."""
    found: Rows = {part.name: [] for part in PARTS}
    for part in PARTS:
        if part is STUDY:
            found["study"].append(Row("study", bundle["study"]))
        elif not part.inside:
            place = {part.place: bundle["study"]["id"]} if part.place else {}
            rows = bundle.get(part.name, []) if part.name in PARTS_CAME_LATER else bundle[part.name]
            _gather(found, part, rows, part.name, place)
    return found


def _gather(found: Rows, part: Part, rows: list[dict], path: str, place: dict) -> None:
    inner = [other for other in PARTS if other.inside == part.name]
    for index, row in enumerate(rows):
        here = f"{path}[{index}]"
        found[part.name].append(Row(here, _values(part, row) | place))
        for other in inner:
            listed = row.get(other.name, []) if other.name in PARTS_CAME_LATER else row[other.name]
            _gather(found, other, listed, f"{here}.{other.name}", {other.place: row["id"]})


def _values(part: Part, row: dict) -> dict:
    return {name: row.get(name) if (part.name, name) in CAME_LATER else row[name] for name in part.names}


def references(part: Part) -> Iterator[tuple[str, Part]]:
    """The fields of a part that name a row of another (or of the same), with that part."""
    for name in (*part.names, *filter(None, [part.place])):
        field = part.model._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            yield name, BY_MODEL[field.related_model]
