"""The form that asks, for each label in a transcript, whose voice it is."""

from django import forms
from django.utils.translation import gettext as _

from interviews.informants import add_informant
from interviews.models import Informant, Speaker
from interviews.models.study import CODE
from interviews.remembering import remembered
from interviews.speech import guess_speakers
from interviews.transcripts import Voice

NEW = "new"
OUTSIDE = "-"  # no actor's code


def is_code(label: str) -> bool:
    return CODE.regex.match(label) is not None


def _letters(code: str) -> str:
    return code.rstrip("0123456789")


def _kind(label: str, guess: str, asked: bool) -> str:
    """Who answers where someone asks is an informant, new to the study; so is who bears a code for a name."""
    if guess == Speaker.Kind.INTERVIEWER:
        return guess
    return NEW if asked or is_code(label) or guess == Speaker.Kind.INFORMANT else Speaker.Kind.OTHER


class VoicesForm(forms.Form):
    """For each label: the interviewer, an informant, a new informant (code and actor beside it), or someone else."""

    def __init__(self, *args, labels: list[str], proposed: dict[str, str], study, **kwargs):
        super().__init__(*args, **kwargs)
        self.study = study
        self.labels = labels
        self.informants = {informant.code: informant for informant in Informant.objects.of_study(study)}
        self.actors = {actor.code: actor for actor in study.actors.all()}
        for index, label in enumerate(labels):
            self.fields[f"voice_{index}"] = forms.ChoiceField(
                label=label or _("Everybody in this file"),
                choices=self._choices(),
                initial=proposed.get(label, Speaker.Kind.OTHER),
            )
            self.fields[f"new_code_{index}"] = forms.CharField(
                label=_("Code of the new informant"),
                required=False,
                max_length=12,
                validators=[CODE],
                initial=label if is_code(label) and label not in self.informants else "",
            )
            self.fields[f"new_actor_{index}"] = forms.ChoiceField(
                label=_("Actor"), required=False, choices=self._actors(), initial=self._actor_of_those_like(label)
            )

    @classmethod
    def for_labels(cls, labels: list[str], *args, study, **kwargs) -> "VoicesForm":
        """For a file on its way in: what each label was before in the study, else what it probably is, is chosen."""
        codes = list(Informant.objects.of_study(study).values_list("code", flat=True))
        guesses = guess_speakers(labels, codes)
        asked = any(guess.kind == Speaker.Kind.INTERVIEWER for guess in guesses.values())
        proposed = {label: guess.code or _kind(label, guess.kind, asked) for label, guess in guesses.items()}
        proposed |= remembered(study, labels)
        return cls(*args, labels=labels, proposed=proposed, study=study, **kwargs)

    @classmethod
    def for_speakers(cls, speakers: list[Speaker], *args, study, **kwargs) -> "VoicesForm":
        proposed = {s.label: s.informant.code if s.informant else s.kind for s in speakers}
        return cls(*args, labels=[s.label for s in speakers], proposed=proposed, study=study, **kwargs)

    def _choices(self):
        known = [(code, f"{code} · {i.actor.code if i.actor else '–'}") for code, i in self.informants.items()]
        kinds = [(Speaker.Kind.INTERVIEWER.value, _("Interviewer")), (Speaker.Kind.OTHER.value, _("Someone else"))]
        return [*kinds, (_("Informants"), known), (NEW, _("A new informant …"))]

    def _actors(self):
        """No actor is chosen unasked: of an informant without one, what they tell of themselves counts for nobody."""
        known = [(code, f"{code} · {actor.name}") for code, actor in self.actors.items()]
        return [*([("", _("Choose"))] if known else []), *known, (OUTSIDE, _("Outside the study's actors"))]

    def _actor_of_those_like(self, label: str) -> str:
        """The one actor of the informants whose codes begin with the same letters: of B2 that of B1."""
        alike = {i.actor.code for code, i in self.informants.items() if i.actor and _letters(code) == _letters(label)}
        return alike.pop() if len(alike) == 1 else ""

    def rows(self):
        """One row a label, for the template: the label and its three fields."""
        return [
            (self.fields[f"voice_{i}"].label, self[f"voice_{i}"], self[f"new_code_{i}"], self[f"new_actor_{i}"])
            for i, label in enumerate(self.labels)
        ]

    def clean(self):
        coming = set()
        for index in range(len(self.labels)):
            if self.cleaned_data.get(f"voice_{index}") != NEW:
                continue
            code = self.cleaned_data.get(f"new_code_{index}")
            if not code:
                self.add_error(f"new_code_{index}", _("Write a code for the new informant, for example B1."))
            elif code in self.informants or code in coming:
                self.add_error(f"new_code_{index}", _("This study has an informant {code} already.").format(code=code))
            if not self.cleaned_data.get(f"new_actor_{index}"):
                self.add_error(f"new_actor_{index}", _("Say to which actor the new informant belongs."))
            coming.add(code)
        return self.cleaned_data

    def voices(self, *, by, added: dict[str, Informant] | None = None) -> dict[str, Voice]:
        """The voice of each label; new informants are added to the study here. Call it inside the act that saves.

        `added` carries informants from one file to the next: who is new in two files is one new informant.
        """
        added = {} if added is None else added
        return {label: self._voice(index, by, added) for index, label in enumerate(self.labels)}

    def _voice(self, index: int, by, added: dict[str, Informant]) -> Voice:
        choice = self.cleaned_data[f"voice_{index}"]
        if choice in (Speaker.Kind.INTERVIEWER, Speaker.Kind.OTHER):
            return Voice(choice)
        if choice == NEW:
            code = self.cleaned_data[f"new_code_{index}"]
            actor = self.actors.get(self.cleaned_data[f"new_actor_{index}"])
            if code not in added:
                added[code] = add_informant(self.study, by=by, code=code, actor=actor)
            return Voice(Speaker.Kind.INFORMANT, added[code])
        return Voice(Speaker.Kind.INFORMANT, self.informants[choice])
