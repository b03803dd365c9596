"""What people settle about their own account."""

import zoneinfo

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.models import User

NEAR = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def time_zones() -> list[tuple[str, str]]:
    """The zones to choose from: as the installation, those of Indonesia, all others by name."""
    own = _("As here ({zone})").format(zone=settings.TIME_ZONE)
    others = sorted(zoneinfo.available_timezones() - set(NEAR))
    return [("", own), *((name, f"{name} ({short})") for name, short in NEAR.items()), *((n, n) for n in others)]


class OwnAccountForm(forms.ModelForm):
    """Another address than before needs the password: a link for a new one is sent there."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("Only where you change the e-mail address."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        required=False,
        strip=False,
    )

    class Meta:
        model = User
        fields = ["name", "email", "language", "theme", "time_zone"]
        help_texts = {
            "name": gettext_lazy("As others see it beside what you write."),
            "email": gettext_lazy("For a forgotten password, and for nothing else."),
        }

    field_order = ["name", "email", "password", "language", "theme", "time_zone"]

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label, choices=time_zones(), required=False
        )

    def clean(self):
        if "email" in self.changed_data and not self.errors and not self._knows_the_password():
            self.add_error("password", _("This is not the password of this account. Type it again."))
        return self.cleaned_data

    def _knows_the_password(self) -> bool:
        """Raises ValidationError after too many tries, as on signing in."""
        password = self.cleaned_data.get("password")
        return bool(password) and get_adapter(self.request).reauthenticate(self.request.user, password)
