"""Coming in: by a link that was handed over, and signed in with an account that was just made."""

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from ground.models import User


def enter(request, user: User, page: str, **args) -> HttpResponseRedirect:
    """Sign in, in the language in which the account was made; the answer that leads to `page`, a route's name.

    It is told as after any sign-in, so that this browser stands under "Where you are signed in", can be signed out from
    another, and is one that the account knows (coprod/devices.py).
    """
    User.objects.filter(pk=user.pk).update(language=get_language() or "id")
    login(request, user)
    answer = redirect(page, **args)
    user_logged_in.send(sender=User, request=request, response=answer, user=user)
    return answer


def link_to(page: str, *args) -> str:
    """The whole address of `page`, a route's name, to be handed over and opened from anywhere."""
    return settings.SITE_URL.rstrip("/") + reverse(page, args=args)
