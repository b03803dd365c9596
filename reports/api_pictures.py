"""Pictures over HTTP: the drawing, what it shows in words, and its data."""

from django.http import Http404
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from ground.api_described import described
from ground.api_fields import StrictCharField
from ground.conflicts import refuse
from interviews.api_base import InStudy
from interviews.permissions import Verb
from reports.method import InvalidEvidence
from reports.models import Basis
from reports.pictures import NAMES, Asked, picture_of


class PictureSerializer(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    alt = serializers.CharField(help_text="What it shows, in words.")
    svg = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField(), help_text="Keys of the columns of the data.")
    rows = serializers.ListField(child=serializers.ListField(), help_text="The data, a list for each row.")
    finds = serializers.ListField(
        child=serializers.CharField(), help_text="For each row the query of `retrieval/` that finds what it counts."
    )


class PictureViewSet(InStudy, viewsets.ViewSet):
    """`matrix`, `coordination`, `co-occurrence`, `saturation` and `course`, in the language of who asks."""

    verbs = {"retrieve": Verb.COMPARE}
    asks = {
        "retrieve": {
            "basis": serializers.ChoiceField(Basis.choices, required=False, default=Basis.OFFICIAL),
            "interview": StrictCharField(
                required=False, help_text="Code of the interview of `course`; else the first."
            ),
        }
    }

    @described(operation_id="picture_retrieve", responses=PictureSerializer)
    def retrieve(self, request, name, **kwargs):
        """One picture with its data, as it is now."""
        if name not in NAMES:
            raise Http404
        try:
            made = picture_of(name, Asked(self.study, language=request.user.language, **self.asked))
        except InvalidEvidence as invalid:
            raise refuse("evidence", str(invalid)) from invalid
        if made is None:
            raise Http404
        data = {"columns": [column.key for column in made.table.columns], "rows": list(made.table.rows)}
        told = {name: getattr(made, name) for name in ("key", "title", "alt", "svg", "finds")}
        return Response(told | data)
