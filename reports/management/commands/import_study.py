"""`import_study FILE`: a study from another instance, all or nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.decorators import method_decorator
from django.utils.translation import override

from ground.models import User
from reports.exchange.bundle.refusal import Refused
from reports.exchange.bundle.taking_in import Taken, take_in

READ = {".json", ".zip"}


@method_decorator(override("en"), "handle")
class Command(BaseCommand):
    help = "Reads a study from a bundle (.json or .zip): all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", metavar="USER", help="The username of who becomes an owner of the study.")

    def handle(self, *, file, owner, **options):
        if file.suffix.lower() not in READ:
            raise CommandError(
                f"{file.name}: this command reads {', '.join(sorted(READ))}. Export the study as a bundle."
            )
        try:
            taken = take_in(file.name, self.read(file), by=owner and self.user(owner))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("\n".join(told(taken)))

    def read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Name a file that can be read.") from error

    def user(self, name: str) -> User:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name} here. Make it first, or leave --owner out.")
        return user


def told(taken: Taken) -> list[str]:
    """What was read, a line a part, and what is not as in the file."""
    lines = [f"{taken.study.slug}: {taken.study.title}"]
    if taken.is_new:
        lines += [f"{count:>8} {name.replace('_', ' ')}" for name, count in taken.counts.items() if count]
    return [*lines, *taken.notes]
