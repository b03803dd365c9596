"""Error pages: what happened, what to do next, and a reference to find it in the logs by."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
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
    is_large = isinstance(exception, (RequestDataTooBig, TooManyFilesSent))
    return _answer(request, 413 if is_large else 400)


def csrf_failure(request, reason=""):
    if request.path.startswith("/api/"):
        return _answer(request, 403, _("This page was open too long. Go back, reload it and send it again."))
    return render(request, "expired.html", {"reference": _reference()}, status=403)


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
