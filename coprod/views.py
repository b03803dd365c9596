"""Pages that belong to no study: how the app looks to this reader, and what it is made of."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coprod.specimens import SampleForm, specimens
from ground.models import User

YEAR = 365 * 24 * 3600
COOKIES = {"theme": "coprod_theme", "language": settings.LANGUAGE_COOKIE_NAME}


@require_POST
def preferences(request):
    """Language and appearance, on this device and, for whoever is signed in, everywhere."""
    choices = {"theme": User.Theme.values, "language": [code for code, _name in settings.LANGUAGES]}
    chosen = {name: request.POST[name] for name in choices if request.POST.get(name) in choices[name]}
    if chosen and request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(**chosen)
    response = HttpResponseRedirect(_way_back(request))
    for name, value in chosen.items():
        response.set_cookie(COOKIES[name], value, max_age=YEAR, samesite="Lax", secure=settings.BEHIND_TLS)
    return response


def _way_back(request) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@login_required
def style(request):
    """Each part in each state; the tests for contrast and accessibility visit this page."""
    refused = SampleForm({"code": "", "consent": "given", "minutes": "9000"})
    refused.is_valid()
    messages.info(request, _("Messages of the last request stand here, above the page."))
    context = specimens() | {
        "form": SampleForm(prefix="fresh"),
        "refused": refused,
        "page": Paginator(range(312), 25).page(4),
        "crumbs": [{"label": _("Style")}],
    }
    return render(request, "style.html", context)
