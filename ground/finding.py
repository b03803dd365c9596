"""Finding one row by a statement that is written out, for what every request asks."""

from typing import TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def found(model: type[Row], statement: str, values: list) -> Row | None:
    """The first row that the statement finds, as `model.objects.raw` gives it; None where there is none.

    Looking up every time which column is which takes `raw` longer than PostgreSQL takes to answer. The statement names
    all columns of the model; any others become attributes of the row.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        told = cursor.fetchone()
        names = [column.name for column in cursor.description]
    if told is None:
        return None
    told = dict(zip(names, told, strict=True))
    fields = model._meta.concrete_fields
    row = model.from_db(connection.alias, [field.attname for field in fields], [told.pop(f.column) for f in fields])
    vars(row).update(told)
    return row
