"""The rows that hang on a row, by the foreign keys of all tables: a new table is found without being named."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.apps import apps
from django.db import connection
from django.db.models import Model

Rows = dict[type[Model], set]


def hanging(seeds: Mapping[type[Model], Collection], *, hold: bool, but: Rows | None = None) -> Rows:
    """The seeds, by id, with everything that names them, directly or through others; `but` are left out.

    With `hold`, in a transaction, rows are locked as they are found, the named before what names them: nothing can be
    hung on them meanwhile.
    """
    found: Rows = defaultdict(set)
    fresh = [(model, set(ids)) for model, ids in seeds.items()]
    while fresh:
        model, ids = fresh.pop()
        ids = ids - found[model] - (but or {}).get(model, set())
        ids = _held(model, ids) if hold else ids
        found[model] |= ids
        if ids:
            fresh += [(child, _naming(child, column, ids)) for child, column in _children(model)]
    return {model: ids for model, ids in found.items() if ids}


def remove(rows: Rows) -> None:
    """Delete them all; the keys between them are checked when the transaction ends."""
    for model, ids in rows.items():
        _asked("DELETE FROM {table} WHERE {column} = ANY(%s)", model, model._meta.pk.column, ids)


def _children(model: type[Model]) -> list[tuple[type[Model], str]]:
    return [
        (child, field.column)
        for child in apps.get_models()
        for field in child._meta.concrete_fields
        if field.is_relation and field.related_model is model
    ]


def _held(model: type[Model], ids: set) -> set:
    held = "SELECT {column} FROM {table} WHERE {column} = ANY(%s) FOR UPDATE"
    return {row for (row,) in _asked(held, model, model._meta.pk.column, ids)}


def _naming(model: type[Model], column: str, ids: set) -> set:
    pk = model._meta.pk.column
    select = f'SELECT "{pk}" FROM {{table}} WHERE {{column}} = ANY(%s)'
    return {row for (row,) in _asked(select, model, column, ids)}


def _asked(statement: str, model: type[Model], column: str, ids: set) -> list[tuple]:
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=f'"{model._meta.db_table}"', column=f'"{column}"'), [list(ids)])
        return cursor.fetchall() if cursor.description else []
