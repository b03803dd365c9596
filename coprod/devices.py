"""A browser in which an account has signed in before: wrong passwords that are typed elsewhere do not lock it out.

Five wrong passwords in five minutes close an account to the world, so that nobody guesses on. Its owner's own browser
is counted by itself, and remembered by a signed cookie that opens nothing.
"""

import secrets

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.dispatch import receiver

SALT = "coprod.device"


def device_of(request, username: str) -> str:
    """The name of the request's browser where this account has signed in in it before; empty elsewhere.

    One signs in with one's name in capitals too, so case makes no difference here.
    """
    said = request.get_signed_cookie(
        settings.DEVICE_COOKIE_NAME, default="", salt=SALT, max_age=settings.DEVICE_COOKIE_AGE
    )
    device, _colon, known = said.partition(":")
    return device if known and known.lower() == username.lower() else ""


@receiver(user_logged_in)
def remember(request, response, user, **_signal) -> None:
    device = device_of(request, user.get_username()) or secrets.token_urlsafe(12)
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        f"{device}:{user.get_username()}",
        salt=SALT,
        max_age=settings.DEVICE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
    )
