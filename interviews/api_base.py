"""What the endpoints of a study share: the study comes first, and everything else is reached through it."""

import hashlib
import json

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import exceptions, mixins, permissions, serializers, status, viewsets
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from ground.api import CANONICAL_UUID, StrictUUIDField
from ground.api_query import StrictQuery
from ground.models import ApiToken
from ground.problems import MEANINGS, MEDIA_TYPE, problem_document
from interviews.permissions import READING, Verb, require, study_within_reach

IN_SCOPE = {
    ApiToken.Scope.READ: READING,
    ApiToken.Scope.EXPORT: READING | {Verb.HEAR, Verb.EXPORT, Verb.SUMMARIZE},
    ApiToken.Scope.WRITE: set(Verb),
}


def require_in_scope(request, verb: Verb) -> None:
    """Raises PermissionDenied when a token does not reach as far as its owner."""
    if isinstance(request.auth, ApiToken) and verb not in IN_SCOPE[request.auth.scope]:
        raise PermissionDenied(_("This token's scope does not allow this. Make a token with a wider scope."))


class InStudy(StrictQuery):
    """Mixed into a viewset below `studies/{slug}/`: `self.study` is the study, within reach of who asks.

    `verbs` maps an action to the ability it needs; for reading, READ is the default. `own_verbs` are abilities that
    depend on whose row it is: the view asks `require_for(row)`. Out of reach is 404, not allowed 403.
    """

    verbs: dict[str, Verb] = {}
    own_verbs: dict[str, Verb] = {}

    def admit(self, request, **kwargs) -> None:
        self.study = request._request.study = study_within_reach(request.user, kwargs["slug"])
        verb = self.verbs.get(self.action, Verb.READ)
        writes = self.action and request.method not in permissions.SAFE_METHODS
        if writes and self.action not in self.verbs | self.own_verbs:
            raise ImproperlyConfigured(f"{type(self).__name__}.{self.action} does not say which verb it needs")
        self.require(verb)

    def require(self, verb: Verb, *, own: bool = False) -> None:
        require_in_scope(self.request, verb)
        require(self.request.user, verb, self.study, own=own)

    def require_for(self, row) -> None:
        """Ask the action's ability for `row`: who brought it in may put it right."""
        self.require(self.own_verbs[self.action], own=self.brought_in_by(row) == self.request.user.pk)

    def brought_in_by(self, row):
        return row.created_by_id

    def get_queryset(self):
        rows = super().get_queryset()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        return rows.visible_to(self.request.user).of_study(self.study)

    def get_serializer_context(self):
        return super().get_serializer_context() | {"study": getattr(self, "study", None)}


class InStudyField(serializers.PrimaryKeyRelatedField):
    """A foreign key that cannot leave the study: another study's row is as unknown as one that is not there.

    It is given by id; with `by`, also by the value of that field, as in the code of an informant. Shown is the id.
    """

    def __init__(self, *, by: str = "", **options):
        self.by = by
        super().__init__(pk_field=StrictUUIDField(), **options)

    def get_queryset(self):
        study = self.context.get("study")
        queryset = super().get_queryset()
        if queryset is None:
            return None
        return queryset.of_study(study) if study else queryset.none()

    def to_internal_value(self, data):
        if not self.by or not isinstance(data, str) or CANONICAL_UUID.match(data):
            return super().to_internal_value(data)
        row = None if "\x00" in data else self.get_queryset().filter(**{self.by: data}).first()
        if row is None:
            self.fail("does_not_exist", pk_value=data[:80])
        return row


def tag(representation) -> str:
    """A strong ETag of what the client was shown."""
    canonical = json.dumps(representation, cls=JSONEncoder, sort_keys=True)
    return f'"{hashlib.sha256(canonical.encode()).hexdigest()[:32]}"'


class Tagged:
    """`ETag` on every row, as the client was shown it."""

    def answer(self, row, code=status.HTTP_200_OK) -> Response:
        shown = self.get_serializer(row).data
        return Response(shown, status=code, headers={"ETag": tag(shown)})

    def retrieve(self, request, *args, **kwargs):
        return self.answer(self.get_object())


class Editable(Tagged):
    """What two people can edit: a change needs `If-Match` (428 without), and the row as shown (412 if not).

    `conditional` names the actions that need it. `partial_update` asks a `change(row, **data) -> row` of the subclass;
    the row is locked from the comparison to the write.
    """

    conditional: tuple[str, ...] = ("partial_update",)

    def held(self):
        """The row that the address names, locked until the end of the transaction."""
        queryset = self.filter_queryset(self.get_queryset()).select_for_update(of=("self",))
        return get_object_or_404(queryset, **{self.lookup_field: self.kwargs[self.lookup_field]})

    @transaction.atomic
    def partial_update(self, request, *args, **kwargs):
        """Changes what is sent and leaves the rest; needs `If-Match` with the ETag of the version that was read."""
        row = self.held()
        if self.action in getattr(self, "own_verbs", {}):
            self.require_for(row)
        if (refusal := self.unless_changed(row)) is not None:
            return refusal
        sent = self.get_serializer(row, data=request.data, partial=True)
        sent.is_valid(raise_exception=True)
        return self.answer(self.change(row, **sent.validated_data))

    def unless_changed(self, row) -> Response | None:
        """None when the client saw `row` as it is; else the answer that refuses, with the row as it is now."""
        shown = self.get_serializer(row).data
        expected = self.request.headers.get("If-Match")
        if expected is None:
            raise MatchNeeded
        if {"*", tag(shown)} & {each.strip() for each in expected.split(",")}:
            return None
        body = problem_document(status.HTTP_412_PRECONDITION_FAILED, "changed", MEANINGS["changed"], current=shown)
        return Response(body, status=412, content_type=MEDIA_TYPE, headers={"ETag": tag(shown)})


class MatchNeeded(exceptions.APIException):
    status_code = 428
    default_code = "match_needed"

    def __init__(self):
        super().__init__(_("Send If-Match with the ETag of the version you read, so that nobody's change is lost."))


class Rows(Tagged, InStudy, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Rows of a study that members read; a subclass adds what may be written."""

    lookup_value_converter = "uuid"


class CreatesOnce:
    """`create` for rows under ids that the client chose; asks a `make(**data) -> (row, is new)` of the subclass."""

    def create(self, request, *args, **kwargs):
        """201 for a new row; 200 with the row as it is now where the same was sent before; 409 for other content."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        row, is_new = self.make(**sent.validated_data)
        return self.answer(row, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)
