"""What every endpoint shares: who asks, how a page of rows and a refusal look."""

import json
import re
import uuid

from django.conf import settings
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.db import IntegrityError, OperationalError
from django.db.models import Model
from django.db.models.functions import Now
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import authentication, exceptions, parsers, permissions, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.settings import api_settings

from ground.conflicts import Conflict, is_gone
from ground.epochs import check_epoch
from ground.keys import digest_of
from ground.models import ApiToken
from ground.outages import RETRY_AFTER, STATUS, outage
from ground.patience import TooLong
from ground.problems import DETAILS, MEANINGS, MEDIA_TYPE, problem_document
from ground.waiting import TooMuch

CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
BODY_LIMIT = 1_000_000
DEPTH_LIMIT = 32
TAKEN = {"23505"}  # unique_violation
BUSY = {"55P03", "40P01", "57014"}  # lock_not_available, deadlock_detected, query_canceled


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token coprod_…`; the token says who, and how far its scope goes."""

    model = ApiToken

    def authenticate_credentials(self, key):
        token = ApiToken.objects.valid().select_related("owner").filter(digest=digest_of(key)).first()
        if token is None or not token.owner.is_active:
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked. Make a new one."))
        if token.last_used_at is None or token.last_used_at < timezone.now() - settings.TOKEN_USE_GRAIN:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=Now())
        translation.activate(token.owner.language)  # until the middleware that chose another takes its own back
        return token.owner, token


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with CSRF; the pages use the same endpoints as programs.

    A page that says as whom it acts (`X-Acting-As`) is refused where another account has signed in since, and one that
    says of which epoch it is (`X-Epoch`) where a backup was restored since.
    """

    def authenticate(self, request):
        found = super().authenticate(request)
        claimed = request.headers.get("X-Acting-As")
        if found and claimed and claimed != str(found[0].pk):
            raise exceptions.AuthenticationFailed(_("Another account is signed in here now. Sign in as before."))
        if found:
            check_epoch(request, request.headers.get("X-Epoch"))
        return found


class SignedIn(permissions.IsAuthenticated):
    """Nobody reads anything without signing in; reach and ability are asked by each view's study."""


class StrictJSONParser(parsers.JSONParser):
    """JSON as the standard has it: small, shallow, without NaN, repeated keys, NUL or lone surrogates."""

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(BODY_LIMIT + 1)
        if len(body) > BODY_LIMIT:
            raise TooLarge
        try:
            return read_json(body.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(_("The body is not JSON: {error}").format(error=error)) from error


def read_json(text: str):
    """The value of a JSON text. Raises ValueError or RecursionError for what StrictJSONParser refuses."""
    value = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    _check(value)
    return value


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("The request is larger than this endpoint takes.")
    default_code = "too_large"


def _without_repeats(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    return found


def _no_constant(name):
    raise ValueError(f"{name} is not a number")


def _check(value, depth=0):
    if depth > DEPTH_LIMIT:
        raise ValueError(f"more than {DEPTH_LIMIT} levels")
    if isinstance(value, str) and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise ValueError("a text holds NUL or a lone surrogate")
    if isinstance(value, dict):
        for key in value:
            _check(key, depth + 1)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check(item, depth + 1)


class StrictUUIDField(serializers.UUIDField):
    """Only the canonical 36 characters: `uuid.UUID` takes many spellings of one id."""

    def to_internal_value(self, data):
        if not isinstance(data, str) or not CANONICAL_UUID.match(data):
            self.fail("invalid", value=data)
        return uuid.UUID(data)


class StrictIntegerField(serializers.IntegerField):
    """A JSON integer: no text that looks like one, no true, no 1.0."""

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class ByCursor(CursorPagination):
    """Pages that stay right while rows are added; `?cursor=`, `?page_size=` from 1 to 500.

    In the order of the view's `ordering`, which ends in a unique field; by id where it has none.
    """

    page_size = 100
    max_page_size = 500
    page_size_query_param = "page_size"

    def get_ordering(self, request, queryset, view):
        return getattr(view, "ordering", ("id",))

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError) as error:  # a cursor that was not made here
            raise exceptions.NotFound(self.invalid_cursor_message) from error

    def get_page_size(self, request):
        asked = request.query_params.get("page_size", str(self.page_size))
        if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= self.max_page_size):
            message = _("A page has 1 to {limit} rows.").format(limit=self.max_page_size)
            raise exceptions.ValidationError({"page_size": [message]})
        return int(asked)


def problem(error, context):
    """RFC 9457: every refusal is a problem document that says what, where and what to do next."""
    if isinstance(error, (Conflict, TooLong, TooMuch)):
        return _not_now(error, context)
    if (of_the_database := _of_the_database(error)) is not None:
        return of_the_database
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError(serializers.as_serializer_error(error))
    elif isinstance(error, Http404) or is_gone(error):
        error = exceptions.NotFound(_("There is nothing here that you can see."))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(*error.args)
    elif isinstance(error, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        error = TooLarge()
    elif isinstance(error, SuspiciousOperation):
        error = exceptions.ParseError(DETAILS[400])
    if not isinstance(error, exceptions.APIException):
        return None
    return _of_exception(error)


def _not_now(error, context):
    """What might be done otherwise or later."""
    if isinstance(error, TooLong):
        return _answer(status.HTTP_503_SERVICE_UNAVAILABLE, "too_long", error.message)
    if isinstance(error, TooMuch):
        headers = {"Retry-After": str(error.seconds)}
        return _answer(status.HTTP_429_TOO_MANY_REQUESTS, "too_much", error.message, headers)
    return _answer(status.HTTP_409_CONFLICT, error.code, error.message, current=_current(error.current, context))


def _of_the_database(error):
    """What no check before sees: it is away or full, or has the same key or a lock since this moment."""
    if kind := outage(error):
        return _answer(STATUS[kind], kind, MEANINGS[kind], {"Retry-After": RETRY_AFTER[kind]})
    if not isinstance(error, (IntegrityError, OperationalError)):
        return None
    state = getattr(error.__cause__, "pgcode", None)
    if state in TAKEN:
        return _answer(status.HTTP_409_CONFLICT, "taken", MEANINGS["taken"])
    if state in BUSY:
        return _answer(status.HTTP_503_SERVICE_UNAVAILABLE, "busy", MEANINGS["busy"], {"Retry-After": "2"})
    return None


def _current(row, context):
    """The row in the way as its own endpoint shows it; of another kind of row, only its id."""
    if not isinstance(row, Model):
        return row
    view = context["view"]
    queryset = getattr(view, "queryset", None)
    if queryset is not None and isinstance(row, queryset.model):
        return view.get_serializer(row).data
    return {"id": str(row.pk)}


def _of_exception(error):
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = f"{error.wait:.0f}"
    if isinstance(error, exceptions.ValidationError):
        found = list(_fields(error.get_full_details()))
        detail = " ".join(f"{e['field']}: {e['message']}" if e["field"] else e["message"] for e in found)
        return _answer(error.status_code, "refused", detail, headers, errors=found)
    own_words = isinstance(error, exceptions.NotAuthenticated)
    detail = MEANINGS["not_authenticated"] if own_words else str(error.detail)
    return _answer(error.status_code, error.get_codes(), detail, headers)


def _fields(details, path=""):
    if isinstance(details, list):
        for index, item in enumerate(details):
            nested = isinstance(item, dict) and "message" not in item
            yield from _fields(item, f"{path}[{index}]" if nested else path)
    elif set(details) == {"message", "code"}:
        yield {"field": path, "code": details["code"], "message": str(details["message"])}
    else:
        for key, item in details.items():
            if isinstance(key, int):
                below = f"{path}[{key}]"
            elif key in (api_settings.NON_FIELD_ERRORS_KEY, NON_FIELD_ERRORS):
                below = path
            else:
                below = f"{path}.{key}".lstrip(".")
            yield from _fields(item, below)


def _answer(code, kind, detail, headers=None, **more):
    return Response(problem_document(code, kind, detail, **more), code, headers=headers, content_type=MEDIA_TYPE)
