"""Error pages: what happened, what to do next, and a reference to find it in the logs by."""

import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from ground.outages import RETRY_AFTER, STATUS, outage
from ground.problems import MEANINGS, MEDIA_TYPE, problem_document


def _reference() -> str:
    return get_contextvars().get("request_id", "")


def _answer(request, status: int, detail: str = "", *, code: str = ""):
    if request.path.startswith("/api/"):
        return JsonResponse(problem_document(status, detail=detail), status=status, content_type=MEDIA_TYPE)
    return render(request, f"{status}.html", {"reference": _reference(), "detail": detail, "code": code}, status=status)


def bad_request(request, exception):
    if not isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return _answer(request, 400)
    if request.path.startswith("/api/"):
        return _answer(request, 413)
    said = _("At most {files} files, {fields} fields and {size} of text are taken at once. Nothing was stored.")
    limits = {
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "size": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    }
    return _answer(request, 413, said.format(**limits))


def csrf_failure(request, reason=""):
    if request.path.startswith("/api/"):
        return _answer(request, 403, _("This page was open too long. Go back, reload it and send it again."))
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    context = {"reference": _reference(), "written": _written(request) if is_ours else []}
    return render(request, "expired.html", context, status=403)


def to_sign_in(path: str):
    """The answer that leads to the sign-in page, and from there to `path`."""
    return redirect_to_login(path, resolve_url(settings.LOGIN_URL))


def signed_out(request):
    """What a form sent after its session had ended: nothing of it is stored, and what was written is given back."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    page = urlsplit(came_from).path if is_ours else _page_above(request.path)
    context = {"reference": _reference(), "written": _written(request), "sign_in": to_sign_in(page).url}
    return render(request, "signed_out.html", context, status=403)


def form_only(request, refusal):
    """An address that takes what a form sends, opened as a page: by the way back, or by whoever signs in again."""
    context = {"reference": _reference(), "above": _page_above(request.path)}
    answer = render(request, "405.html", context, status=405)
    answer.headers["Allow"] = refusal.headers["Allow"]
    return answer


def _written(request) -> list[str]:
    """The words of a form that cannot be taken, for whoever wrote them; no password is among them."""
    said = ((name, text) for name, texts in request.POST.lists() for text in texts)
    return [text for name, text in said if len(text.split()) > 1 and "password" not in name]


def _page_above(path: str) -> str:
    """The nearest address above `path` that leads somewhere."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"


def too_many_tries(request, *_args):
    """What allauth shows where its limits are passed."""
    return _answer(request, 429)


def too_much(request, refusal):
    """A page that was asked for more work than one person may have open."""
    answer = _answer(request, 429, refusal.message)
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def forbidden(request, exception):
    return _answer(request, 403, str(exception))


def conflict(request, in_the_way):
    """What a form cannot see before: somebody else stored something in the same moment. A module is told in JSON."""
    if request.headers.get("Accept") == "application/json":
        current = in_the_way.current if isinstance(in_the_way.current, dict) else None
        told = problem_document(409, in_the_way.code, in_the_way.message, current=current)
        return JsonResponse(told, status=409, content_type=MEDIA_TYPE)
    return _answer(request, 409, in_the_way.message, code=in_the_way.code)


def too_long(request, refusal):
    return _answer(request, 503, refusal.message)


def not_found(request, exception):
    return _answer(request, 404)


def unavailable(request, kind: str):
    """What `ground.outages` names, in words, and when to ask again.

    The person may not be looked up now, so the language is the device's: of the cookie, else of the browser.
    """
    with translation.override(translation.get_language_from_request(request)):
        if request.path.startswith("/api/") or request.headers.get("Accept") == "application/json":
            told = problem_document(STATUS[kind], kind, MEANINGS[kind])
            answer = JsonResponse(told, status=STATUS[kind], content_type=MEDIA_TYPE)
        else:
            page = render_to_string(f"{kind}.html", {"reference": _reference()})
            answer = HttpResponse(page, status=STATUS[kind])
        answer.headers["Content-Language"] = translation.get_language()
    answer.headers["Retry-After"] = RETRY_AFTER[kind]
    return answer


def broken(request):
    """Needs neither the database nor a session, for either may be what is broken."""
    if kind := outage(sys.exc_info()[1]):  # Django answers with this page while it handles the error
        return unavailable(request, kind)
    if request.path.startswith("/api/"):
        return _answer(request, 500)
    return HttpResponse(render_to_string("500.html", {"reference": _reference()}), status=500)
