"""`backup FILE`: the whole instance as one file, while people go on working."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.backup.archive import Unusable
from reports.backup.taking import take


class Command(BaseCommand):
    help = "Writes everything to a new file: accounts, studies, history, stored files, as they stood at one moment."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        try:
            manifest = take(file, say=self.stderr.write)
        except (Unusable, OSError) as reason:
            raise CommandError(str(reason)) from reason
        rows = sum(rows for rows, _sum in manifest.tables.values())
        self.stdout.write(
            f"{file}: {len(manifest.studies)} studies, {rows} rows, {len(manifest.members) - 1} stored files, "
            f"{file.stat().st_size / 1e6:.1f} MB. It holds the words of the informants: keep it encrypted and apart."
        )
        for name in manifest.gone:
            self.stdout.write(f"{name}: saved or discarded meanwhile, and not in it.")
