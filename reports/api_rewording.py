"""Sentences in one's own words over HTTP."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from ground.api import StrictUUIDField
from ground.api_fields import StrictCharField, StrictSerializer, own_id
from ground.conflicts import Conflict, refuse
from interviews.api_base import InStudyField
from interviews.models import Study
from reports.api_framework import ChangeSerializer, shown_changes
from reports.api_written import Written
from reports.models import Rewording, Summary
from reports.reading import Reading
from reports.rewording import LONGEST, Reworded, reword, reworded, withdraw_rewording
from reports.sentences import Sentence
from reports.summaries import newest_summary


class RewordingSerializer(StrictSerializer):
    create_only = ("id", "summary", "sentence", "language")

    id = own_id()
    summary = InStudyField(queryset=Summary.objects.all(), write_only=True, help_text="The summary that was read.")
    sentence = StrictCharField(
        max_length=200,
        help_text="Key of a sentence as `summaries/{id}/sentences/` has it; shown without its value.",
    )
    language = serializers.ChoiceField(["id", "en"])
    text = StrictCharField(max_length=LONGEST)
    basis = serializers.CharField(read_only=True)
    template = serializers.CharField(read_only=True, help_text="What the rules said when it was reworded.")
    stale = serializers.BooleanField(read_only=True)
    changes = ChangeSerializer(many=True, read_only=True, help_text="What is otherwise than when it was reworded.")
    numbers = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="Numbers in it that the rules' sentence does not have."
    )
    written_by = StrictUUIDField(source="written_by_id", read_only=True)
    written_at = serializers.DateTimeField(read_only=True)

    def to_representation(self, row):
        stands = row.stands if hasattr(row, "stands") else standing_of(row.study, [row])[row.pk]
        return {
            "id": str(row.pk),
            "sentence": row.sentence,
            "language": row.language,
            "text": row.text,
            "basis": row.basis,
            "template": row.template,
            "stale": stands.is_stale,
            "changes": shown_changes([each.change for each in stands.reasons if each.change.row]),
            "numbers": stands.numbers,
            "written_by": str(row.written_by_id),
            "written_at": self.fields["written_at"].to_representation(row.written_at),
        }


def standing_of(study: Study, rows: list[Rewording]) -> dict[object, Reworded]:
    """How each stands to the newest summary on its basis: two of them at most are read."""
    found = {}
    for basis in {row.basis for row in rows}:
        newest = newest_summary(study, basis)
        said = {each.place: each for each in Reading(newest, "id").rules.values()} if newest else {}
        found |= reworded(study, [row for row in rows if row.basis == basis], said)
    return found


class RewordingViewSet(Written):
    """Sentences of summaries in the researcher's own words. The rules' sentences stay, and every figure with them."""

    queryset = Rewording.objects.select_related("study")
    serializer_class = RewordingSerializer
    filters = {"basis": "basis", "language": "language"}

    def paginate_queryset(self, queryset):
        """The summaries are read once for all rows of a page."""
        page = super().paginate_queryset(queryset)
        if page:
            stands = standing_of(self.study, page)
            for row in page:
                row.stands = stands[row.pk]
        return page

    def make(self, *, summary, sentence, **data):
        said = Reading(summary, "id").rules.get(sentence)
        if said is None:
            raise refuse("sentence", _("The summary does not say this sentence."))
        return reword(summary, said, by=self.request.user, **({"id": None} | data))

    def change(self, row, text=None):
        if text is None:
            return row
        summary = newest_summary(self.study, row.basis)
        said: dict[str, Sentence] = {}
        if summary:
            said = {each.place: each for each in Reading(summary, "id").rules.values()}
        if row.sentence not in said:
            raise Conflict(_("The rules do not say this sentence any more. Withdraw the rewording."), "changed", row)
        return reword(summary, said[row.sentence], by=self.request.user, language=row.language, text=text)[0]

    def take_away(self, row):
        withdraw_rewording(row, by=self.request.user)
