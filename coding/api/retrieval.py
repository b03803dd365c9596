"""Codings and links by what was coded, of whom, by whom: the query of the page, over HTTP."""

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import exceptions, serializers, viewsets
from rest_framework.response import Response

from coding.api.judgements import CodingSerializer, LinkSerializer
from coding.models import Coding
from coding.retrieval.finding import find, narrower
from coding.retrieval.listing import COUNTS, count_of
from coding.retrieval.query import ATTRIBUTES, BASES, CHOICES, KINDS, LINKS, MOST_WITHIN, NO, WAYS, Misread, Query
from ground.api import ByCursor
from ground.api_described import described
from ground.api_query import PAGING
from ground.patience import at_most
from interviews.api_base import InStudy

PLAIN = {
    "kind": serializers.ChoiceField(KINDS, required=False),
    "basis": serializers.ChoiceField(BASES, required=False, help_text="The rows that a summary on it counts."),
    "below": serializers.ChoiceField(("yes", "no"), required=False, help_text="no: codes without their sub-codes."),
    "how": serializers.ChoiceField(WAYS, required=False, help_text="What `with` means by beside."),
    "within": serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_WITHIN, help_text="Code points, where `how` is near."
    ),
    "until": serializers.CharField(
        required=False, help_text="Code of an interview: of this one and of all that were held before it, by date."
    ),
}
HELP = {
    "code": "Key of a code.",
    "dimension": "Code of a dimension; - outside all.",
    "about": "Code of an actor; of a link, either end; - nobody.",
    "speaker": "Code of the actor of whoever speaks; - of none.",
    "informant": "Code of who speaks; - no one informant.",
    "interview": "Code of an interview.",
    "coder": "Username.",
    "memo": "yes: a memo on the row or its passage explains it; - none does.",
    "attribute": f"name:value, with a name of {', '.join(ATTRIBUTES)}; the value - is for not recorded.",
    "with": "Key of a code that stands beside the passage.",
    "pair": "Two actors of a link, as in BKB-ITM.",
    "form": "Code of the form of a link.",
}


def fields() -> dict[str, serializers.Field]:
    """The parameters of a query, each to be repeated for "or"; `not_…` leaves out."""
    chosen = {
        prefix + name: serializers.ListField(
            child=serializers.CharField(), required=False, help_text=HELP.get(name, "")
        )
        for prefix in ("", NO)
        for name in CHOICES
    }
    return PLAIN | chosen


COUNTED = {
    "codings": "Of all pages; of links, where those were asked for.",
    "passages": "Each once.",
    "informants": "Whose words they are.",
    "words": "In the passages, each once.",
}


class Counted(ByCursor):
    """Pages that say how much there is in all."""

    def paginate_queryset(self, queryset, request, view=None):
        self.counts = {what: count_of(queryset, what) for what in COUNTS}
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        around = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response(self.counts | around | {"results": data})

    def get_paginated_response_schema(self, schema):
        said = super().get_paginated_response_schema(schema)
        counts = {what: {"type": "integer", "description": COUNTED[what]} for what in COUNTS}
        return said | {"required": [*COUNTS, *said.get("required", [])], "properties": counts | said["properties"]}


RETRIEVED = PolymorphicProxySerializer(
    component_name="Retrieved",
    serializers=[CodingSerializer, LinkSerializer],
    resource_type_field_name=None,
    many=True,
)


class RetrievalViewSet(InStudy, viewsets.GenericViewSet):
    queryset = Coding.objects.all()
    serializer_class = CodingSerializer
    pagination_class = Counted
    asks = {"list": fields()}

    def _read_query(self, params) -> Query:
        """The query of the address; Misread tells each parameter that is wrong as any other field."""
        try:
            return Query.read((name, values) for name, values in params.lists() if name not in PAGING)
        except Misread as misread:
            raise _refused(misread) from misread

    @described(operation_id="retrieval_list", responses=RETRIEVED)
    def list(self, request, **kwargs):
        """The codings, or links, that stand on the words of today and meet the query, with how many there are.

        Different parameters mean "and", a repeated one "or". The page of the same address shows the same.
        """
        try:
            found = find(self.study, self.asked)
        except Misread as misread:
            raise _refused(misread) from misread
        with at_most(narrower()):
            page = self.paginate_queryset(found.select_related("passage"))
        shown = LinkSerializer if self.asked.kind == LINKS else CodingSerializer
        return self.get_paginated_response(shown(page, many=True).data)


def _refused(misread: Misread) -> exceptions.ValidationError:
    return exceptions.ValidationError({name: [why] for name, why in misread.reasons.items()})
