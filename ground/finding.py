"""Finding rows by a statement that is written out, for what people ask for all day."""

from typing import TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def found(model: type[Row], statement: str, values) -> Row | None:
    """The first row that the statement finds, None where there is none: else as `all_found`."""
    return next(iter(all_found(model, statement, values)), None)


def all_found(model: type[Row], statement: str, values) -> list[Row]:
    """The rows that the statement finds, as `model.objects.raw` gives them.

    Looking up every time which column is which takes `raw` longer than PostgreSQL takes to answer. A column of the
    model that the statement leaves out is read when it is asked for; one that is none of the model's is an attribute.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
        names = [column.name for column in cursor.description]
    known = [field for field in model._meta.concrete_fields if field.column in names]
    attributes, places = [field.attname for field in known], [names.index(field.column) for field in known]
    more = [(name, place) for place, name in enumerate(names) if place not in places]
    found = []
    for row in rows:
        one = model.from_db(connection.alias, attributes, [row[place] for place in places])
        vars(one).update((name, row[place]) for name, place in more)
        found.append(one)
    return found
