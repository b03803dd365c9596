"""Language and appearance: kept in a cookie for everybody, and with the account of whoever has one."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ground.models import User

YEAR = 365 * 24 * 3600
COOKIES = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": "coprod_theme"}
KNOWN = {"language": [code for code, _ in settings.LANGUAGES], "theme": User.Theme.values}


@require_POST
def preferences(request):
    chosen = {name: request.POST[name] for name, known in KNOWN.items() if request.POST.get(name) in known}
    if request.user.is_authenticated and chosen:
        User.objects.filter(pk=request.user.pk).update(**chosen)
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, value in chosen.items():
        response.set_cookie(
            COOKIES[name], value, max_age=YEAR, secure=settings.BEHIND_TLS, httponly=True, samesite="Lax"
        )
    return response
