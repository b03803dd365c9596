"""Who may make an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class ClosedRegistration(DefaultAccountAdapter):
    """Accounts are made by invitation, unless this installation opens registration."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. The owner of a study can open it again."),
        "enter_current_password": _("Type the password you have now."),
        "incorrect_password": _("This is not the password of this account. Type it again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "username_password_mismatch": _("Username and password do not go together. Check both and try again."),
    }

    def is_open_for_signup(self, request):
        return settings.REGISTRATION_OPEN
