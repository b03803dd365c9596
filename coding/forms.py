"""What people fill in about studies and codes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coding.assigning import MOST_SEED, coders_of, sample
from coding.memos import ABOUT, LONGEST
from coding.models import Code, Memo, Phase
from ground.names import shows_itself
from interviews.forms import DateInput
from interviews.models import Interview, Study


class FoundingForm(forms.ModelForm):
    """A new study. One question decides who reviews: do you work alone?"""

    ALONE = [("", _("Choose")), ("no", _("No, someone else reviews my codings")), ("yes", _("Yes, I work alone"))]

    alone = forms.ChoiceField(
        label=_("Do you work alone?"),
        choices=ALONE,
        help_text=_("If you do, you may approve your own codings, and every page and export says so."),
    )

    class Meta:
        model = Study
        fields = ["title", "problem", "place", "period_from", "period_to"]
        widgets = {"period_from": DateInput, "period_to": DateInput, "problem": forms.Textarea(attrs={"rows": 3})}

    def details(self) -> dict:
        """The arguments of `found_study`."""
        details = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return details | {"works_alone": self.cleaned_data["alone"] == "yes"}


class Refusable(forms.Form):
    """A form whose verb may refuse what the form itself found good."""

    def refuse(self, error: ValidationError) -> None:
        """Put a verb's refusal beside the field it names."""
        for field, messages in error.message_dict.items():
            self.add_error(field if field in self.fields else None, messages)


class CodeForm(Refusable):
    """One entry of the codebook, every field in both languages."""

    key = forms.CharField(label=_("Code"), max_length=40, help_text=_("Short, for example MAT.5."))
    parent = forms.ModelChoiceField(
        Code.objects.none(), label=_("Below"), required=False, empty_label=_("No code: it stands at the top")
    )

    LABELS = {
        "label": _("Label"),
        "brief": _("Brief definition"),
        "full": _("Full definition"),
        "use_when": _("Use when"),
        "not_when": _("Do not use when"),
        "example": _("Example"),
        "absence": _("Evidence of absence"),
        "limited": _("Limited or hindered"),
        "border": _("Border cases"),
    }

    def __init__(self, *args, study, code: Code | None = None, **kwargs):
        initial = {"key": code.key, "parent": code.parent} if code else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["parent"].queryset = (
            Code.objects.of_study(study).filter(retired_at=None).exclude(pk=code and code.pk)
        )
        for language in ("id", "en"):
            for field, label in self.LABELS.items():
                self.fields[f"{field}_{language}"] = forms.CharField(
                    label=label,
                    required=False,
                    initial=code.texts.get(language, {}).get(field, "") if code else "",
                    widget=forms.TextInput()
                    if field == "label"
                    else forms.Textarea(attrs={"rows": 3, "lang": language}),
                    validators=[shows_itself] if field == "label" else [],
                )

    def pairs(self):
        """For the template: each field of the entry in Indonesian and in English, side by side."""
        return [(self[f"{field}_id"], self[f"{field}_en"]) for field in self.LABELS]

    def entry(self) -> dict:
        """The arguments of `add_code` and `change_code`."""
        texts = {
            language: {f: value for f in self.LABELS if (value := self.cleaned_data[f"{f}_{language}"])}
            for language in ("id", "en")
        }
        return {"key": self.cleaned_data["key"], "parent": self.cleaned_data["parent"], "texts": texts}


class AssigningForm(Refusable):
    """Whom to give what, by when; named interviews or a sample, and whether the coders are blind."""

    coders = forms.MultipleChoiceField(
        label=_("Coders"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one coder.")},
    )
    interviews = forms.MultipleChoiceField(
        label=_("Interviews"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Leave all unchecked to draw a sample instead."),
    )
    percent = forms.IntegerField(
        label=_("Sample, percent of the interviews"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Drawn by chance, the same share of each actor's interviews, at least one of each."),
    )
    seed = forms.IntegerField(
        label=_("Seed of the sample"),
        required=False,
        min_value=0,
        max_value=MOST_SEED,
        help_text=_("It is kept: the same number draws the same sample."),
    )
    due = forms.DateField(label=_("Until"), required=False, widget=DateInput)
    blind = forms.BooleanField(
        label=_("Blind: open a phase in which the coders do not see each other's work"),
        required=False,
        help_text=_("It lasts until someone closes it. Whoever codes in it is blind, whatever their role."),
    )
    name = forms.CharField(label=_("Name of the phase"), required=False, max_length=120)
    units = forms.ChoiceField(label=_("What is coded in it"), choices=Phase.Units.choices, required=False)

    def __init__(self, *args, study: Study, **kwargs):
        super().__init__(*args, **kwargs)
        self.study = study
        self.people = {str(each.user_id): each.user for each in coders_of(study)}
        interviews = study.interviews.filter(trashed_at__isnull=True)
        self.texts = {str(each.pk): each for each in interviews}
        self.fields["coders"].choices = [(pk, str(user)) for pk, user in self.people.items()]
        self.fields["interviews"].choices = [(pk, f"{t.code} {t.title}".strip()) for pk, t in self.texts.items()]

    def clean(self):
        drawn = self.cleaned_data.get("percent")
        if drawn and self.cleaned_data.get("interviews"):
            self.add_error("percent", _("Choose interviews, or draw a sample: not both."))
        if drawn and self.cleaned_data.get("seed") is None:
            self.add_error("seed", _("A sample needs a seed."))
        return self.cleaned_data

    def given(self) -> dict:
        """The arguments of `assign`."""
        asked = self.cleaned_data
        drawn = sample(self.study, percent=asked["percent"], seed=asked["seed"]) if asked["percent"] else None
        return {
            "coders": [self.people[pk] for pk in asked["coders"]],
            "interviews": drawn or [self.texts[pk] for pk in asked["interviews"]],
            "due": asked["due"],
            "seed": asked["seed"] if drawn else None,
        }

    def phase(self) -> dict:
        """What `open_phase` takes besides."""
        return {"name": self.cleaned_data["name"], "units": self.cleaned_data["units"] or Phase.Units.FREE}


class MemoForm(forms.Form):
    """A memo as one writes it on a page. What it is about is chosen from what the study has."""

    text = forms.CharField(
        label=_("Memo"),
        strip=False,
        max_length=LONGEST,
        help_text=_("@ mentions a colleague, # a code; the address of a passage becomes a link."),
        widget=forms.Textarea(attrs={"rows": 5, "data-mentions": ""}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Memo.Kind.choices, initial=Memo.Kind.NOTE)
    about = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args, study, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = things(study)

    def clean_about(self):
        """The thing itself, or None for the study."""
        sort, _dot, pk = self.cleaned_data["about"].partition(":")
        return ABOUT[sort].objects.filter(pk=pk).first() if pk else None


def things(study: Study) -> list:
    """What a memo written on a page can be about, in groups; the rest is written where the words are."""
    interviews = Interview.objects.of_study(study).filter(trashed_at__isnull=True)
    codes = study.codes.filter(retired_at__isnull=True)
    groups = (
        (_("Interviews"), "interview", list(interviews.values_list("pk", "code"))),
        (_("Codes"), "code", [(each.pk, f"{each.key} · {each.label}") for each in codes]),
        (_("Actors"), "actor", [(each.pk, f"{each.code} · {each.name}") for each in study.actors.all()]),
        (_("Informants"), "informant", list(study.informants.values_list("pk", "code"))),
    )
    chosen = [(label, [(f"{sort}:{pk}", words) for pk, words in rows]) for label, sort, rows in groups if rows]
    return [("", _("The study")), *chosen]
