"""What differs from a signed state, as a page says it: what it is, where it stands, and what it was and is."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.models import Link, Polarity, Status
from ground.languages import id_or_en
from interviews.models import Role, Study
from reports.differing import Difference, State
from reports.evidence.quotes import Quotation, quotations
from reports.sentences import labels

SHOWN = 50  # of each part; the rest is counted
PARTS = {
    "verdict": gettext_lazy("Verdict"),
    "cell": gettext_lazy("Levels of cells"),
    "pair": gettext_lazy("Levels of pairs"),
    "coding": gettext_lazy("Codings"),
    "link": gettext_lazy("Links between actors"),
    "actor": gettext_lazy("Actors"),
    "dimension": gettext_lazy("Dimensions"),
    "setting": gettext_lazy("Settings of the method"),
    "person": gettext_lazy("People"),
    "override": gettext_lazy("Levels read otherwise"),
    "code": gettext_lazy("Codebook"),
}
FIELDS = {
    "level": gettext_lazy("level"),
    "polarity": gettext_lazy("polarity"),
    "review_status": gettext_lazy("review"),
    "in_scope": gettext_lazy("in scope"),
    "about_actor": gettext_lazy("about whom"),
    "dimension": gettext_lazy("dimension"),
    "form": gettext_lazy("form"),
    "regularity": gettext_lazy("how often"),
    "informant": gettext_lazy("informant"),
    "speaker_actor": gettext_lazy("actor of the informant"),
    "from_actor": gettext_lazy("from"),
    "to_actor": gettext_lazy("to"),
    "passage": gettext_lazy("words"),
    "interview": gettext_lazy("interview"),
    "consent_withdrawn": gettext_lazy("consent withdrawn"),
    "role": gettext_lazy("role"),
    "name": gettext_lazy("name"),
    "reason": gettext_lazy("reason"),
    "value": gettext_lazy("value"),
    "side": gettext_lazy("side"),
    "stage": gettext_lazy("stage"),
    "texts": gettext_lazy("texts"),
    "parent": gettext_lazy("below"),
    "retired": gettext_lazy("out of use"),
}
VALUES = {
    "polarity": dict(Polarity.choices),
    "review_status": dict(Status.choices),
    "regularity": dict(Link.Regularity.choices),
    "role": dict(Role.choices),
}
LEVELS = {"verdict": labels.VERDICT, "cell": labels.CELL_LEVEL, "pair": labels.PAIR_LEVEL}
WITHOUT_VALUE = ("texts", "passage")  # that it is another says enough


class Told(NamedTuple):
    """One difference: `what` it is, the place of its words where it has one, and (field, was, is now) of a change.

    `note` is what the asker knows of it besides.
    """

    what: str
    place: Quotation | None
    sort: str  # "came", "went", "changed"
    changes: list[tuple[str, str, str]]
    note: Any = None


class Group(NamedTuple):
    title: str
    told: list[Told]
    more: int


def groups(
    study: Study, found: Iterable[Difference], then: State, now: State, notes: Mapping[str, Any] | None = None
) -> list[Group]:
    """The differences by part, in their order; of very many the first and the number of the others.

    `notes` are by the ids of codings and links.
    """
    made = []
    for part, differences in groupby(found, key=lambda each: each.part):
        every = list(differences)
        made.append((part, every[:SHOWN], len(every) - SHOWN))
    rows = {row["id"]: row for state in (then, now) for name in ("codings", "links") for row in state.evidence[name]}
    passages = {rows[each.key]["passage"] for _part, shown, _more in made for each in shown if each.key in rows}
    places = quotations(study, passages)
    people = {each["id"]: each["name"] for state in (then, now) for each in state.around.get("people", ())}
    return [
        Group(
            str(PARTS[part]),
            [_told(each, rows.get(each.key, {}), places, people, (notes or {}).get(each.key)) for each in shown],
            max(0, more),
        )
        for part, shown, more in made
    ]


def _told(each: Difference, row: dict, places: dict[str, Quotation], people: dict[str, str], note) -> Told:
    sort = "came" if each.was is None else "went" if each.now is None else "changed"
    changes = []
    if each.was is not None and each.now is not None:
        changes = [
            (str(FIELDS.get(name, name)), _value(each.part, name, each.was[name]), _value(each.part, name, value))
            for name, value in each.now.items()
            if name not in ("at", "by", "computed")
        ]
    place = places.get(row.get("passage", ""))
    return Told(_named(each, row, people), place, sort, changes, note)


def _named(each: Difference, row: dict, people: dict[str, str]) -> str:
    if each.part == "coding":
        return f"{row['dimension']} · {row['about_actor'] or '–'}"
    if each.part == "link":
        return f"{row['from_actor']}–{row['to_actor']} · {row['form']}"
    if each.part == "person":
        return people.get(each.key, each.key)
    if each.part == "verdict":
        return _("Verdict on co-production")
    return each.key.partition(":")[2] or each.key


def _value(part: str, name: str, value) -> str:
    language = id_or_en()
    if name in WITHOUT_VALUE:
        return ""
    if name == "level":
        every = LEVELS.get(part) or labels.CELL_LEVEL | labels.PAIR_LEVEL
        return every[value][language] if value in every else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return "–"
    return str(VALUES[name].get(value, value)) if name in VALUES else str(value)
