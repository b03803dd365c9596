"""Made-up contents for the page that shows every part."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

CELLS = ("enacted", "limited", "absent", "mixed", "insufficient", "no_evidence")
PAIRS = ("none", "contact_only", "networking", "coordinating", "cooperating", "collaborating", "contested")
VERDICTS = ("established", "partial", "emerging", "not_indicated", "undetermined")
CODES = ("IDE", "MAT", "FIS", "UTL", "KOM", "SAR", "WKT", "BIA", "PRC", "NEG", "HAR", "LIN")
MATRIX = {
    "BKB": [("absent", 4), ("enacted", 3), ("absent", 3), ("no_evidence", 0)],
    "ITM": [("enacted", 4), ("enacted", 3), ("enacted", 5), ("insufficient", 1)],
    "MAS": [("mixed", 5), ("enacted", 3), ("absent", 4), ("limited", 7)],
}


@dataclass(frozen=True)
class Actor:
    code: str
    name: str
    side: str
    position: int


@dataclass(frozen=True)
class Hue:
    """A code's colour and stroke: nine colours, then the same ones with another stroke."""

    key: str
    position: int

    @property
    def hue(self) -> int:
        return self.position % 9

    @property
    def pattern(self) -> int:
        return self.position // 9 % 4


ACTORS = (
    Actor("BKB", "Bakesbangpol", "state", 0),
    Actor("ITM", "Ikatan Tionghoa Muda", "civic", 1),
    Actor("MAS", "Masyarakat umum", "civic", 2),
)


class SampleForm(forms.Form):
    """One of every field."""

    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("For example B1, T3, M2. Never a name."))
    actor = forms.ChoiceField(label=_("Actor"), choices=[(actor.code, actor.name) for actor in ACTORS])
    consent = forms.ChoiceField(
        label=_("Consent"),
        widget=forms.RadioSelect,
        choices=[("unknown", _("not recorded")), ("given", _("given")), ("withdrawn", _("withdrawn"))],
    )
    held_on = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label=_("Minutes"), required=False, max_value=600)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    alone = forms.BooleanField(
        label=_("I work alone"), required=False, help_text=_("Pages and exports then say “not independently reviewed”.")
    )


def specimens() -> dict:
    return {
        "actors": ACTORS,
        "cells": CELLS,
        "pairs": PAIRS,
        "verdicts": VERDICTS,
        "codes": [Hue(key, position) for position, key in enumerate(CODES)],
        "hues": range(9),
        "actor_hues": range(7),
        "statuses": ("draft", "submitted", "approved", "revise", "rejected", "superseded"),
        "dimensions": (_("Ideas"), _("Material"), _("Physical"), _("Utilization")),
        "matrix": [(actor, MATRIX[actor.code]) for actor in ACTORS],
        "steps": (_("Files"), _("Voices"), _("Check")),
    }
