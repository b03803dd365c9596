"""PostgreSQL's own programs at work on our database, and databases for a trial."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, connection

from ground.launcher import LauncherError
from ground.launcher.programs import clients
from reports.backup.archive import CHUNK, Unusable
from reports.backup.facts import NOT_KEPT

PATIENT = "-c lock_timeout=30s -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
# Who restores owns everything; nobody else's rights are known here.
PLAIN = ("--no-owner", "--no-privileges", "--no-comments", "--no-security-labels", "--no-tablespaces")
# The schema itself stays: on a managed server it belongs to somebody else.
EMPTIED = """
    DO $$
    DECLARE drop_it text;
    BEGIN
        FOR drop_it IN
            SELECT format('DROP %s IF EXISTS %s CASCADE',
                CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                    ELSE 'TABLE' END, c.oid::regclass)
            FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
            UNION ALL
            SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
            FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        LOOP
            EXECUTE drop_it;
        END LOOP;
    END $$;
"""


def server() -> int:
    """The major version of the server."""
    connection.ensure_connection()
    return connection.pg_version // 10_000


def dumped(snapshot: str) -> Iterator[bytes]:
    """The database as `snapshot` sees it, in pg_dump's own format.

    Raises:
        Unusable: pg_dump failed, or is older than the server.
    """
    left_out = [f"--exclude-table-data=public.{table}" for table in NOT_KEPT]
    command = ["pg_dump", "--format=custom", "--schema=public", f"--snapshot={snapshot}", *PLAIN, *left_out]
    with _started(command, stdout=subprocess.PIPE) as process:
        while chunk := process.stdout.read(CHUNK):
            yield chunk
        said = process.stderr.read()
    _check("pg_dump", process, said)


def load(dump: Path, *, then: str = "") -> None:
    """Put what is in a dump in the place of all tables, in one transaction that ends with the SQL in `then`.

    A dump brings no statistics: the rows are counted here, else questions are slow until autovacuum comes by.

    Raises:
        Unusable: it failed, and nothing has changed.
    """
    taking = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--output=/dev/null"]
    giving = ["pg_restore", "--schema=public", "--file=-", *PLAIN, str(dump)]
    with _started(taking, stdin=subprocess.PIPE) as psql, _started(giving, stdout=subprocess.PIPE) as pg_restore:
        refusal = ""
        try:
            psql.stdin.write(f"BEGIN;{EMPTIED}".encode())
            shutil.copyfileobj(pg_restore.stdout, psql.stdin, CHUNK)
            refusal = pg_restore.stderr.read()
            if pg_restore.wait() == 0:  # what was cut short is never committed
                psql.stdin.write(f"\n{then};\nANALYZE;\nCOMMIT;\n".encode())
            psql.stdin.close()
        except BrokenPipeError:
            pg_restore.kill()
        said = psql.stderr.read()
    _check("psql", psql, said)
    _check("pg_restore", pg_restore, refusal)


@contextmanager
def trial() -> Iterator[None]:
    """Work in an empty database beside ours, which is gone afterwards.

    Raises:
        Unusable: the role may not create databases, or another trial is running.
    """
    ours = connection.settings_dict["NAME"]
    name = connection.ops.quote_name(f"{ours}_trial")
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")  # one that was cut short left it
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        except DatabaseError as error:
            raise Unusable(
                f"A backup is tried in a database of its own, which cannot be made: {str(error).splitlines()[0]}. "
                "Let the role create databases (ALTER ROLE … CREATEDB), and run one trial at a time."
            ) from error
    try:
        _work_in(f"{ours}_trial")
        yield
    finally:
        _work_in(ours)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _work_in(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _started(command: list[str], **pipes) -> subprocess.Popen:
    try:
        program = clients(server()) / command[0]
    except LauncherError as trouble:
        raise Unusable(str(trouble)) from trouble
    return subprocess.Popen([program, *command[1:]], stderr=subprocess.PIPE, env=_environment(), **pipes)


def _environment() -> dict[str, str]:
    """How the programs reach the database: by the environment, for arguments can be seen by everybody."""
    at = connection.settings_dict
    named = {"HOST": at["HOST"], "PORT": at["PORT"], "USER": at["USER"], "PASSWORD": at["PASSWORD"]}
    named |= {name.upper(): value for name, value in at["OPTIONS"].items() if name.startswith(("ssl", "gss"))}
    known = {f"PG{name}": str(value) for name, value in named.items() if value}
    return {**os.environ, **known, "PGDATABASE": at["NAME"], "PGOPTIONS": PATIENT, "PGCONNECT_TIMEOUT": "10"}


def _check(name: str, process: subprocess.Popen, said: bytes | str) -> None:
    if process.returncode:
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        raise Unusable("\n".join([f"{name} failed; nothing was changed.", *words.splitlines()[-4:]]))
