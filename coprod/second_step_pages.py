"""The pages of the second step: taking it, setting it up, its recovery codes, turning it off."""

from base64 import b32encode
from importlib import import_module

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_stage_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from coprod import second_step

asked = require_http_methods(["GET", "HEAD", "POST"])


class CodeForm(forms.Form):
    """`fits` is asked about what was typed; False refuses it."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, *args, fits, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        self.fits = fits
        self.fields["code"].help_text = help_text

    def clean_code(self):
        if not self.fits(self.cleaned_data["code"]):
            raise forms.ValidationError(_("This code does not fit. Wait a few seconds and type the one shown then."))
        return self.cleaned_data["code"]


@asked
@sensitive_post_parameters("code")
@login_stage_required(stage=second_step.SecondStepStage.key, redirect_urlname="account_login")
def take(request):
    """Between the password and the studies."""
    user = request._login_stage.login.user
    said = _("The six digits that the app on your phone shows now, or one of your recovery codes.")
    form = CodeForm(request.POST or None, fits=lambda code: second_step.passes(user, code), help_text=said)
    if form.is_valid():
        return request._login_stage.exit()
    return _page(request, "take", form=form)


@asked
@login_required
def own(request):
    """Whether one has it, and what one can do about it."""
    is_set_up = second_step.is_set_up(request.user)
    return _page(request, "own", is_set_up=is_set_up, left=len(second_step.recovery_codes(request.user)))


@asked
@sensitive_post_parameters("code")
@login_required
@reauthentication_required
def set_up(request):
    """The key for the phone, as a square and in letters, until the phone shows a code of it."""
    if second_step.is_set_up(request.user):
        return redirect("second-step")
    form = CodeForm(
        request.POST or None,
        fits=lambda code: second_step.set_up(request.user, code),
        help_text=_("The six digits that the app shows once it has the key."),
    )
    if form.is_valid():
        messages.success(request, _("The second step is on."))
        return redirect("second-step-codes")
    key = second_step.key_for(request.user)
    return _page(
        request, "set_up", form=form, square=_square(key.config_url), secret=b32encode(key.bin_key).decode().strip("=")
    )


@asked
@login_required
@reauthentication_required
def codes(request):
    """What is left of the recovery codes, to be kept on paper; ten new ones on request."""
    if not second_step.is_set_up(request.user):
        return redirect("second-step")
    if request.method == "POST":
        second_step.make_recovery_codes(request.user)
        messages.success(request, _("These are new. Those of before open nothing any more."))
        return redirect("second-step-codes")
    return _page(request, "codes", codes=second_step.recovery_codes(request.user))


@asked
@login_required
@reauthentication_required
def turn_off(request):
    """Back to the password alone."""
    if request.method == "POST":
        second_step.turn_off(request.user)
        messages.success(request, _("The password alone opens your account now."))
        return redirect("second-step")
    return _page(request, "turn_off")


def _page(request, name: str, *, form=None, **context):
    refused = form is not None and form.is_bound
    return render(request, f"second_step/{name}.html", context | {"form": form}, status=422 if refused else 200)


def _square(address: str) -> str:
    """The address as a QR code, an SVG. Only who sets a second step up loads what draws it: it takes 4 MB."""
    segno = import_module("segno")
    return mark_safe(segno.make(address, micro=False).svg_inline(scale=5, border=2))  # noqa: S308 - it draws squares, and no words
