"""A backup restored into a database for a trial, and compared with what it says it holds."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from ground.integrity import Fault
from reports.backup import facts, postgres
from reports.backup.archive import DATABASE, Manifest, Reading, Unusable
from reports.integrity import faults


@dataclass
class Rehearsed:
    """What a trial showed: how many migrations were missing, and what does not hold in the data themselves."""

    migrated: int = 0
    faults: list[Fault] = field(default_factory=list)


@contextmanager
def unpacked(backup: Reading) -> Iterator[Path]:
    """The dump as a file for its owner's eyes only, as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="coprod-") as folder:
        dump = Path(folder) / DATABASE
        with backup.open(DATABASE) as member, dump.open("wb") as out:
            shutil.copyfileobj(member, out)
        yield dump


def check_versions(manifest: Manifest) -> int:
    """How many migrations a backup has still to go through here.

    Raises:
        Unusable: it is of a newer version of Coprod, or of a newer PostgreSQL.
    """
    known = set(MigrationLoader(connection).disk_migrations)
    applied = {(app, name) for app, name in manifest.migrations}
    if unknown := applied - known:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown)[:3])
        raise Unusable(f"The backup was made by a newer version, which has {names}. Update Coprod, then restore.")
    if manifest.postgres > postgres.server():
        raise Unusable(
            f"The backup comes from PostgreSQL {manifest.postgres}, this server is {postgres.server()}: older servers "
            "do not take in what newer ones wrote. Restore on a server that is as new."
        )
    return len(known - applied)


def rehearse(backup: Reading, dump: Path, *, say: Callable[[str], None]) -> Rehearsed:
    """Restore a backup beside the database, compare it, bring it to this version.

    Raises:
        Unusable: it cannot be restored, or is not what it says it is.
    """
    missing = check_versions(backup.manifest)
    with postgres.trial():
        say("Restoring it into a database for a trial …")
        postgres.load(dump)
        say("Comparing …")
        _compare("The table", backup.manifest.tables, _of_one_moment(facts.sums))
        if missing:
            say(f"Bringing it to this version: {missing} migrations …")
            call_command("migrate", verbosity=0, interactive=False)
        else:
            _compare("The export of the study", backup.manifest.studies, facts.exports())
        return Rehearsed(missing, [fault for fault in faults() if fault.what != "its file is gone"])


def _of_one_moment(read: Callable[[], dict]) -> dict:
    with transaction.atomic():
        return read()


def _compare(what: str, said: dict, found: dict) -> None:
    different = sorted(name for name in said.keys() | found.keys() if said.get(name) != found.get(name))
    if different:
        raise Unusable(f"{what} {', '.join(different[:5])} comes out other than it went in. Nothing was changed.")
