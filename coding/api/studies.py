"""Studies, with founding one: the preset's actors, dimensions, forms and codes come with it."""

from coding.founding import found_study_once
from ground.api_fields import StrictBooleanField
from interviews.api.studies import StudySerializer, StudyViewSet
from interviews.api_base import CreatesOnce
from interviews.permissions import Verb


class FoundingSerializer(StudySerializer):
    create_only = ("id", "slug", "preset")

    preset = StrictBooleanField(
        required=False, write_only=True, help_text="Whether the study starts with the preset's rows; true if left out."
    )

    class Meta(StudySerializer.Meta):
        fields = [*StudySerializer.Meta.fields, "preset"]


class FoundingViewSet(CreatesOnce, StudyViewSet):
    """The studies that one is a member of, and founding a new one."""

    serializer_class = FoundingSerializer
    verbs = StudyViewSet.verbs | {"create": Verb.IMPORT}

    def make(self, preset=True, **details):
        return found_study_once(owner=self.request.user, from_preset=preset, **details)
