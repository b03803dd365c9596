"""What one fills in to find something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coding.finding.asked import LONGEST, Asked, Way, Where
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
