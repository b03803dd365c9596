"""Reading blind: while a request is one of somebody who may not see the others' work, the database shows none of it.

Every table that holds somebody's work has a view of the same name in the schema `blind`, which shows the rows that its
model's `seen_blind` allows, a condition in SQL. For a blind reader's request that schema comes first in the search
path, so that every query meets the views: a queryset, a count, a sum, written-out SQL, an undo that looks for what is
in its way. A new page cannot forget it, and whoever is not blind pays nothing. Writes go through the views to the
tables; keys and triggers work on the tables themselves.

The views are made anew whenever tables or conditions have changed. A model that names a person and says nothing of
`seen_blind` fails a test.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import ProgrammingError, connection, transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

log = structlog.get_logger("ground.blind")

SCHEMA = "blind"
READER = f"""
    CREATE FUNCTION {SCHEMA}.reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('coprod.reader', true), '')::uuid $$
"""
# Fails where a view is not there: nobody reads more than they may because something was not made.
BEGIN = f"""
    CREATE FUNCTION {SCHEMA}.read_as(who uuid) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM pg_views WHERE schemaname = '{SCHEMA}') <> {{views}} THEN
            RAISE EXCEPTION 'the views of the schema {SCHEMA} are not whole: run manage.py migrate';
        END IF;
        PERFORM set_config('coprod.reader', who::text, false), set_config('search_path', '{SCHEMA}, public', false);
    END $$
"""
END = "SELECT set_config('coprod.reader', '', false), set_config('search_path', 'public', false)"
# A view that counts its rows anew takes no insert of itself.
INSERT = """
    CREATE FUNCTION {schema}.{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO {public} ({columns}) VALUES ({values}); RETURN NEW;
    END $$;
    CREATE TRIGGER into_the_table INSTEAD OF INSERT ON {schema}.{table}
    FOR EACH ROW EXECUTE FUNCTION {schema}.{table}()
"""
COLUMNS = """
    SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%s) GROUP BY c.relname
"""
# The words in which the schema was made, as their SHA-256, and how many of its views are there.
STANDING = """
    SELECT obj_description(to_regnamespace(%s), 'pg_namespace'),
           (SELECT count(*) FROM pg_views WHERE schemaname = %s)
"""
# Which studies someone reads blind: said by the app that knows, as the body of a function of `who`.
STUDIES: list[str] = []
# Tables outside the models, with their conditions.
TABLES: dict[str, str] = {}


def read_as(user) -> None:
    """From here to the end of the request, the database shows what `user`, who is blind, may see."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SCHEMA}.read_as(%s)", [user.pk])
    connection.reader = user.pk


def is_on() -> bool:
    """Whether this request reads blind."""
    return getattr(connection, "reader", None) is not None


def read_all(**_signal) -> None:
    """The end of reading blind; nothing where there was none."""
    if is_on():
        connection.reader = None
        if connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute(END)


@contextmanager
def lifted() -> Iterator[None]:
    """Inside, all rows are seen: for what has to count or end everybody's work, and tells nothing of it."""
    reader = getattr(connection, "reader", None)
    if reader is None:
        yield
        return
    connection.reader = None
    try:
        with transaction.atomic(), connection.cursor() as cursor:  # an error takes the path back to what it was
            cursor.execute(END)
            yield
            cursor.execute(f"SELECT {SCHEMA}.read_as(%s)", [reader])
    finally:
        connection.reader = reader


def _again(connection, **_signal) -> None:
    """A connection that was lost and made anew within the request goes on being blind."""
    if (reader := getattr(connection, "reader", None)) is not None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {SCHEMA}.read_as(%s)", [reader])


def conditions() -> Iterator[tuple[str, str, dict[str, str]]]:
    """(table, condition, columns that read otherwise) of every view."""
    for model in apps.get_models():
        if condition := getattr(model, "seen_blind", ""):
            yield model._meta.db_table, condition, getattr(model, "read_blind", {})
    yield from ((table, condition, {}) for table, condition in TABLES.items())


def make_views() -> None:
    """The schema with its views, whole: where it stands and was made in these very words nothing is done.

    Tables of an older version get none: the migrations to come do.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            statements = _statements(cursor)
            if _stands(cursor, statements):
                return
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute(f"COMMENT ON SCHEMA {SCHEMA} IS %s", [_words(statements)])
    except ProgrammingError as error:
        log.warning("views_not_made", error=str(error).partition("\n")[0])


def views_stand() -> bool:
    """Whether the views are those that this version would make of the tables as they are."""
    with connection.cursor() as cursor:
        return _stands(cursor, _statements(cursor))


def _stands(cursor, statements: list[str]) -> bool:
    cursor.execute(STANDING, [SCHEMA, SCHEMA])
    return cursor.fetchone() == (_words(statements), len(list(conditions())))


def _words(statements: list[str]) -> str:
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def drop_views() -> None:
    """Before tables change: a view holds the columns that it was made of."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _statements(cursor) -> list[str]:
    """What the schema is made of, in order."""
    views = list(conditions())
    cursor.execute(COLUMNS, [[table for table, _condition, _columns in views]])
    names = dict(cursor.fetchall())
    made = [READER, BEGIN.format(views=len(views)), *STUDIES]
    for table, condition, columns in views:
        made += _view(table, names.get(table, []), condition, columns)
    return made


def _view(table: str, names: list[str], condition: str, columns: dict[str, str]) -> Iterator[str]:
    """A view of a table with the columns `names`, of which `columns` read otherwise."""
    shown = {name: f't."{name}"' for name in names} | columns
    listed = ", ".join(f'{expression} AS "{name}"' for name, expression in shown.items())
    yield f"CREATE VIEW {SCHEMA}.{table} AS SELECT {listed} FROM public.{table} t WHERE {condition}"
    if columns:
        kept = [name for name in names if name not in columns]
        values = ", ".join(f'NEW."{name}"' for name in kept)
        given = ", ".join(f'"{name}"' for name in kept)
        yield INSERT.format(schema=SCHEMA, table=table, public=f"public.{table}", columns=given, values=values)


def before_migrating(*, plan=(), **_signal) -> None:
    if plan:
        drop_views()


def after_migrating(**_signal) -> None:
    make_views()


def connect(config) -> None:
    """Called once, by the app's config."""
    pre_migrate.connect(before_migrating, sender=config)
    post_migrate.connect(after_migrating, sender=config)
    request_started.connect(read_all)
    request_finished.connect(read_all)
    connection_created.connect(_again)
