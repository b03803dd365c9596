"""Instead of Django's, which needs GNU gettext: bring the Indonesian catalogue up to date with the source."""

import polib
from django.core.management.base import BaseCommand

from coprod.extraction import CATALOGUE, renew, untranslated


class Command(BaseCommand):
    help = "Brings locale/id up to date with every sentence of the source, and lists what has no Indonesian yet."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Write nothing; exit 1 where something is missing.")

    def handle(self, *, check, **options):
        known = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile()
        renewed = renew(known)
        missing = untranslated(renewed)
        if not check:
            CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
            renewed.save(str(CATALOGUE))
        for sentence in missing:
            self.stdout.write(sentence)
        self.stderr.write(f"{len(renewed)} sentences, {len(missing)} without Indonesian")
        if check and missing:
            raise SystemExit(1)
