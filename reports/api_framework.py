"""The cells of the framework matrix over HTTP."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from coding.marked import PASSAGE, marks
from coding.models import Code, Dimension
from ground.api import StrictUUIDField
from ground.api_fields import StrictCharField, StrictSerializer, own_id
from interviews.api_base import InStudyField
from interviews.models import Actor, Informant
from reports.api_written import Written
from reports.framework.chart import Chart, held_against
from reports.framework.matrix import written_cells
from reports.framework.places import Place
from reports.framework.writing import LONGEST, add_cell, change_cell, remove_cell
from reports.models import WrittenCell
from reports.staleness import Change


class ChangeSerializer(serializers.Serializer):
    row = serializers.UUIDField(help_text="The coding or link.")
    what = serializers.CharField(help_text="came, left, status, words, code, definition, about, polarity, …")
    was = serializers.JSONField(allow_null=True)
    now = serializers.JSONField(allow_null=True)


def shown_changes(found: list[Change]) -> list[dict]:
    return [ChangeSerializer(change._asdict()).data for change in found]


def _end(by: str, rows, told: str) -> InStudyField:
    return InStudyField(by=by, queryset=rows, required=False, allow_null=True, help_text=told)


class CellSerializer(StrictSerializer):
    create_only = ("id", "informant", "actor", "dimension", "code")

    id = own_id()
    informant = _end("code", Informant.objects.all(), "The row: id or code.")
    actor = _end("code", Actor.objects.all(), "Or the row: id or code.")
    dimension = _end("code", Dimension.objects.all(), "The column: id or code.")
    code = _end("key", Code.objects.filter(private_since=None), "Or the column: id or key.")
    text = StrictCharField(
        max_length=LONGEST, trim_whitespace=False, help_text="A quote is the mark `¶[id of a passage]` of the cell."
    )
    quotes = serializers.ListField(child=serializers.UUIDField(), read_only=True, help_text="The passages it quotes.")
    stale = serializers.BooleanField(read_only=True)
    changes = ChangeSerializer(many=True, read_only=True, help_text="What is otherwise than when it was written.")
    written_by = StrictUUIDField(source="written_by_id", read_only=True)
    written_at = serializers.DateTimeField(read_only=True)

    def validate(self, data):
        for first, second in (("informant", "actor"), ("dimension", "code")):
            if not self.partial and (data.get(first) is None) == (data.get(second) is None):
                raise serializers.ValidationError({second: [_("Send one of the two, {first} or {second}.").format(
                    first=first, second=second)]})  # fmt: skip
        return data

    def to_representation(self, cell):
        """The words about an informant who has withdrawn consent are not repeated."""
        found = cell.held if hasattr(cell, "held") else held_against(Chart(cell.study), [cell]).changes[cell.pk]
        is_hidden = cell.informant is not None and cell.informant.has_withdrawn
        ends = {name: getattr(cell, f"{name}_id") for name in ("informant", "actor", "dimension", "code")}
        return {
            "id": str(cell.pk),
            **{name: pk and str(pk) for name, pk in ends.items()},
            "text": "" if is_hidden else cell.text,
            "quotes": sorted(marks(cell.text, PASSAGE)),
            "stale": bool(found),
            "changes": shown_changes(found),
            "written_by": str(cell.written_by_id),
            "written_at": self.fields["written_at"].to_representation(cell.written_at),
        }


class FrameworkViewSet(Written):
    """Written cells of the framework matrix: a row (informant or actor), a column (dimension or code), and words."""

    queryset = WrittenCell.objects.select_related("study", "informant", "actor", "dimension", "code")
    serializer_class = CellSerializer
    filters = {name: name for name in ("informant", "actor", "dimension", "code")}

    def paginate_queryset(self, queryset):
        """What speaks against the cells of a page is read for all of them at once."""
        page = super().paginate_queryset(queryset)
        if page:
            held = held_against(Chart(self.study), page)
            for cell in page:
                cell.held = held.changes[cell.pk]
        return page

    def make(self, *, text, id=None, **ends):
        place = Place(ends.get("informant") or ends.get("actor"), ends.get("dimension") or ends.get("code"))
        return add_cell(self.study, by=self.request.user, place=place, text=text, id=id)

    def change(self, row, **changes):
        changed = change_cell(row, by=self.request.user, **changes) if changes else row
        return written_cells(self.study).get(pk=changed.pk)

    def take_away(self, row):
        remove_cell(row, by=self.request.user)
