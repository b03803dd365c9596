"""The private PostgreSQL and Redis under `var/`: start, stop, show."""

from django.core.management.base import BaseCommand, CommandError

from ground import launcher


class Command(BaseCommand):
    help = "Starts, stops or shows the private PostgreSQL and Redis under var/."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["up", "down", "status"])

    def handle(self, action, **options):
        place = launcher.Place()
        try:
            if action == "up":
                launcher.up(place)
            elif action == "down":
                self.stdout.write("Stopped." if launcher.down(place) else "Nothing was running.")
                return
        except launcher.LauncherError as trouble:
            raise CommandError(str(trouble)) from trouble
        now = launcher.status(place)
        self.stdout.write("\n".join(now.lines()))
        if not now.running:
            raise SystemExit(1)
