"""What every request and answer passes through."""

from contextlib import suppress

from django.conf import settings
from django.db import Error
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django_structlog.middlewares import RequestMiddleware

from coding.sightings import door_of, note_sighting
from coprod.errors import conflict, form_only, not_found, signed_out, to_sign_in, too_long, too_much
from ground import blind
from ground.conflicts import Conflict, is_gone
from ground.patience import TooLong
from ground.waiting import TooMuch


def route_of(request) -> str:
    """The name of the route that was asked, which is ours and tells of no study; "none" where there is none."""
    return (request.resolver_match and request.resolver_match.view_name) or "none"


class NamedInTheLog(RequestMiddleware):
    """Gives each line of the log its request's id and person, and says its route in place of its address."""

    @classmethod
    def format_request(cls, request):
        return f"{request.method} {route_of(request)}"

    @staticmethod
    def bind_user_id(request):
        """Who cannot be looked up, for the database is away, is nobody in the log."""
        with suppress(Error):
            RequestMiddleware.bind_user_id(request)


class StillThere:
    """Whoever does something stays signed in; what a page asks for by itself (`X-Unattended`) is nothing done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "X-Unattended" not in request.headers:
            request.session.prolong()
        return response


class ChosenLanguage:
    """The language of the cookie that the language switch sets, else of the signed-in person, else Indonesian.

    Times are those of the person's own time zone, where one was chosen.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self._chosen(request)
        zone = request.user.time_zone if request.user.is_authenticated else ""
        with translation.override(language), timezone.override(zone or None):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # An endpoint that a token opens answers in the language of the token's owner.
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Cookie"])
        return response

    @staticmethod
    def _chosen(request) -> str:
        known = dict(settings.LANGUAGES)
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if cookie in known:
            return cookie
        return request.user.language if request.user.is_authenticated else settings.LANGUAGE_CODE


class Conflicts:
    """A page that could not do what it was asked says so: somebody did something meanwhile, or it is too much.

    What was erased in that moment is as unknown as it will be to whoever asks again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, TooLong):
            return too_long(request, exception)
        if isinstance(exception, TooMuch):
            return too_much(request, exception)
        if is_gone(exception):
            return not_found(request, exception)
        return conflict(request, exception) if isinstance(exception, Conflict) else None


class Forms:
    """What a form sends after its session ended is told so, and not led to an address that takes forms alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not request.path.startswith("/api/"):
            return form_only(request, response)
        if request.method == "POST" and response.status_code == 302:
            turned_away = response.headers["Location"] == to_sign_in(request.get_full_path()).url
            return signed_out(request) if turned_away else response
        return response


class Sightings:
    """While somebody codes blind, what others open of their work is written down."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        study = getattr(request, "study", None)
        if study is not None and study.has_open_phase and response.status_code < 400 and not blind.is_on():
            match = request.resolver_match
            if door := door_of(match.url_name, request.method):
                note_sighting(study, who=request.user, door=door, interview=match.kwargs.get("code", ""))
        return response


def _ends_a_session(response) -> bool:
    """Whether the browser is to forget who was signed in: one signed out, here or elsewhere, or it ran out."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and not cookie.value


class PrivateAnswers:
    """What one person sees is kept by no cache: not the browser's after sign-out, not a proxy's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _ends_a_session(response):
            # Not "storage": what another account of this browser has not sent yet is kept there, and holds no text.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
