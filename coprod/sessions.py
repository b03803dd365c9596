"""Who asks: the session and its account, each read in one plain statement before anything else of a request.

A session ends an hour after its owner last did something, and twelve hours after the sign-in whatever happens
(`SESSION_IDLE`, `SESSION_LONGEST`). What a page asks for by itself while nobody touches it is nothing done: it says so
(`X-Unattended`). Signing in anew in another tab goes on where one was; what was not sent yet waits for it.
"""

import time
from datetime import timedelta

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.db import connection
from django.db.models.functions import Now
from django.dispatch import receiver

from ground.finding import found
from ground.models import User

# With it comes whether so much of its time is gone that it is worth a write to say that somebody is still there.
OWN = """
    SELECT session_data, expire_date < now() + %s FROM django_session WHERE session_key = %s AND expire_date > now()
"""
PROLONG = "UPDATE django_session SET expire_date = now() + %s WHERE session_key = %s AND expire_date > now()"
ACCOUNT = "SELECT * FROM ground_user WHERE id = %s"
GRAIN = timedelta(minutes=5)
BEGAN = "began"


class SessionStore(db.SessionStore):
    """Django's own, but for how it is read, how long it lasts, and that it ends by the database's clock."""

    is_ageing = False

    def load(self):
        with connection.cursor() as cursor:
            cursor.execute(OWN, [settings.SESSION_IDLE - GRAIN, self.session_key])
            found = cursor.fetchone()
        told = self.decode(found[0]) if found else {}
        if found is None or _is_over(told):
            self._session_key = None
            return {}
        self.is_ageing = found[1]
        return told

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.expire_date = Now() + timedelta(seconds=self.get_expiry_age())
        return session

    def prolong(self) -> None:
        """Its owner does something: it lasts for the whole of its time without anything done again."""
        if self.is_ageing and self.session_key:
            with connection.cursor() as cursor:
                cursor.execute(PROLONG, [settings.SESSION_IDLE, self.session_key])


def _is_over(told: dict) -> bool:
    return SESSION_KEY in told and time.time() - told.get(BEGAN, 0) > settings.SESSION_LONGEST.total_seconds()


@receiver(user_logged_in)
def begin(request, **_signal) -> None:
    """Remember when the session began, in seconds since 1970."""
    request.session[BEGAN] = time.time()


class PasswordBackend(AuthenticationBackend):
    """allauth's own, but for how the account of a session is read: building that query takes longer than its answer."""

    def get_user(self, user_id):
        account = found(User, ACCOUNT, [user_id])
        return account if account and self.user_can_authenticate(account) else None
