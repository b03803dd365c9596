"""Finding rows by a statement that is written out, for what people ask for all day."""

from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Names = tuple[tuple[int, str], ...]
"""The columns of an answer: the place of each, and its name."""
RELATED = "__"
Known = dict[tuple[int, object], models.Model]
"""Rows that those of an answer lead to, by the column that names them and what it says."""


def found(model: type[Row], statement: str, values) -> Row | None:
    """The first row that the statement finds, None where there is none: else as `all_found`."""
    return next(iter(all_found(model, statement, values)), None)


def all_found(model: type[Row], statement: str, values) -> list[Row]:
    """The rows that the statement finds, as `model.objects.raw` gives them.

    Looking up every time which column is which takes `raw` longer than PostgreSQL takes to answer. A column of the
    model that the statement leaves out is read when it is asked for; one that is none of the model's is an attribute.
    `coder__name` is the column `name` of the row that `coder` leads to: that row has its id and what is named so, and
    is one for all that lead to it.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
        shape = _shape(model, tuple(enumerate(column.name for column in cursor.description)))
    known: Known = {}
    return [shape.made_of(row, known) for row in rows]


def found_by_id(model: type[Row], names: tuple[str, ...], ids: Collection) -> dict[object, Row]:
    """The rows of these ids, by id, with their columns of these names, which may lead to a related row (`coder__name`).

    As `in_bulk` with `only` and `select_related`, but the statement is written once for each model and names.
    """
    return {row.pk: row for row in all_found(model, _by_id(model, names), [list(ids)])} if ids else {}


@cache
def _by_id(model: type[models.Model], names: tuple[str, ...]) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    columns, joins = {f"{table}.{key}": None}, {}  # each once, in their order
    for name in names:
        relation, _, last = name.rpartition(RELATED)
        field = model._meta.get_field(relation or last)
        columns[f'{table}."{field.column}"'] = None
        if relation:
            related = field.related_model._meta
            column = related.get_field(last).column
            columns[f'{relation}."{column}" AS "{relation}{RELATED}{column}"'] = None
            joins[relation] = (
                f'LEFT JOIN {related.db_table} {relation} ON {relation}.{related.pk.column} = {table}."{field.column}"'
            )
    return f"SELECT {', '.join(columns)} FROM {table} {' '.join(joins.values())} WHERE {table}.{key} = ANY(%s::uuid[])"


class Shape(NamedTuple):
    """What the columns of an answer are of a model: its own, those of rows that it leads to, and none of its own."""

    model: type[models.Model]
    attributes: list[str]
    places: list[int]
    conversions: list[tuple[int, Callable]]
    related: list[tuple[models.ForeignKey, int, "Shape"]]
    more: list[tuple[str, int]]

    def made_of(self, row: tuple, known: Known) -> models.Model:
        """One row of the answer as a row of the model; what it leads to is taken from what is known, or joins it."""
        values = [row[place] for place in self.places]
        for index, convert in self.conversions:
            values[index] = convert(values[index], None, connection)
        one = self.model.from_db(connection.alias, self.attributes, values)
        vars(one).update((name, row[place]) for name, place in self.more)
        for field, place, shape in self.related:
            led_to = known.get((place, row[place]))
            if led_to is None and row[place] is not None:
                led_to = known[place, row[place]] = shape.made_of(row, known)
            field.set_cached_value(one, led_to)
        return one


@lru_cache
def _shape(model: type[models.Model], names: Names) -> Shape:
    fields = {field.column: field for field in model._meta.concrete_fields}
    place_of = {name: place for place, name in names}
    own = [(field, place_of[column]) for column, field in fields.items() if column in place_of]
    conversions = [(at, each) for at, (field, _) in enumerate(own) for each in field.get_db_converters(connection)]
    inner: dict[str, list[tuple[int, str]]] = {}
    for place, name in names:
        relation, _, column = name.partition(RELATED)
        if column:
            inner.setdefault(relation, []).append((place, column))
    related = []
    for relation, columns in inner.items():
        field = model._meta.get_field(relation)
        key = place_of[field.column]
        columns = ((key, field.target_field.column), *columns)
        related.append((field, key, _shape(field.related_model, columns)))
    more = [(name, place) for place, name in names if name not in fields and RELATED not in name]
    return Shape(model, [field.attname for field, _ in own], [at for _, at in own], conversions, related, more)
