"""What has to hold in the database and no constraint can hold: asked now and then, and after every fault."""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from ground.names import called, hidden_in, shows_itself


class Fault(NamedTuple):
    """A row that does not hold, and why."""

    relation: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.relation} {self.row}: {self.what}"


class Check(NamedTuple):
    """`wrong` is SQL: FROM and WHERE that find the rows `broken` of `relation` of which `what` is true."""

    relation: str
    what: str
    wrong: str

    def faults(self) -> Iterator[Fault]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT broken.id FROM {self.relation} broken {self.wrong} ORDER BY broken.id")
            for (row,) in cursor:
                yield Fault(self.relation, str(row), self.what)


def columns_of_names() -> list[tuple[type[Model], Field]]:
    """The columns whose validator is that of names."""
    columns = ((model, field) for model in apps.get_models() for field in model._meta.concrete_fields)
    return [(model, field) for model, field in columns if shows_itself in field.validators]


def hidden_in_names() -> Iterator[Fault]:
    """Names from before ground/names.py that hold what nobody sees: no damage, but two of them may look alike."""
    for model, field in columns_of_names():
        for row, name in model._base_manager.order_by("pk").values_list("pk", field.name).iterator(chunk_size=5000):
            yield from hidden_in_name(model, row, field.name, name or "")


def hidden_in_name(model: type[Model], row: object, where: str, name: str) -> Iterator[Fault]:
    """The first such character of one name, with its place."""
    for place, character in hidden_in(name):
        yield Fault(model._meta.db_table, str(row), f"its {where} hides {called(character)} as character {place}")
        return
