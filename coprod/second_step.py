"""A second step on signing in: six digits that an app on one's phone shows (RFC 6238), or a code that lies on paper."""

from allauth.account.stages import LoginStage
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

ON_PAPER = 10  # recovery codes


class SecondStepStage(LoginStage):
    """Where the password was right, before anybody is signed in: who has set up a second step takes it."""

    key = "second_step"
    urlname = "second-step-take"

    def handle(self):
        return (HttpResponseRedirect(reverse(self.urlname)) if is_set_up(self.login.user) else None), True


def is_set_up(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def key_for(user) -> TOTPDevice:
    """A key that is not in force yet: the app on the phone reads it, and `set_up` asks for what the app then shows."""
    key, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "phone"})
    return key


def set_up(user, code: str) -> bool:
    """Put the key of `key_for` in force with ten recovery codes, where the app shows `code`; else False."""
    with transaction.atomic():
        key = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if key is None or not key.verify_token(_plain(code)):
            return False
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        key.confirmed = True
        key.save()
        make_recovery_codes(user)
    return True


def passes(user, code: str) -> bool:
    """Whether `code` is what the app shows now, or a recovery code; each is good once.

    After a wrong one the next has to wait, a second first, then twice as long each time: django-otp counts.
    """
    code = _plain(code)
    kind: type[Device] = TOTPDevice if code.isdigit() else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and device.verify_token(code)


def recovery_codes(user) -> list[str]:
    """Those that are not used yet."""
    tokens = StaticToken.objects.filter(device__user=user).order_by("pk")
    return list(tokens.values_list("token", flat=True))


def make_recovery_codes(user) -> None:
    """Ten new ones; those of before open nothing any more."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        paper = StaticDevice.objects.create(user=user, name="paper")
        StaticToken.objects.bulk_create(
            StaticToken(device=paper, token=StaticToken.random_token()) for _ in range(ON_PAPER)
        )


def turn_off(user) -> bool:
    """Let the password alone open the account again; whether there was a second step."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        return TOTPDevice.objects.filter(user=user).delete()[0] > 0


def _plain(code: str) -> str:
    """Apps show the digits in two groups, and paper is read aloud in capitals."""
    return "".join(code.split()).lower()
