"""What the endpoints of a study share: the study comes first, and everything else is reached through it."""

import hashlib
import json

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from ground.models import ApiToken
from interviews.models import Study
from interviews.permissions import Verb, require

IN_SCOPE = {
    ApiToken.Scope.READ: {Verb.READ},
    ApiToken.Scope.EXPORT: {Verb.READ, Verb.EXPORT, Verb.SUMMARIZE},
    ApiToken.Scope.WRITE: set(Verb),
}


def require_in_scope(request, verb: Verb) -> None:
    """Raises PermissionDenied when a token does not reach as far as its owner."""
    if isinstance(request.auth, ApiToken) and verb not in IN_SCOPE[request.auth.scope]:
        raise PermissionDenied(_("This token's scope does not allow this. Make a token with a wider scope."))


class InStudy:
    """Mixed into a viewset below `studies/{slug}/`: `self.study` is the study, within reach of who asks.

    `verbs` maps an action to the ability it needs; reading is the default. Out of reach is 404, not allowed 403.
    """

    verbs: dict[str, Verb] = {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.study = get_object_or_404(Study.objects.visible_to(request.user), slug=kwargs["slug"])
        verb = self.verbs.get(self.action, Verb.READ)
        require_in_scope(request, verb)
        self.require(verb)

    def require(self, verb: Verb, *, own: bool = False) -> None:
        """A view whose verb depends on whose row it is leaves it out of `verbs` and asks here."""
        require_in_scope(self.request, verb)
        require(self.request.user, verb, self.study, own=own)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user).of_study(self.study)

    def get_serializer_context(self):
        return super().get_serializer_context() | {"study": getattr(self, "study", None)}


class InStudyField(serializers.PrimaryKeyRelatedField):
    """A foreign key that cannot leave the study: another study's row is as unknown as one that is not there."""

    def get_queryset(self):
        study = self.context["study"]
        return super().get_queryset().of_study(study) if study else super().get_queryset().none()


def tag(representation) -> str:
    """A strong ETag of what the client was shown."""
    canonical = json.dumps(json.loads(JSONRenderer().render(representation)), sort_keys=True)
    return f'"{hashlib.sha256(canonical.encode()).hexdigest()[:32]}"'


class Tagged:
    """`ETag` on what two people can edit; a change needs `If-Match` (428 without), and the row as shown (412 if not)."""

    def retrieve(self, request, *args, **kwargs):
        shown = self.get_serializer(self.get_object()).data
        return Response(shown, headers={"ETag": tag(shown)})

    def unless_changed(self, row) -> Response | None:
        """None when the client saw `row` as it is; else the answer that refuses, with the row as it is now."""
        shown = self.get_serializer(row).data
        expected = self.request.headers.get("If-Match")
        if expected is None:
            raise MatchNeeded
        if expected in ("*", tag(shown)):
            return None
        body = {
            "type": "/api/problems/changed",
            "title": _("Changed since you read it"),
            "status": status.HTTP_412_PRECONDITION_FAILED,
            "detail": _("Someone changed this since you read it. Compare with the current state, then send it again."),
            "code": "changed",
            "current": shown,
        }
        return Response(body, status=412, content_type="application/problem+json", headers={"ETag": tag(shown)})


class MatchNeeded(exceptions.APIException):
    status_code = 428
    default_code = "match_needed"

    def __init__(self):
        super().__init__(_("Send If-Match with the ETag of the version you read, so that nobody's change is lost."))
