"""Pages that belong to no study: how the app looks to this reader, and what it is made of."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from coprod import guides
from coprod.own_account import OwnAccountForm
from coprod.specimens import SampleForm, specimens
from ground import first_account as first
from ground.entering import enter
from ground.forms import NewAccountForm
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
    return _on_this_device(HttpResponseRedirect(_way_back(request)), chosen)


def _on_this_device(response, chosen: dict):
    for name, value in chosen.items():
        response.set_cookie(COOKIES[name], value, max_age=YEAR, samesite="Lax", secure=settings.BEHIND_TLS)
    return response


def nowhere(request):
    raise Http404


@sensitive_post_parameters()
@login_required
def own_account(request):
    """Name, address, language, appearance and time zone: one's own."""
    form = OwnAccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk), request=request)
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return _on_this_device(redirect("account"), {name: form.cleaned_data[name] for name in COOKIES})
    context = {"form": form, "crumbs": [{"label": _("Account")}]}
    return render(request, "account/own.html", context, status=422 if form.errors else 200)


def _way_back(request) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@sensitive_post_parameters()
def first_account(request, key):
    """The page of the link that the server says while nobody can sign in; afterwards it is not there."""
    if not (first.is_open() and first.is_token(key)):
        raise Http404
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = first.make_first(form)
        if user is None:
            raise Http404
        return enter(request, user, "study-new")
    return render(request, "first_account.html", {"form": form}, status=422 if form.errors else 200)


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


@require_safe
def guide(request, name="researcher"):
    """A guide in the reader's language; open to whoever cannot sign in yet."""
    if name not in guides.PAGES:
        raise Http404
    names = {
        "researcher": _("For researchers"),
        "interviews": _("Interviews"),
        "coding": _("Coding"),
        "supervisor": _("For supervisors"),
        "agreement": _("Agreement"),
        "glossary": _("Glossary"),
        "method": _("The method"),
        "api": _("For programs"),
    }
    text = mark_safe(guides.guide(name, get_language() or "en"))  # noqa: S308 - our own files, and HTML in them is escaped
    context = {"name": name, "names": names, "text": text, "crumbs": [{"label": _("Help")}]}
    return render(request, "help.html", context | {"in_english": guides.is_only_english(name)})


@require_safe
def guide_image(request, name):
    try:
        return HttpResponse(guides.image(name).read_bytes(), content_type="image/png")
    except KeyError as unknown:
        raise Http404 from unknown
