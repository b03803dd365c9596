"""`second_step_off USER`: for someone who lost both the phone and the recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from coprod.second_step import turn_off
from ground.models import User


class Command(BaseCommand):
    help = "Turns the second step off for an account, so that its password alone opens it. Be sure who asks for it."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username} here. Check its spelling.")
        self.stdout.write("The password alone opens it now." if turn_off(user) else "It had no second step.")
