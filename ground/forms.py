"""What people fill in about themselves."""

from datetime import timedelta

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.models import ApiToken, User


class NewAccountForm(UserCreationForm):
    """An account that a person makes for themselves: the name that others see, a username, a password typed twice."""

    class Meta:
        model = User
        fields = ["name", "username"]
        help_texts = {
            "name": _("As others see it beside what you write."),
            "username": _("With this you sign in: letters, digits and . _ - without spaces."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password1"].label, self.fields["password2"].label = _("Password"), _("Password (again)")
        self.fields["password1"].help_text = _("At least 10 characters; a few unrelated words are good.")
        self.fields["password2"].help_text = ""


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
