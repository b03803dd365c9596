"""What passes by itself is told from what is broken: by the state that the database gives, or where it gives none."""

import errno

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError

from ground.outages import outage


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
        (InterfaceError("cursor already closed"), "away"),
        (of_the_database(OperationalError, "53100"), "disk_full"),
        (OSError(errno.ENOSPC, "no space"), "disk_full"),
        (OSError(errno.EDQUOT, "quota"), "disk_full"),
        (of_the_database(OperationalError, "55P03"), ""),  # a lock
        (of_the_database(OperationalError, "57014"), ""),  # took too long
        (of_the_database(IntegrityError, "23505"), ""),
        (DatabaseError("Save with update_fields did not affect any rows."), ""),
        (InterfaceError("only protocol 3 supported"), ""),
        (OSError(errno.ENOENT, "not there"), ""),
        (ValueError("x"), ""),
        (None, ""),
    ],
)
def test_an_error_is_what_its_state_says(error, named):
    assert outage(error) == named
