"""Coming in: by a link that was handed over, and signed in with an account that was just made."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.urls import reverse
from django.utils.translation import get_language

from ground.models import User


def enter(request, user: User) -> None:
    """Sign in, in the language in which the account was made.

    As after any sign-in, this browser stands under "Where you are signed in", and can be signed out from another.
    """
    User.objects.filter(pk=user.pk).update(language=get_language() or "id")
    login(request, user)
    UserSession.objects.create_from_request(request)


def link_to(page: str, *args) -> str:
    """The whole address of `page`, a route's name, to be handed over and opened from anywhere."""
    return settings.SITE_URL.rstrip("/") + reverse(page, args=args)
