"""Questions to the database that are given up when they take too long, with words that say how to ask for less."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

SECONDS = 10  # more than anybody waits for a page
CANCELED = "57014"  # query_canceled


class TooLong(Exception):
    """What was asked for takes too long. `message` is a sentence that says what to narrow."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


@contextmanager
def at_most(message: str, *, seconds: float = SECONDS) -> Iterator[None]:
    """Each question that the block asks the database may take so many seconds. Raises TooLong with `message`.

    For reading: what the block writes is gone with it.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{seconds * 1000:.0f}ms"])
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")  # for a transaction around this one
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != CANCELED:
            raise
        raise TooLong(message) from error
