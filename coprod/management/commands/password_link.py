"""`password_link USER`: a link with which someone sets a new password, for an instance without a mail server."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError

from ground.entering import link_to
from ground.models import User


class Command(BaseCommand):
    help = "Prints a link with which the owner of an account sets a new password. It is good once, for an hour."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username} here. Check its spelling.")
        key = default_token_generator.make_token(user)
        self.stdout.write(link_to("account_reset_password_from_key", user_pk_to_url_str(user), key))
