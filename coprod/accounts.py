"""Who may make an account, and where those of the demo stand."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

    def is_open_for_signup(self, request):
        return settings.REGISTRATION_OPEN


def demo_hint(request) -> dict:
    """For the page that asks who one is: where the demo accounts stand, while the launcher's database has them."""
    is_asked = request.path == reverse("account_login")
    if not (is_asked and loading.is_private() and loading.ACCOUNTS.exists()):
        return {}
    said = _("Their names and passwords stand in {file} on the machine that serves this page; `make run` prints them.")
    return {
        "demo_hint": {"title": _("To look round: the demo accounts"), "text": said.format(file="var/demo-accounts.txt")}
    }
