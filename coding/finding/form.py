"""What one fills in to find something."""

import uuid

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from coding.finding.asked import LONGEST, Asked, Way, Where
from coding.finding.widening import Width
from interviews.models import Interview, Speaker, Study

PLACES = [
    (Where.TURNS, _("What was said")),
    (Where.QUOTES, _("Coded quotes")),
    (Where.MEMOS, _("Memos")),
]
WAYS = [(Way.WORDS, _("Words")), (Way.PATTERN, _("Pattern"))]
CODED = [("", _("All")), ("yes", _("Coded")), ("no", _("Not coded"))]


class FindForm(forms.Form):
    """Its words come in the body, so that they stand in no address."""

    text = forms.CharField(
        label=_("Look for"),
        max_length=LONGEST,
        help_text=_("Several words: all of them, in any form. “In quotation marks”: exactly so. sumbang*, a OR b, -c."),
        error_messages={"required": _("Write at least one word to look for.")},
    )
    where = forms.ChoiceField(label=_("In"), choices=PLACES)
    way = forms.ChoiceField(label=_("As"), choices=WAYS)
    interview = forms.ChoiceField(label=_("Interview"), required=False)
    actor = forms.ChoiceField(label=_("Actor of the speaker"), required=False)
    voice = forms.ChoiceField(label=_("Speaker"), required=False, choices=[("", _("Everyone")), *Speaker.Kind.choices])
    coded = forms.ChoiceField(label=_("Codings"), required=False, choices=CODED)
    after = forms.UUIDField(required=False)

    def __init__(self, *args, study: Study, **options):
        super().__init__(*args, **options)
        interviews = Interview.objects.of_study(study).filter(trashed_at__isnull=True).values_list("code", flat=True)
        self.fields["interview"].choices = [("", _("All")), *((code, code) for code in interviews)]
        actors = ((each.code, f"{each.code} · {each.name}") for each in study.actors.all())
        self.fields["actor"].choices = [("", _("All")), *actors]

    @property
    def asked(self) -> Asked:
        return Asked(**{name: value for name, value in self.cleaned_data.items() if name != "after"})

    @property
    def where_and_how(self):
        return [self["where"], self["way"]]

    @property
    def narrowing(self):
        """The fields that narrow."""
        return [self[name] for name in ("interview", "actor", "voice", "coded")]

    @property
    def is_narrowed(self) -> bool:
        return any(field.value() for field in self.narrowing)


def form_of(study: Study, asked: QueryDict) -> FindForm:
    """The form as it is filled in for what was asked once, where and how left out meaning what is usual."""
    return FindForm({"where": Where.TURNS, "way": Way.WORDS} | asked.dict(), study=study)


WIDTHS = [
    (Width.SENTENCE, _("The sentence")),
    (Width.HIT, _("The words found")),
    (Width.TURN, _("The whole turn")),
]


class CodeFoundForm(forms.Form):
    """Which code what was found is given, and how much of it: `turns` are those that were chosen."""

    use_required_attribute = False  # its fields lie in the form that finds, which goes off without them

    code = forms.ModelChoiceField(label=_("Code"), queryset=None, to_field_name="key", empty_label=_("Choose"))
    width = forms.ChoiceField(label=_("Passage"), choices=WIDTHS)
    request = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, study: Study, initial=None, **options):
        super().__init__(*args, initial={"request": uuid.uuid4()} | (initial or {}), auto_id="code-%s", **options)
        self.fields["code"].queryset = study.codes.filter(retired_at__isnull=True)
        self.fields["code"].label_from_instance = lambda code: f"{code.key} · {code.label}"
        for field in self.fields.values():
            field.widget.attrs["form"] = "find"

    def clean(self):
        chosen = self.data.getlist("turns")
        if self.data.get("which") == "all":
            return self.cleaned_data | {"turns": None}
        if not chosen:
            raise forms.ValidationError(_("Choose at least one place, or code all of them."))
        try:
            return self.cleaned_data | {"turns": [uuid.UUID(each) for each in chosen]}
        except ValueError as error:
            raise forms.ValidationError(_("This study has nothing with that id.")) from error
