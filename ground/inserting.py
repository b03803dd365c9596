"""Inserting one new row, for the verbs that people use all day."""

from functools import cache

from django.db import connection, models


def insert(row: models.Model) -> None:
    """Store a new row as `row.save(force_insert=True)` does, with a statement that is built once for each model.

    Building it takes Django as long as running it. No signal is sent. The moment of its making is the database's, for
    web servers have a clock each. Raises IntegrityError as `save` does.
    """
    statement, fields, moments = _statement(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for moment, value in zip(moments, cursor.fetchone(), strict=True):
            setattr(row, moment.attname, value)
    row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: type[models.Model]) -> tuple[str, tuple[models.Field, ...], tuple[models.Field, ...]]:
    """The statement, the fields whose values it takes, and those whose moments it returns."""
    moments = [field for field in model._meta.local_concrete_fields if getattr(field, "auto_now_add", False)]
    fields = [field for field in model._meta.local_concrete_fields if field not in moments]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in [*fields, *moments])
    values = ", ".join(["%s"] * len(fields) + ["statement_timestamp()"] * len(moments))
    returned = ", ".join(quote(moment.column) for moment in moments)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({values}) RETURNING {returned}"
    return statement, tuple(fields), tuple(moments)
