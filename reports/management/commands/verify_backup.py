"""`verify_backup FILE`: a backup that was never restored is a hope."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.backup.archive import Unusable, opened
from reports.backup.rehearsing import Rehearsed, rehearse, unpacked


class Command(BaseCommand):
    help = "Restores a backup into a database for a trial, compares every row and export, and throws the trial away."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            with opened(file) as backup, unpacked(backup) as dump:
                rehearsed = rehearse(backup, dump, say=self.stderr.write)
                self.stdout.write("\n".join(told(file, backup.manifest, rehearsed)))
        except (Unusable, OSError) as reason:
            raise CommandError(str(reason)) from reason
        if rehearsed.faults:
            raise SystemExit(1)


def told(file: Path, manifest, rehearsed: Rehearsed) -> list[str]:
    """What a trial has shown, a line each."""
    rows = sum(rows for rows, _sum in manifest.tables.values())
    compared = (
        f"of an older version: {rehearsed.migrated} migrations went through"
        if rehearsed.migrated
        else f"{len(manifest.studies)} exports equal"
    )
    return [
        f"{file}: as of {manifest.moment:%Y-%m-%d %H:%M} UTC, {rows} rows in {len(manifest.tables)} tables equal, "
        f"{compared}, {len(manifest.members) - 1} stored files whole.",
        *(f"It did not hold when the backup was made either: {fault}" for fault in rehearsed.faults),
    ]
