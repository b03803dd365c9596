"""What one may choose of a study: the values of each part of a query, with the words for them."""

from typing import NamedTuple

from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from coding.linking import POLARITIES
from coding.models import Coding, Link, Polarity, Status
from coding.retrieval.listing import COUNTS
from coding.retrieval.query import (
    LINKS,
    NEAR,
    NO,
    NOBODY,
    OF_CODINGS,
    OF_LINKS,
    OFFICIAL,
    OVERLAP,
    TURN,
    WORKING,
    Query,
)
from ground.models import User
from interviews.models import Actor, Informant, Interview, Study

Values = list[tuple[str, str]]


class Choice(NamedTuple):
    """One part of a query: its parameter, its name, its values with their words, and which of them are asked for."""

    name: str
    label: str
    values: Values
    taken: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def words(self, value: str) -> str:
        return dict(self.values).get(value, value)


class Chosen(NamedTuple):
    """One value that a query asks for, in words, and the address of the same query without it."""

    label: str
    value: str
    without: str


def choices(study: Study, query: Query) -> list[Choice]:
    """In the order of the form, in the language that is active; in a constant number of queries."""
    values = _values(study)
    is_link = query.kind == LINKS
    polarities = [(value, str(label)) for value, label in Polarity.choices if not is_link or value in POLARITIES]
    values["polarity"], others = polarities, OF_CODINGS if is_link else OF_LINKS
    return [
        Choice(name, label, values[name], query.only.get(name, ()), query.without.get(name, ()))
        for name, label in labels().items()
        if name not in others
    ]


def labels() -> dict[str, str]:
    return {
        "code": _("Code"),
        "dimension": _("Dimension"),
        "pair": _("Pair of actors"),
        "form": _("Form"),
        "about": _("About"),
        "speaker": _("Speaks for"),
        "informant": _("Informant"),
        "interview": _("Interview"),
        "coder": _("Coder"),
        "polarity": _("Polarity"),
        "status": _("Status"),
        "memo": _("Memo"),
        "attribute": _("Attribute"),
        "with": _("Beside the code"),
    }


def bases() -> dict[str, str]:
    """Which codings a query counts, by its basis."""
    return {
        "": _("All, of whatever status"),
        OFFICIAL: _("What counts, approved"),
        WORKING: _("What counts, approved or waiting"),
    }


def counts() -> dict[str, str]:
    """What is counted, by its name in `listing.COUNTS`."""
    named = (_("Codings"), _("Passages"), _("Informants"), _("Words"))
    return dict(zip(COUNTS, named, strict=True))


def besides() -> dict[str, str]:
    """When one coding is beside another, by the `how` of a query."""
    return {OVERLAP: _("overlapping"), NEAR: _("near"), TURN: _("in the same turn")}


def _values(study: Study) -> dict[str, Values]:
    codes = [(code.key, f"{code.key} · {code.label}") for code in study.codes.all()]
    actors = [(actor.code, f"{actor.code} · {actor.name}") for actor in study.actors.all()]
    short = [code for code, _label in actors]
    interviews = list(Interview.objects.of_study(study).filter(trashed_at__isnull=True).only("code", "title"))
    return {
        "code": codes,
        "with": codes,
        "dimension": [(each.code, f"{each.code} · {each.name}") for each in study.dimensions.all()]
        + [(NOBODY, _("outside the dimensions"))],
        "pair": [(f"{one}-{other}", f"{one}–{other}") for n, one in enumerate(short) for other in short[n + 1 :]],
        "form": [(form.code, f"{form.code} · {form.name}") for form in study.link_forms.all()],
        "about": [*actors, (NOBODY, _("nobody"))],
        "speaker": [*actors, (NOBODY, _("nobody of the study's actors"))],
        "informant": [*((one.code, one.code) for one in study.informants.all()), (NOBODY, _("no one informant"))],
        "interview": [(each.code, f"{each.code} {each.title}".strip()) for each in interviews],
        "coder": _coders(study),
        "status": [(value, str(label)) for value, label in Status.choices],
        "memo": [("yes", _("explained by a memo")), (NOBODY, _("without a memo"))],
        "attribute": [
            (f"{name}:{value}", f"{label}: {words}")
            for name, (label, values) in attributes(study).items()
            for value, words in values
        ],
    }


def _coders(study: Study) -> Values:
    coded = [model.objects.of_study(study).order_by().values("coder") for model in (Coding, Link)]
    people = User.objects.filter(pk__in=coded[0].union(coded[1])).order_by("name", "username")
    return [(user.username, str(user)) for user in people]


def attributes(study: Study) -> dict[str, tuple[str, Values]]:
    """Name of an attribute to its label and its values with their words, what is not recorded last.

    One that tells nothing apart, for all of the study have the same, is left out.
    """
    here = Interview.objects.of_study(study).filter(trashed_at__isnull=True).order_by()
    told = study.informants.order_by()
    found = {
        "role": (_("Coarse role"), told.values_list("role_label", flat=True), None),
        "side": (_("Side"), told.values_list("actor__side", flat=True), Actor.Side),
        "consent": (_("Consent"), told.values_list("consent", flat=True), Informant.Consent),
        "kind": (_("Kind of interview"), here.values_list("kind", flat=True), Interview.Kind),
        "place": (_("Place"), here.values_list("place", flat=True), None),
        "language": (_("Language"), here.values_list("language", flat=True), None),
        "year": (_("Year"), here.annotate(year=ExtractYear("held_on")).values_list("year", flat=True), None),
    }
    listed = {name: (label, _told(rows.distinct(), words)) for name, (label, rows, words) in found.items()}
    return {name: (label, values) for name, (label, values) in listed.items() if len(values) > 1}


def _told(rows, words) -> Values:
    known = dict(words.choices) if words else {}
    values = sorted(str(value) for value in rows if value)
    none = [(NOBODY, _("not recorded"))] if any(not value for value in rows) else []
    return [*((value, str(known.get(value, value))) for value in values), *none]


def chosen(query: Query, listed: list[Choice]) -> list[Chosen]:
    """What `query` asks for, value by value, in the order of its address."""
    by_name = {each.name: each for each in (*listed, *_singly(listed))}
    pairs, found = list(query.pairs()), []
    for index, (name, value) in enumerate(pairs):
        choice = by_name.get(name.removeprefix(NO))
        if choice is None:
            continue
        label = _("not: {label}").format(label=choice.label) if name.startswith(NO) else choice.label
        rest = Query.read([(n, [v for i, (m, v) in enumerate(pairs) if m == n and i != index]) for n, _v in pairs])
        found.append(Chosen(label, choice.words(value), rest.address))
    return found


def _singly(listed: list[Choice]) -> list[Choice]:
    """What is asked for once, in fields of its own."""
    interviews = [value for each in listed if each.name == "interview" for value in each.values]
    return [
        Choice("until", _("Held up to"), interviews),
        Choice("basis", _("Counted"), list(bases().items())),
        Choice("below", _("Sub-codes"), [("no", _("only the codes themselves"))]),
    ]
