"""Studies, with founding one: the preset's actors, dimensions, forms and codes come with it."""

from rest_framework.decorators import action

from coding.archiving import archive, unarchive
from coding.founding import found_study_once
from ground.api_described import described
from ground.api_fields import StrictBooleanField, StrictSerializer
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
    verbs = StudyViewSet.verbs | {"create": Verb.IMPORT, "archive": Verb.ARCHIVE, "unarchive": Verb.ARCHIVE}

    def make(self, preset=True, **details):
        return found_study_once(owner=self.request.user, from_preset=preset, **details)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def archive(self, request, **kwargs):
        """Archives the study: from now on it is read only, whatever the door. Doing it again changes nothing."""
        return self._put(archive)

    @described(request=StrictSerializer)
    @action(detail=True, methods=["post"])
    def unarchive(self, request, **kwargs):
        """Takes the study out of the archive. Doing it again changes nothing."""
        return self._put(unarchive)

    def _put(self, verb):
        StrictSerializer(data=self.request.data).is_valid(raise_exception=True)
        return self.answer(verb(self.get_object(), by=self.request.user))
