"""Accounts that one person makes for another."""

import secrets

from ground.models import User

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A random password of 100 bits that can be read out: four groups of five letters and digits."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(4))


def open_account(username: str, *, name: str = "", language: str = "id") -> tuple[User, str]:
    """Make an account. Returns it and its first password, which is kept nowhere.

    Raises ValidationError for a username that is taken or has signs that no username has.
    """
    password = first_password()
    user = User(username=username, name=name, language=language)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    return user, password
