"""`check_integrity`: every span, quote, hash, tree and file that does not hold."""

from django.core.management.base import BaseCommand

from reports.integrity import faults


class Command(BaseCommand):
    help = "Looks through the whole database and prints what does not hold. Exit 1 if there is anything."

    def handle(self, **options):
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(str(fault))
        if found:
            raise SystemExit(1)
        self.stdout.write("Every span, quote, hash, tree and file holds.")
