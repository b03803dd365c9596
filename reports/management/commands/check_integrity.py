"""`check_integrity`: every span, quote, hash, tree and file that does not hold."""

from django.core.management.base import BaseCommand

from reports.integrity import faults, hidden_names


class Command(BaseCommand):
    help = (
        "Looks through the whole database and prints what does not hold. Exit 1 if there is anything. Names that hold "
        "a character nobody sees are listed, too: of a person or a file they may have to stay as they are."
    )

    def handle(self, **options):
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(str(fault))
        for name in hidden_names():
            self.stdout.write(f"Can be mistaken for another: {name}")
        if found:
            raise SystemExit(1)
        self.stdout.write("Every span, quote, hash, tree and file holds.")
