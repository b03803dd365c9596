"""A study → the bundle → bytes. The same study gives the same bytes."""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q

from ground.models import User
from interviews.models import Study
from reports.exchange.bundle.fields import (
    EMPTIED_UNLESS_COMPLETE,
    FORMAT,
    LEFT_OUT_UNLESS_COMPLETE,
    PARTS,
    PEOPLE,
    STUDY,
    Part,
)
from reports.exchange.bundle.history import named_in
from reports.exchange.bundle.reading import INSIDE
from reports.exchange.bundle.rows import references
from reports.exchange.bundle.values import as_json

THE_FIRST_TIME_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def bundle_of(study: Study, *, complete: bool) -> dict:
    """Everything that belongs to `study`, as it stood at one moment, trash included."""
    with _one_moment():
        rows = {part.name: _rows(part, study, complete) for part in PARTS if part is not PEOPLE}
        rows["people"] = _people(rows)
    bundle = {"format": FORMAT, "complete": complete}
    for part in PARTS:
        if part is STUDY:
            [bundle["study"]] = rows["study"]
        elif not part.inside:
            bundle[part.name] = rows[part.name]
    for part in PARTS:
        if part.inside:
            _lay_inside(rows[part.inside], part, rows[part.name])
    return bundle


def written(bundle: dict) -> bytes:
    """UTF-8, a line for each row, a row's keys sorted: the same bundle is the same bytes, and a diff can be read."""
    return "".join(_lines(bundle)).encode()


def zipped(data: bytes) -> bytes:
    """The bundle as the only file of an archive; the same bytes for the same bundle."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(INSIDE, THE_FIRST_TIME_OF_ZIP), data, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def _lines(bundle: dict) -> Iterator[str]:
    before = "{\n"
    for name, value in bundle.items():
        yield f"{before}{_canonical(name)}: "
        if isinstance(value, list) and value:
            yield "[\n" + ",\n".join(map(_canonical, value)) + "\n]"
        else:
            yield _canonical(value)
        before = ",\n"
    yield "\n}\n"


def _canonical(value) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


@contextmanager
def _one_moment() -> Iterator[None]:
    """All queries see the same state, unless the caller has begun a transaction of its own."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _rows(part: Part, study: Study, complete: bool) -> list[dict]:
    if not complete and part.name in LEFT_OUT_UNLESS_COMPLETE:
        return []
    names = [*part.names, *filter(None, [part.inside and part.place])]
    columns = [part.model._meta.get_field(name).attname for name in names]
    reach = Q(*[(way, study.pk) for way in part.reach], _connector=Q.OR)
    found = part.model.objects.filter(reach).order_by(*part.order.split()).values_list(*columns)
    emptied = {name for list_, name in EMPTIED_UNLESS_COMPLETE if list_ == part.name and not complete}
    return [
        {name: "" if name in emptied else as_json(value) for name, value in zip(names, row, strict=True)}
        for row in found.iterator(chunk_size=5000)
    ]


def _people(rows: dict[str, list[dict]]) -> list[dict]:
    """Everybody a row or the history names: members, and those who were."""
    named = {
        row[name]
        for part in PARTS
        if part is not PEOPLE
        for name, other in references(part)
        if other is PEOPLE
        for row in rows[part.name]
    } | {uuid for event in rows["events"] for uuid in named_in(event)[PEOPLE.name]}
    found = User.objects.filter(pk__in=named - {None}).order_by("pk").values_list(*PEOPLE.names)
    return [dict(zip(PEOPLE.names, map(as_json, person), strict=True)) for person in found]


def _lay_inside(outer: list[dict], part: Part, inner: list[dict]) -> None:
    by_place = defaultdict(list)
    for row in inner:
        by_place[row.pop(part.place)].append(row)
    for row in outer:
        row[part.name] = by_place[row["id"]]
