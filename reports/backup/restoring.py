"""A backup → this instance: tried beside it first, then all of it or nothing."""

import hashlib
import uuid
from collections.abc import Callable

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from ground.blind import make_views
from ground.models import User
from interviews.models import Study
from reports.backup import facts, postgres
from reports.backup.archive import FILES, Reading, Unusable
from reports.backup.rehearsing import Rehearsed, rehearse, unpacked
from reports.erasing.again import erase_again, erasures_here

EPOCH = "INSERT INTO public.ground_restoration (id, made_at, restored_at) VALUES ('{id}', '{made_at}', '{now}')"


def restore(backup: Reading, *, replace: bool, say: Callable[[str], None]) -> Rehearsed:
    """Put a backup in the place of everything that is here.

    The database is replaced in one transaction, after the files are there: whatever fails, the old state stands.
    What was erased for good here since, and is in the backup, is erased again.
    Pages that are open and what browsers have not sent are of another epoch from then on (`Restoration`).

    Raises:
        Unusable: the backup is not what it says it is, or something would be lost without `replace`.
    """
    if not replace and (there := _what_is_here()):
        raise Unusable(f"This database holds {there}. Back it up, then say --replace to throw it away.")
    with unpacked(backup) as dump:
        rehearsed = rehearse(backup, dump, say=say)
        before, erased = set(_files_here()), erasures_here()
        say("Putting the stored files back …")
        for name, (_size, sha256) in backup.files.items():
            _put(name, sha256, backup)
        say("Replacing the database …")
        connection.close()
        postgres.load(dump, then=_epoch(backup))
    if rehearsed.migrated:
        call_command("migrate", verbosity=0, interactive=False)
    make_views()  # a dump holds the tables alone
    if again := erase_again(erased):
        say(f"Erased again what was erased here since the backup: {again}.")
    for name in before.difference(_files_here()):
        default_storage.delete(name)
    return rehearsed


def _what_is_here() -> str:
    try:
        counts = {"accounts": User.objects.count(), "studies": Study.objects.count()}
    except DatabaseError:  # no table yet, or those of another version
        return "tables of an unknown version" if connection.introspection.table_names() else ""
    return " and ".join(f"{count} {name}" for name, count in counts.items()) if any(counts.values()) else ""


def _files_here() -> list[str]:
    try:
        return facts.stored_files()
    except DatabaseError:  # no table yet
        return []


def _put(name: str, sha256: str, backup: Reading) -> None:
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            if hashlib.file_digest(kept, "sha256").hexdigest() == sha256:
                return
        default_storage.delete(name)
    with backup.open(FILES + name) as member:
        default_storage.save(name, File(member))


def _epoch(backup: Reading) -> str:
    return EPOCH.format(id=uuid.uuid4(), made_at=backup.manifest.moment.isoformat(), now=timezone.now().isoformat())
