"""The first account of an installation, made by whoever can read what the server says."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ground.entering import link_to
from ground.models import User

ONE_AT_A_TIME = 0x66697273  # the number of the advisory lock


def is_open() -> bool:
    """Whether nobody here can sign in: accounts that came with an imported study have no password."""
    return not User.objects.exclude(password="").exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def token() -> str:
    """Proof that one can read the server's own words. Good for one account: with it, the page is closed."""
    return salted_hmac("coprod.first_account", settings.DATABASES["default"]["NAME"], algorithm="sha256").hexdigest()


def link() -> str:
    """The address of the page that makes the first account."""
    return link_to("first-account", token())


def is_token(said: str) -> bool:
    return constant_time_compare(said, token())


@transaction.atomic
def make_first(form) -> User | None:
    """Save the form's account, unless another was made in the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    return form.save() if is_open() else None
