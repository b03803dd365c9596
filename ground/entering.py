"""Whoever has just made an account is signed in with it."""

from django.contrib.auth import login
from django.utils.translation import get_language

from ground.models import User


def enter(request, user: User) -> None:
    """Sign in, in the language in which the account was made."""
    User.objects.filter(pk=user.pk).update(language=get_language() or "id")
    login(request, user)
