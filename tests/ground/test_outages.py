"""What passes by itself is told from what is broken: by the state that the database gives, or where it gives none."""

import errno
from contextlib import closing

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection

from ground.outages import outage
from tests.worker import database_url


def of_the_database(kind, state):
    """An error as Django wraps that of the database."""
    error = kind("words")
    cause = Exception()
    cause.pgcode = state
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (of_the_database(OperationalError, None), "away"),  # refused
        (of_the_database(OperationalError, "57P01"), "away"),  # ended by who looks after it
        (of_the_database(OperationalError, "57P03"), "away"),  # starting
        (of_the_database(OperationalError, "53300"), "away"),  # too many connections
        (of_the_database(DatabaseError, None), "away"),  # an answer cut in the middle
        (InterfaceError("connection already closed"), "away"),
        (psycopg2.OperationalError("server closed the connection unexpectedly"), "away"),
        (psycopg2.InterfaceError("cursor already closed"), "away"),
        (psycopg2.DatabaseError("no message from the libpq"), "away"),
        (InterfaceError("cursor already closed"), "away"),
        (of_the_database(OperationalError, "53100"), "disk_full"),
        (OSError(errno.ENOSPC, "no space"), "disk_full"),
        (OSError(errno.EDQUOT, "quota"), "disk_full"),
        (of_the_database(OperationalError, "55P03"), ""),  # a lock
        (of_the_database(OperationalError, "57014"), ""),  # took too long
        (of_the_database(IntegrityError, "23505"), ""),
        (DatabaseError("Save with update_fields did not affect any rows."), ""),
        (InterfaceError("only protocol 3 supported"), ""),
        (psycopg2.ProgrammingError("no results to fetch"), ""),
        (OSError(errno.ENOENT, "not there"), ""),
        (ValueError("x"), ""),
        (None, ""),
    ],
)
def test_an_error_is_what_its_state_says(error, named):
    assert outage(error) == named


@pytest.mark.django_db(transaction=True)
def test_the_database_that_goes_after_the_last_row_of_many_is_told_as_away():
    """Django lets through what the driver says at the end of a cursor that is the server's."""
    cursor = connection.chunked_cursor()
    cursor.execute("SELECT 1")
    with closing(psycopg2.connect(database_url())) as other:
        other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])

    with pytest.raises(psycopg2.OperationalError) as broken:
        cursor.close()

    connection.close()
    assert outage(broken.value) == "away"
