"""Who may make an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class ClosedRegistration(DefaultAccountAdapter):
    """Accounts are made by invitation, unless this installation opens registration."""

    def is_open_for_signup(self, request):
        return settings.REGISTRATION_OPEN
