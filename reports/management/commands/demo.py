"""`demo`: the two invented studies, and on a private database the accounts to look at them with."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.decorators import method_decorator
from django.utils.translation import override

from ground.models import User
from reports.demo import loading
from reports.demo.sources import SLUGS


@method_decorator(override("en"), "handle")
class Command(BaseCommand):
    help = (
        "Makes the demo studies demo-a and demo-b, once; a second time changes nothing. In a database that the "
        "launcher started and that holds no user it makes accounts for them too, kept in var/demo-accounts.txt."
    )

    def add_arguments(self, parser):
        parser.add_argument("--owner", metavar="USER", help="The username of who becomes an owner of the demo studies.")

    def handle(self, *, owner, **options):
        by = owner and self.user(owner)
        with transaction.atomic():
            with_accounts = loading.may_make_accounts()
            for slug in SLUGS:
                made = loading.load(slug, by=by)
                self.stdout.write(f"{slug}: made." if made else f"{slug}: was made here before; nothing to do.")
            accounts = loading.open_accounts() if with_accounts else None
        self.tell(accounts, by)

    def user(self, name: str) -> User:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name} here. Make it first, or leave --owner out.")
        return user

    def tell(self, accounts: str | None, by: User | None) -> None:
        if accounts:
            self.stdout.write(f"Demo accounts ({loading.ACCOUNTS}):\n{accounts.rstrip()}")
        elif loading.ACCOUNTS.exists() and loading.is_private():
            self.stdout.write(f"The demo accounts stand in {loading.ACCOUNTS}.")
        elif by is None:
            self.stdout.write(
                "No account was made: this database is not the launcher's own, or has users. "
                "Name yourself with --owner to see the studies, or set a password with changepassword."
            )
