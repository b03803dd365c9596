"""What the OpenAPI document says of every endpoint, read from what the endpoint declares."""

from collections.abc import Callable

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

PROBLEM = "application/problem+json"
MEANING = {
    "400": "Refused: the body, a file or a parameter; `errors` names each field.",
    "401": "No token or session, or one that has ended.",
    "403": "Within reach, but the role or the token's scope does not allow it.",
    "404": "Not there, or out of reach: the answer is the same.",
    "409": "In conflict with what is there; `code` says how, `current` is the row in the way.",
    "412": "Changed since you read it; `current` is the row as it is now.",
    "413": "Larger than this endpoint takes.",
    "415": "Of a media type that this endpoint does not read.",
    "428": "`If-Match` is missing.",
    "429": "So much of what you asked for is not done yet; ask again after the seconds of `Retry-After`.",
}


class ProblemErrorSerializer(serializers.Serializer):
    field = serializers.CharField(help_text="Path of the field, as in `rows[0].seen`; empty for the whole.")
    code = serializers.CharField()
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField(help_text="Address of a page about this kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened and what to do next, in the reader's language.")
    code = serializers.CharField(help_text="Stable, for programs.")
    reference = serializers.CharField(required=False, help_text="Finds the request in the server's log.")
    errors = ProblemErrorSerializer(many=True, required=False)
    current = serializers.JSONField(required=False, help_text="The row as it is now.")


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "ground.api.SessionAuthentication"
    name = "cookieAuth"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class Generator(SchemaGenerator):
    """Describes every endpoint by `Schema`; as a setting, REST framework would load that with the first route."""

    def create_view(self, callback, method, request=None):
        view = super().create_view(callback, method, request)
        view.schema = Schema()
        return view


class Schema(AutoSchema):
    """Adds to each operation its parameters, its ETag headers and the problems it may answer with."""

    def get_operation_id(self):
        return self._said("operation_id", super().get_operation_id)

    def get_request_serializer(self):
        return self._said("request", super().get_request_serializer)

    def get_response_serializers(self):
        return self._said("responses", super().get_response_serializers)

    def _said(self, what: str, otherwise: Callable):
        """What the endpoint said by `described`."""
        said = getattr(getattr(self.view, self._action() or self.method.lower()), "described", {})
        return said[what] if what in said else otherwise()

    def get_override_parameters(self):
        fields = self.view.query_fields() if hasattr(self.view, "query_fields") else {}
        found = [
            OpenApiParameter(
                name,
                type=self._map_serializer_field(field, "request"),
                required=field.required,
                description=str(field.help_text or ""),
            )
            for name, field in fields.items()
        ]
        if self._is_conditional():
            found.append(OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description="ETag."))
        return found

    def _get_paginator(self):
        """Only what is read comes in pages: rows that were just made are a plain list."""
        return super()._get_paginator() if self.method == "GET" else None

    def _action(self) -> str:
        return getattr(self.view, "action", "") or ""

    def _is_conditional(self) -> bool:
        return self._action() in getattr(self.view, "conditional", ())

    def _problems(self) -> list[str]:
        body = self.method in ("POST", "PUT", "PATCH")
        codes = ["400", "401", "403"]
        codes += ["404"] if "{" in self.path else []
        codes += ["409"] if self.method != "GET" or self._action() in getattr(self.view, "not_always_there", ()) else []
        codes += ["412", "428"] if self._is_conditional() else []
        codes += ["429"] if self._action() in getattr(self.view, "asks_for_work", ()) else []
        return sorted(codes + (["413", "415"] if body else []))

    def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response"):
        if _is_field(serializer):
            serializer = self._map_serializer_field(serializer, direction)
        return super()._get_response_for_code(serializer, status_code, media_types, direction)

    def _get_response_bodies(self, direction="response"):
        answer = self.get_response_serializers()
        if _is_field(answer):  # a bare field, as in `DictField()`, is an answer of that shape
            bodies = {"200": self._get_response_for_code(answer, "200", direction=direction)}
        else:
            bodies = super()._get_response_bodies(direction)
        if self._action() == "create" and hasattr(self.view, "make"):
            bodies["200"] = bodies["201"] | {"description": "Was sent before: the row as it is now."}
        for code in self._problems():
            if code not in bodies:
                said = self._get_response_for_code(ProblemSerializer, code, [PROBLEM], direction)
                bodies[code] = said | {"description": MEANING[code]}
        return bodies


def _is_field(found) -> bool:
    return isinstance(found, serializers.Field) and not isinstance(found, serializers.BaseSerializer)
