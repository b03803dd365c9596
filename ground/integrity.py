"""What has to hold in the database and no constraint can hold: asked now and then, and after every fault."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection


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
