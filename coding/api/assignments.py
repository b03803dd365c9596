"""Assignments and blind phases over HTTP."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from coding.assigning import MOST_SEED, assign, sample, say_done, withdraw_assignment
from coding.models import Assignment, Phase
from coding.phases import close_phase, open_phase
from coding.sightings import seen_in
from ground.api import StrictIntegerField, StrictUUIDField
from ground.api_described import described
from ground.api_fields import StrictCharField, StrictSerializer
from ground.conflicts import refuse
from interviews.api_base import InStudyField, Rows
from interviews.models import Interview
from interviews.permissions import Verb

MOST = 500


class SampleSerializer(StrictSerializer):
    """So many of each actor's interviews, drawn; the same seed draws the same."""

    percent = StrictIntegerField(min_value=1, max_value=100)
    seed = StrictIntegerField(min_value=0, max_value=MOST_SEED)


class AssigningSerializer(StrictSerializer):
    """Whom and what: the interviews are named, or drawn as a sample."""

    coders = serializers.ListField(child=StrictUUIDField(), min_length=1, max_length=MOST)
    interviews = serializers.ListField(
        child=InStudyField(by="code", queryset=Interview.objects.filter(trashed_at__isnull=True)),
        max_length=MOST,
        required=False,
        help_text="Ids or codes.",
    )
    sample = SampleSerializer(required=False)
    due = serializers.DateField(required=False, allow_null=True)

    def validate(self, data):
        if ("sample" in data) == ("interviews" in data):
            raise serializers.ValidationError({"interviews": [_("Send interviews, or a sample, and not both.")]})
        return data

    def given(self, study) -> dict:
        """The arguments of `assign`."""
        data, drawn = self.validated_data, self.validated_data.get("sample")
        people = {each.pk: each for each in get_user_model().objects.filter(memberships__study=study)}
        if unknown := [str(each) for each in data["coders"] if each not in people]:
            raise refuse("coders", _("{names}: not a member who codes here.").format(names=", ".join(unknown)))
        return {
            "coders": [people[each] for each in data["coders"]],
            "interviews": sample(study, **drawn) if drawn else data["interviews"],
            "due": data.get("due"),
            "seed": drawn and drawn["seed"],
        }


class AssignmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Assignment
        fields = ["id", "phase", "interview", "coder", "due", "seed", "made_by", "made_at", "done_at"]
        read_only_fields = fields


class OpeningSerializer(AssigningSerializer):
    name = StrictCharField(required=False, allow_blank=True, max_length=120)
    units = serializers.ChoiceField(Phase.Units.choices, required=False)


class PhaseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Phase
        fields = ["id", "number", "name", "units", "opened_by", "opened_at", "closed_by", "closed_at"]
        read_only_fields = fields


class SeenSerializer(serializers.Serializer):
    who = serializers.CharField()
    door = serializers.CharField(help_text="What was opened, in words.")
    interview = serializers.CharField(help_text="Its code; empty for what shows more than one.")
    hours = serializers.IntegerField(help_text="In how many hours.")
    first = serializers.DateTimeField(help_text="The first of them, by its beginning.")
    last = serializers.DateTimeField()


class AssignmentViewSet(Rows):
    """Who codes which interview, by when. Whoever codes blind sees their own only."""

    queryset = Assignment.objects.all()
    serializer_class = AssignmentSerializer
    ordering = ("made_at", "id")
    filters = {"phase": "phase", "interview": "interview", "coder": "coder"}
    verbs = {"create": Verb.ASSIGN, "destroy": Verb.ASSIGN, "finish": Verb.CODE, "resume": Verb.CODE}

    @described(request=AssigningSerializer, responses={201: AssignmentSerializer(many=True)}, filters=False)
    def create(self, request, **kwargs):
        """Gives each coder each interview. Answers with the new ones; what was given out before stays as it is."""
        sent = AssigningSerializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        made = assign(self.study, by=request.user, **sent.given(self.study))
        shown = self.get_queryset().filter(pk__in=[each.pk for each in made])
        return Response(self.get_serializer(shown, many=True).data, status.HTTP_201_CREATED)

    def destroy(self, request, **kwargs):
        """Takes an assignment back; 409 for one of a phase."""
        withdraw_assignment(self.get_object(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def finish(self, request, **kwargs):
        """The coder says that the interview is coded."""
        return self._said(True)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request, **kwargs):
        """The coder says that it is not coded yet."""
        return self._said(False)

    def _said(self, done: bool) -> Response:
        StrictSerializer(data=self.request.data).is_valid(raise_exception=True)
        return self.answer(say_done(self.get_object(), by=self.request.user, done=done))


class PhaseViewSet(Rows):
    """Blind phases. While one is open, whoever codes in it sees nobody else's work, whatever their role."""

    queryset = Phase.objects.all()
    serializer_class = PhaseSerializer
    ordering = ("number", "id")
    verbs = {"create": Verb.ASSIGN, "close": Verb.ASSIGN, "sightings": Verb.ASSIGN}

    @described(request=OpeningSerializer, responses={201: PhaseSerializer})
    def create(self, request, **kwargs):
        """Opens a phase with its coders and interviews."""
        sent = OpeningSerializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        named = {name: sent.validated_data[name] for name in ("name", "units") if name in sent.validated_data}
        phase = open_phase(self.study, by=request.user, **sent.given(self.study), **named)
        return self.answer(phase, status.HTTP_201_CREATED)

    @described(responses=SeenSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def sightings(self, request, **kwargs):
        """Who opened others' work while the phase was open. Its coders are not among them: they were shown none."""
        return Response(SeenSerializer(seen_in(self.get_object()), many=True).data)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request, **kwargs):
        """Closes the phase: its coders see each other's work from now on; 409 where it has ended."""
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        return self.answer(close_phase(self.get_object(), by=request.user))
