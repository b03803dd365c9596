"""`restore FILE`: a backup in the place of everything that is here, all of it or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.backup.archive import Unusable, opened
from reports.backup.restoring import restore
from reports.management.commands.verify_backup import told


class Command(BaseCommand):
    help = "Tries a backup beside the database, then puts it in the place of everything. An older one is migrated."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="Throw away the accounts and studies that are here.")

    def handle(self, *, file, replace, **options):
        try:
            with opened(file) as backup:
                rehearsed = restore(backup, replace=replace, say=self.stderr.write)
        except (Unusable, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write("\n".join(told(file, backup.manifest, rehearsed)))
        self.stdout.write("Restored. Everybody signs in again; open pages say what happened.")
