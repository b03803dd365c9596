"""An instance → a backup, as it stood at one moment, while everybody goes on working."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from reports.backup import facts, postgres
from reports.backup.archive import DATABASE, FILES, Manifest, Writing, written

UNHURRIED = "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0"


def take(path: Path, *, say: Callable[[str], None]) -> Manifest:
    """Write a backup of everything to a new file; `say` hears what is being done.

    Raises:
        Unusable: the file cannot be written, or PostgreSQL's programs failed; no file is left then.
    """
    with written(path) as backup, one_moment() as snapshot:
        manifest = Manifest(made_at=timezone.now().isoformat(), postgres=postgres.server())
        say("Copying the stored files …")  # first: a file on its way in is gone as soon as it is saved
        manifest.gone = _keep_files(backup)
        say("Copying the database …")
        backup.add(DATABASE, postgres.dumped(snapshot))
        say("Summing up what is in it …")
        manifest.migrations, manifest.tables = facts.migrations(), facts.sums()
        manifest.studies = facts.exports()
        backup.close(manifest)
    return manifest


@contextmanager
def one_moment() -> Iterator[str]:
    """All that is read inside is of one moment; the name under which pg_dump sees the same."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(UNHURRIED)
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _keep_files(backup: Writing) -> list[str]:
    gone = []
    for name in facts.stored_files():
        try:
            with default_storage.open(name) as file:
                backup.add(FILES + name, file.chunks())
        except FileNotFoundError:
            gone.append(name)
    return gone
