"""Files that hold a table: which column is the speaker, the words, the times; said once in a study, then proposed."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.importing import Columns, Parsed
from interviews.importing.cage import read_caged
from interviews.importing.parsed import Sheet
from interviews.models import Study, TableReading
from interviews.speech import folded

LONGEST_HEADINGS = 2_000  # bytes: an index of the database holds no more


def read_for(study: Study, name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """The file as `read_caged` reads it; a table in the columns that are told, else as one like it was read before.

    Raises Unreadable.
    """
    parsed = read_caged(name, data, columns)
    if columns or parsed.table is None:
        return parsed
    known = remembered(study, parsed.table)
    return parsed if known in (None, parsed.table.columns) else read_caged(name, data, known)


def remembered(study: Study, sheet: Sheet) -> Columns | None:
    """How someone read a table with these headings, else one without headings of this width."""
    keys = [_headings(sheet), sheet.width]
    found = {str(each.headings): each for each in TableReading.objects.of_study(study).filter(headings__in=keys)}
    return next((found[str(key)].as_columns for key in keys if str(key) in found), None)


def remember(study: Study, sheet: Sheet, columns: Columns) -> None:
    """Read the next table like this one so. Headings that are whole sentences are not kept."""
    headings = _headings(sheet) if columns.has_headings else sheet.width
    if len(str(headings).encode()) > LONGEST_HEADINGS:
        return
    TableReading.objects.update_or_create(study=study, headings=headings, defaults={"columns": list(columns)})


def _headings(sheet: Sheet) -> list[str]:
    return [folded(cell) for cell in sheet.rows[0]]


class ColumnsForm(forms.Form):
    """What the columns of one table hold. Left empty, `words` is read as the headings say: a column a speaker."""

    speaker = forms.TypedChoiceField(label=gettext_lazy("Speaker"), required=False, coerce=int, empty_value=None)
    words = forms.TypedChoiceField(label=gettext_lazy("Words"), coerce=int, empty_value=None)
    start = forms.TypedChoiceField(label=gettext_lazy("Begins at"), required=False, coerce=int, empty_value=None)
    end = forms.TypedChoiceField(label=gettext_lazy("Ends at"), required=False, coerce=int, empty_value=None)
    has_headings = forms.BooleanField(label=gettext_lazy("The first row holds headings"), required=False)

    def __init__(self, *args, sheet: Sheet, **kwargs):
        known = sheet.columns
        initial = known._asdict() if known else {"has_headings": True}
        super().__init__(*args, initial=initial, **kwargs)
        self.sheet = sheet
        numbers = [(number, _called(number, sheet)) for number in range(sheet.width)]
        for name in ("speaker", "start", "end"):
            self.fields[name].choices = [("", _("In no column")), *numbers]
        self.fields["words"].choices = numbers if known else [("", _("A column for each speaker")), *numbers]
        self.fields["words"].required = known is not None

    def clean(self):
        told = [self.cleaned_data.get(name) for name in ("words", "speaker", "start", "end")]
        chosen = [number for number in told if number is not None]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("One column holds one thing. Choose each column once."))
        if told[3] is not None and told[2] is None:
            self.add_error("start", _("Choose where it begins too."))
        return self.cleaned_data

    @property
    def columns(self) -> Columns | None:
        """None: as the headings say."""
        told = self.cleaned_data
        return None if told["words"] is None else Columns(**told, width=self.sheet.width)

    @property
    def is_told(self) -> bool:
        """Whether someone says otherwise than it was read."""
        read = self.sheet.columns
        return self.columns is not None and (read is None or self.columns[:5] != read[:5])

    def cells(self) -> Iterator[tuple[bool, list[str]]]:
        """The first rows, and whether each is that of the headings."""
        has_headings = bool(self["has_headings"].value())
        return ((has_headings and index == 0, row) for index, row in enumerate(self.sheet.rows))


def _called(number: int, sheet: Sheet) -> str:
    """ "B · Ucapan": the letter that a spreadsheet gives a column, and what stands at its head."""
    letter = chr(ord("A") + number) if number < 26 else str(number + 1)
    head = " ".join(sheet.rows[0][number].split())
    return f"{letter} · {head[:40]}" if head else letter
