"""Who asks: the session and its account, each read in one plain statement before anything else of a request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection

from ground.finding import found
from ground.models import User

OWN = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
ACCOUNT = "SELECT * FROM ground_user WHERE id = %s"


class SessionStore(db.SessionStore):
    """Django's own, but for how it is read."""

    def load(self):
        with connection.cursor() as cursor:
            cursor.execute(OWN, [self.session_key])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])


class PasswordBackend(AuthenticationBackend):
    """allauth's own, but for how the account of a session is read: building that query takes longer than its answer."""

    def get_user(self, user_id):
        account = found(User, ACCOUNT, [user_id])
        return account if account and self.user_can_authenticate(account) else None
