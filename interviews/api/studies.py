"""Studies: those within reach, and what their owner settles. Founding one is in `coding/api/studies.py`."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from ground.acts import act
from ground.api_fields import StrictCharField, StrictModelSerializer, TimeZoneField, own_id
from ground.api_query import StrictQuery
from interviews.api_base import Editable, require_in_scope
from interviews.models import Role, Study
from interviews.permissions import Verb, require, role_of


class StudySerializer(StrictModelSerializer):
    create_only = ("id", "slug")

    id = own_id()
    slug = serializers.SlugField(
        required=False, max_length=60, help_text="The study's address; made of the title if left out."
    )
    time_zone = TimeZoneField(required=False)
    language = StrictCharField(required=False, max_length=10)
    role = serializers.SerializerMethodField(help_text="One's own role in the study.")

    class Meta:
        model = Study
        fields = [
            "id",
            "slug",
            "title",
            "problem",
            "place",
            "period_from",
            "period_to",
            "language",
            "time_zone",
            "works_alone",
            "theory_note",
            "is_demo",
            "invented",
            "created_at",
            "archived_at",
            "role",
        ]
        read_only_fields = ["is_demo", "invented", "created_at", "archived_at"]

    @extend_schema_field({"type": "string", "enum": list(Role.values)})
    def get_role(self, study):
        return role_of(self.context["request"].user, study)


class StudyViewSet(Editable, StrictQuery, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The studies that one is a member of."""

    queryset = Study.objects.all()
    serializer_class = StudySerializer
    lookup_field = "slug"
    lookup_value_converter = "slug"
    verbs = {"partial_update": Verb.GOVERN}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        verb = self.verbs.get(self.action, Verb.READ)
        if "slug" in kwargs:
            study = get_object_or_404(Study.objects.visible_to(request.user), slug=kwargs["slug"])
            require(request.user, verb, study)
        require_in_scope(request, verb)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def change(self, study, **changes):
        for field, value in changes.items():
            setattr(study, field, value)
        study.full_clean()
        with act(self.request.user, "study.change", study):
            study.save()
        return study
