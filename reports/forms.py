"""The forms for the settings of the method, for a member check and for a report."""

import re

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.languages import id_or_en
from interviews.forms import DateInput
from reports.book.parts import PARTS
from reports.book.plan import MOST_QUOTES, Plan
from reports.citing import LONGEST, PLACES
from reports.configuring import current_settings
from reports.evidence import names_of
from reports.method.study import study_of
from reports.models import Basis, MemberCheck
from reports.sentences import labels

NUMBERS = {
    "min_informants": (gettext_lazy("Informants needed for a level"), 1),
    "min_interviews": (gettext_lazy("Interviews needed for a level"), 1),
    "strong_informants": (gettext_lazy("Informants needed for strong evidence"), 0),
    "min_recurrent_informants": (gettext_lazy("Informants needed to call a relation recurrent"), 1),
    "partial_min_dims": (gettext_lazy("Co-produced dimensions for “partial”"), 0),
    "established_min_dims": (gettext_lazy("Strictly co-produced dimensions for “established”"), 0),
}
ESTABLISHED_PAIRS = [
    ("all", gettext_lazy("Every pair")),
    ("connected", gettext_lazy("The coordinated pairs, if they join all actors")),
]
FRACTION = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*\Z")


class Fraction(forms.CharField):
    """'2/3' ↔ [2, 3], above 1/2 and up to 1, as the method asks."""

    def prepare_value(self, value):
        return f"{value[0]}/{value[1]}" if isinstance(value, list) else value

    def to_python(self, value):
        found = FRACTION.match(super().to_python(value))
        if not found or not int(found[2]) < 2 * int(found[1]) <= 2 * int(found[2]):
            raise forms.ValidationError(_("Write a fraction above 1/2, up to 1, such as 2/3."))
        return [int(found[1]), int(found[2])]


class MethodConfigForm(forms.Form):
    theta = Fraction(
        label=gettext_lazy("Share of informants that settles a level (θ)"),
        help_text=gettext_lazy("A fraction above 1/2, such as 2/3."),
        max_length=25,
    )
    coord_rung = forms.TypedChoiceField(
        label=gettext_lazy("From which level on a pair counts as coordinated"), coerce=int, choices=()
    )
    planning_dims = forms.MultipleChoiceField(
        label=gettext_lazy("Planning dimensions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    delivery_dims = forms.MultipleChoiceField(
        label=gettext_lazy("Delivery dimensions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    copro_pairs = forms.MultipleChoiceField(
        label=gettext_lazy("Pairs that count as co-production"), required=False, widget=forms.CheckboxSelectMultiple
    )
    established_pairs = forms.ChoiceField(
        label=gettext_lazy("Pairs that “established” asks for"),
        choices=ESTABLISHED_PAIRS,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ["theta", *NUMBERS, "coord_rung"]

    def __init__(self, *args, study, language, **kwargs):
        settings = current_settings(study)
        pairs = ["-".join(pair) for pair in settings["copro_pairs"]]
        super().__init__(*args, initial=settings | {"copro_pairs": pairs}, **kwargs)
        for name, (label, least) in NUMBERS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=least, max_value=1_000_000)
        self._offer_choices(study, id_or_en(language))
        self.order_fields(self.field_order)

    def _offer_choices(self, study, language) -> None:
        names = names_of(study)
        levels = [(rung, labels.PAIR_LEVEL[level][language]) for rung, level in labels.RUNG_LEVEL.items()]
        dimensions = [(code, name[language]) for code, name in names.dimensions.items()]
        actors = list(study.actors.values("code", "side"))
        frame = study_of({"actors": actors, "dimensions": []})
        pairs = [
            (f"{a}-{b}", f"{names.actors[a][language]}–{names.actors[b][language]}") for a, b in frame.state_civic_pairs
        ]
        self.fields["coord_rung"].choices = levels
        self.fields["planning_dims"].choices = self.fields["delivery_dims"].choices = dimensions
        self.fields["copro_pairs"].choices = pairs

    def chosen(self) -> dict:
        """The settings under the method's keys."""
        settings = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return settings | {"copro_pairs": [pair.split("-") for pair in settings["copro_pairs"]]}


class MemberCheckForm(forms.ModelForm):
    class Meta:
        model = MemberCheck
        fields = ["informant", "what", "sent_on", "answer", "answered_on", "said", "effect"]
        widgets = {
            "sent_on": DateInput,
            "answered_on": DateInput,
            "said": forms.Textarea(attrs={"rows": 3}),
            "effect": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "said": gettext_lazy("In short, without names."),
            "effect": gettext_lazy("Which codings were changed because of it, or why none was."),
        }

    def __init__(self, *args, study, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["informant"].queryset = study.informants.order_by("code")
        self.fields["informant"].empty_label = _("Choose")
        if self.instance.informant_id and self.instance.informant.has_withdrawn:
            del self.fields["said"]  # kept, and shown to nobody

    def otherwise_in(self, check: MemberCheck) -> list[tuple[str, str]]:
        """Label and value of each field that `check` has otherwise than was entered in this form, a valid one."""
        differing = [each for each in self if getattr(check, each.name) != self.cleaned_data[each.name]]
        shown = {"what": check.get_what_display(), "answer": check.get_answer_display()}
        return [(each.label, localize(shown.get(each.name, getattr(check, each.name)) or "–")) for each in differing]


class ReportForm(forms.Form):
    """What a report is written with. Its parts and their places are fields that the page writes as a table."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(label=gettext_lazy("Basis"), choices=Basis.choices, widget=forms.RadioSelect)
    quotes = forms.IntegerField(
        label=gettext_lazy("Quotes for each finding"),
        help_text=gettext_lazy("The strongest ones, and one that speaks against it where there is one."),
        min_value=1,
        max_value=MOST_QUOTES,
    )
    citation = forms.CharField(
        label=gettext_lazy("How a quote is cited"),
        help_text=gettext_lazy("Names in braces are filled in: {names}."),
        max_length=LONGEST,
        strip=False,
    )

    def __init__(self, *args, plan: Plan, **kwargs):
        super().__init__(*args, initial=plan.told(), **kwargs)
        self.parts = self._sent() if self.is_bound else list(plan.parts)
        names = ", ".join(f"{{{name}}}" for name in PLACES)
        self.fields["citation"].help_text = self.fields["citation"].help_text.format(names=names)

    def _sent(self) -> list[str]:
        """The chosen parts by their places; of equal places the one that comes first in a thesis."""
        return sorted((key for key in PARTS if key in self.data.getlist("part")), key=self._place)

    def _place(self, key: str) -> int:
        place = self.data.get(f"place-{key}", "")
        return int(place) if place.isascii() and place.isdigit() and len(place) < 4 else len(PARTS)

    def chosen(self) -> dict:
        return self.cleaned_data | {"parts": self.parts}

    def take(self, refusal: forms.ValidationError) -> None:
        """What the plan refuses stands at its field, or above all where it is about the parts."""
        for name, told in refusal.message_dict.items():
            self.add_error(name if name in self.fields else None, told)
