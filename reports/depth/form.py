"""What may be left out, and the thresholds that may be otherwise, as a form that is sent as an address."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.citing import Citing
from reports.depth.supposing import LEFT_OUT, THRESHOLDS, Supposition, written
from reports.evidence.quotes import Quotation, quotations
from reports.forms import ESTABLISHED_PAIRS, NUMBERS, Fraction
from reports.reading import Reading
from reports.sentences import labels

QUOTED = 110  # characters of a passage beside its box
CRITICAL = {"informant": "critical_informants", "passage": "critical_passages"}


class Several(forms.MultipleChoiceField):
    """Boxes of which any number is ticked; what is no choice is named in the refusal."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": gettext_lazy("%(value)s is not in the evidence as it is now."),
    }


class WhatIfForm(forms.Form):
    """The supposition that an address makes of a reading; a threshold that it does not name is as it stands."""

    informant = Several(label=gettext_lazy("Without these informants"), required=False)
    interview = Several(label=gettext_lazy("Without these interviews"), required=False)
    passage = Several(label=gettext_lazy("Without these passages"), required=False)
    of = forms.ChoiceField(label=gettext_lazy("See the passages of"), required=False)
    theta = Fraction(label=gettext_lazy("Share of informants that settles a level (θ)"), max_length=25)
    coord_rung = forms.TypedChoiceField(
        label=gettext_lazy("From which level on a pair counts as coordinated"), coerce=int
    )
    established_pairs = forms.ChoiceField(
        label=gettext_lazy("Pairs that “established” asks for"), choices=ESTABLISHED_PAIRS
    )

    field_order = ["theta", *NUMBERS, "coord_rung", "established_pairs"]

    def __init__(self, query: QueryDict, *, reading: Reading):
        self.reading, self.config = reading, reading.result["config"]
        super().__init__(_as_it_stands(query, self.config))
        for name, (label, least) in NUMBERS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=least, max_value=1_000_000)
        self.order_fields(self.field_order)
        self.fields["coord_rung"].choices = [
            (rung, labels.PAIR_LEVEL[level][reading.language]) for rung, level in labels.RUNG_LEVEL.items()
        ]
        self.fields["of"].choices = [("", _("none")), *((each, reading.name(each)) for each in _targets(reading))]
        self._offer()

    def _offer(self) -> None:
        """Boxes for every informant and interview, and for the passages that matter; the critical ones first."""
        rows = self.reading.case.row.values()
        actors = {row["informant"]: row["speaker_actor"] for row in rows if row["informant"]}
        informants = {code: _joined(code, self._actor(actor)) for code, actor in actors.items()}
        self._boxes("informant", informants)
        self._boxes("interview", {row["interview"]: row["interview"] for row in rows})
        self._boxes("passage", self._passages())

    def _boxes(self, name: str, words: Mapping[str, str]) -> None:
        critical = set(self.reading.result["sensitivity"].get(CRITICAL.get(name), ()))
        told = {key: _joined(label, _("changes the verdict alone")) for key, label in words.items() if key in critical}
        ordered = sorted(words, key=lambda key: (key not in critical, words[key], key))
        self.fields[name].choices = [(key, told.get(key, words[key])) for key in ordered]

    def _passages(self) -> dict[str, str]:
        """Id → what is said, and where: of the critical ones, of those left out, and of the cell that was asked for."""
        case, of = self.reading.case, self.data.get("of", "")
        there = {row["passage"]: row["informant"] for row in case.row.values()}
        place = _place(self.reading, of) if of in dict(self.fields["of"].choices) else {}
        rows = [*place.get("codings", ()), *place.get("links", ())]
        wanted = {*self.reading.result["sensitivity"]["critical_passages"], *self.data.getlist("passage")}
        wanted |= {case.row[row]["passage"] for row in rows}
        found = quotations(self.reading.summary.study, wanted & there.keys())
        return {key: _cited(found.get(key), there[key], self.reading.citing) for key in wanted & there.keys()}

    def _actor(self, code: str | None) -> str:
        return self.reading.case.actor(code)[self.reading.language] if code else ""

    def supposition(self) -> Supposition:
        """What the address supposes, once the form is valid."""
        sent = self.cleaned_data
        left_out = (frozenset(sent[name]) for name in ("informant", "interview", "passage"))
        settings = {name: sent[name] for name in THRESHOLDS}
        return Supposition(*left_out, settings).otherwise(self.config)

    def supposed(self) -> list[tuple[str, list[str]]]:
        """The same in words: of each field that says something, its label and what was chosen."""
        made = self.supposition()
        chosen = {name: sorted(getattr(made, name)) for name in LEFT_OUT}
        chosen |= {name: [written(value)] for name, value in made.settings.items()}
        return [(self[name].label, [self._words(name, each) for each in keys]) for name, keys in chosen.items() if keys]

    def _words(self, name: str, key: str) -> str:
        offered = {str(value): label for value, label in getattr(self.fields[name], "choices", ())}
        return str(offered.get(key, key))

    def thresholds(self) -> Iterable[forms.BoundField]:
        return [self[name] for name in THRESHOLDS]


def _as_it_stands(query: QueryDict, config: Mapping) -> QueryDict:
    data = query.copy()
    for name in LEFT_OUT:
        data.setlist(name, [each for each in data.getlist(name) if each])
    for name in THRESHOLDS:
        data[name] = data.get(name) or written(config[name])
    return data


def _targets(reading: Reading) -> list[str]:
    """Every cell and pair of which anything is said."""
    case = reading.case
    cells = [f"{actor}/{dimension}" for actor in case.actors for dimension in case.dimensions]
    spoken = [f"cell:{key}" for key in cells if reading.result["cells"][key]["codings"]]
    return spoken + [f"pair:{key}" for key, pair in case.pairs.items() if pair["links"]]


def _place(reading: Reading, target: str) -> Mapping:
    sort, _colon, key = target.partition(":")
    return reading.result["cells" if sort == "cell" else "pairs"][key] if key else {}


def _cited(said: Quotation | None, informant: str | None, citing: Citing) -> str:
    """'“We gave masks …” (T1, W-T1, lines 45–52)'; of a passage that is no longer there, the informant."""
    if said is None:
        return informant or "–"
    words = said.short if len(said.short) <= QUOTED else f"{said.short[:QUOTED].rsplit(' ', 1)[0]} …"
    return f"{words if said.withdrawn else f'“{words}”'} {citing.cite(said, informant)}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
