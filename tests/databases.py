"""The test databases: migrated once a run and copied for each process; and no test works on any other database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test.utils import setup_databases, teardown_databases

MADE_ONCE = {"auth_permission", "django_content_type", "django_migrations"}  # by migrating, for every test
PREFIX = "test_"
# Of this run alone: another may have other migrations.
TEMPLATE = f"{PREFIX}template_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
WHERE_DATABASES_ARE_MADE = {None, "postgres"}


class Made(NamedTuple):
    """What is to be taken down again: test databases, as Django tells of them, and perhaps what the others copy."""

    databases: list
    has_template: bool


def make() -> Made:
    """Make a database for the tests of this process: of processes side by side the first migrates, the others copy."""
    with _by_turns() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        comes_first = cursor.fetchone() is None
        connection.settings_dict["TEST"]["TEMPLATE"] = None if comes_first else TEMPLATE
        made = setup_databases(verbosity=0, interactive=False)
        if comes_first:
            connection.close()
            cursor.execute(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{connection.settings_dict["NAME"]}"')
    return Made(made, comes_first)


def take_down(made: Made) -> None:
    """Take down what `make` made. What the others copy goes with whoever made it; who comes later begins anew."""
    _end_other_connections()
    teardown_databases(made.databases, verbosity=0)
    if made.has_template:
        with _by_turns() as cursor:
            cursor.execute(f'DROP DATABASE "{TEMPLATE}"')


@contextmanager
def _by_turns() -> Iterator[CursorWrapper]:
    """A cursor outside the test databases; the processes of one run get it one after the other."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        yield cursor


def empty() -> None:
    """Empty every table that a test can fill, past their triggers, which keep history and count on each other.

    Django's own way, TRUNCATE and then all permissions made anew, takes ten times as long for a few rows, and waits for
    whoever still reads.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - MADE_ONCE
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in sorted(tables)))
        cursor.execute("SET LOCAL session_replication_role = origin")


def _end_other_connections() -> None:
    """A worker or a page that a failed test left behind does not keep the test database from being taken down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


def no_other_database(connection, **_signal) -> None:
    """Hears of every connection that is opened; one to a database that is no test's ends the test that wanted it.

    Raises:
        pytest.fail.Exception: with the name of the database, and what the test lacks.
    """
    name = connection.settings_dict["NAME"]
    if name not in WHERE_DATABASES_ARE_MADE and not name.startswith(PREFIX):
        connection.close()
        pytest.fail(f"A test wanted to work on {name}, which is no test database: it lacks pytest.mark.django_db.")
