"""What people fill in about themselves."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.models import ApiToken


class TokenForm(forms.ModelForm):
    """A new access token. It always ends: nobody remembers the keys they gave to programs."""

    DAYS = [(7, _("in 7 days")), (30, _("in 30 days")), (90, _("in 90 days")), (365, _("in a year"))]

    days = forms.TypedChoiceField(label=_("Expires"), choices=DAYS, coerce=int, initial=90)

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        help_texts = {"name": _("What will use it, for example “R on my laptop”.")}

    def issue(self, owner) -> tuple[ApiToken, str]:
        expires = timezone.now() + timedelta(days=self.cleaned_data["days"])
        return ApiToken.issue(
            owner=owner, name=self.cleaned_data["name"], scope=self.cleaned_data["scope"], expires_at=expires
        )
