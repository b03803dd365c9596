"""Who may make an account, and where those of the demo stand."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod import health
from coprod.devices import device_of
from ground import first_account
from reports.demo import loading


class ClosedRegistration(DefaultAccountAdapter):
    """Accounts are made by invitation, unless this installation opens registration."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed. The owner of a study can open it again."),
        "enter_current_password": gettext_lazy("Type the password you have now."),
        "incorrect_password": gettext_lazy("This is not the password of this account. Type it again."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes, then try again."),
        "username_password_mismatch": gettext_lazy(
            "Username and password do not go together. Check both and try again."
        ),
    }

    def get_login_stages(self):
        return [*super().get_login_stages(), "coprod.second_step.SecondStepStage"]

    def get_reset_password_from_key_url(self, key):
        """At the address of this site, whatever host name the request was sent to."""
        return settings.SITE_URL.rstrip("/") + urlsplit(super().get_reset_password_from_key_url(key)).path

    def is_open_for_signup(self, request):
        return settings.REGISTRATION_OPEN

    def pre_authenticate(self, request, **credentials):
        """A browser that the account knows has tries of its own, and is not counted with its neighbours' address."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        action = "login_of_known_device" if device_of(request, _name_in(credentials)) else "login_failed"
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The account, whatever host name was asked; and the browser where the account knows it."""
        username = _name_in(credentials)
        device = device_of(request, username)
        return f"{device}:{username.lower()}" if device else username.lower()


def _name_in(credentials) -> str:
    return credentials.get("username") or credentials.get("email") or ""


def entrance_hint(request) -> dict:
    """For the pages where one comes in: who can help, and where the first account is made."""
    if request.path == reverse("account_reset_password"):
        return {"has_mail": health.sends_mail()}
    if demo := _demo_hint(request):
        return demo
    if request.path == reverse("account_login") and first_account.is_open():
        said = _("Whoever runs this server finds the link for it in the server's log, or asks `manage.py doctor`.")
        return {"demo_hint": {"title": _("Nobody has an account here yet"), "text": said}}
    return {}


def _demo_hint(request) -> dict:
    """Where the demo accounts stand, while the launcher's database has them."""
    is_asked = request.path == reverse("account_login")
    if not (is_asked and loading.is_private() and loading.ACCOUNTS.exists()):
        return {}
    said = _("Their names and passwords stand in {file} on the machine that serves this page; “make run” prints them.")
    return {
        "demo_hint": {"title": _("To look round: the demo accounts"), "text": said.format(file="var/demo-accounts.txt")}
    }
