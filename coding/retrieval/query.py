"""What one may ask of the codings of a study, as a value and as an address. Pure: nothing is looked up here.

The address of a query is the link behind every number: the page and the API read the same parameters. A parameter that
is repeated means "or", different ones mean "and", and `not_…` leaves out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from coding.linking import POLARITIES
from coding.models import Polarity, Status

Chosen = Mapping[str, tuple[str, ...]]

NOBODY = "-"
"""As the value of a parameter: no code of a dimension, about no actor, by no one informant, not recorded, no memo."""
CODINGS, LINKS = "codings", "links"
KINDS = (CODINGS, LINKS)
OFFICIAL, WORKING = "official", "working"
BASES = (OFFICIAL, WORKING)
OVERLAP, NEAR, TURN = "overlap", "near", "turn"
WAYS = (OVERLAP, NEAR, TURN)
WITHIN, MOST_WITHIN = 200, 100_000
"""Code points between two passages that are near each other: what is usual, and how far one may ask for."""
MOST = 200
"""Values in one query: a longer one is no question that a person asks."""

OF_BOTH = ("about", "speaker", "informant", "interview", "coder", "polarity", "status", "memo", "attribute", "with")
OF_CODINGS = ("code", "dimension")
OF_LINKS = ("pair", "form")
CHOICES = (*OF_CODINGS, *OF_BOTH, *OF_LINKS)
ATTRIBUTES = ("role", "side", "consent", "kind", "place", "language", "year")
"""What is recorded of informants and interviews, as `attribute=name:value`. Not who asked: addresses name no person."""
NO = "not_"


class Misread(Exception):
    """An address that is no query: by parameter, why."""

    def __init__(self, reasons: dict[str, str]):
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True)
class Query:
    """Which codings, or which links, are asked for. Without anything: all that stand on the words of today.

    `only` and `without` map a name of CHOICES to values; `below` is whether a code stands for its sub-codes, too.
    `with` in them names codes beside the passage: overlapping it, at most `within` code points away, or in a turn that
    it touches. `basis` is for the rows that a summary on that basis counts (method.md 4.1), `until` for those of an
    interview and of all that were held before it.
    """

    kind: str = CODINGS
    basis: str = ""
    below: bool = True
    how: str = OVERLAP
    within: int = WITHIN
    until: str = ""
    only: Chosen = field(default_factory=dict)
    without: Chosen = field(default_factory=dict)

    @classmethod
    def read(cls, params: Iterable[tuple[str, list[str]]]) -> "Query":
        """From the parameters of an address, each with all its values. Raises Misread, naming each that is wrong."""
        given = {name: _values(values) for name, values in params}
        given = {name: values for name, values in given.items() if values}
        wrong = dict(_unknown(given)) | dict(_more_than_one(given)) | dict(_outside(given))
        kind = given.get("kind", (CODINGS,))[0]
        wrong |= dict(_of_the_other_kind(given, kind)) | dict(_no_attribute(given))
        if wrong:
            raise Misread(wrong)
        return cls(
            kind=kind,
            basis=given.get("basis", ("",))[0],
            below=given.get("below", ("yes",))[0] == "yes",
            how=given.get("how", (OVERLAP,))[0],
            within=int(given.get("within", (str(WITHIN),))[0]),
            until=given.get("until", ("",))[0],
            only={name: given[name] for name in CHOICES if name in given},
            without={name: given[NO + name] for name in CHOICES if NO + name in given},
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters, always in the same order, those that say what is so anyway left out."""
        said = {"kind": self.kind, "basis": self.basis, "below": "yes" if self.below else "no"}
        beside = {"how": self.how, "within": str(self.within), "until": self.until}
        usual = {"kind": CODINGS, "basis": "", "below": "yes", "how": OVERLAP, "within": str(WITHIN), "until": ""}
        for name, chosen in (("", self.only), (NO, self.without)):
            yield from ((name + each, value) for each in CHOICES for value in chosen.get(each, ()))
        yield from ((name, value) for name, value in (said | beside).items() if value != usual[name])

    @property
    def address(self) -> str:
        """The query as the part of an address after the question mark."""
        return urlencode(list(self.pairs()))

    def also(self, **only: str) -> "Query":
        """The same narrowed to one value of each of these, in the place of what was said of them."""
        return replace(self, only=dict(self.only) | {name.rstrip("_"): (value,) for name, value in only.items()})

    @property
    def narrows(self) -> bool:
        return bool(self.only or self.without or self.basis or self.until)


def _values(values: Iterable[str]) -> tuple[str, ...]:
    """Each once, the empty ones of a form left out."""
    return tuple(dict.fromkeys(value for value in values if value))


def _choices() -> dict[str, tuple[str, ...]]:
    return {
        "kind": KINDS,
        "basis": BASES,
        "below": ("yes", "no"),
        "how": WAYS,
        "polarity": tuple(Polarity.values),
        "memo": ("yes", NOBODY),
        "status": tuple(Status.values),
    }


def _unknown(given: Chosen) -> Iterator[tuple[str, str]]:
    known = {*CHOICES, *(NO + name for name in CHOICES), *_choices(), "within", "until"}
    for name in given:
        if name not in known:
            yield name[:80], _("This cannot be asked for here.")
    if sum(map(len, given.values())) > MOST:
        yield "", _("A query holds at most {count} values.").format(count=MOST)


def _more_than_one(given: Chosen) -> Iterator[tuple[str, str]]:
    for name in ("kind", "basis", "below", "how", "within", "until"):
        if len(given.get(name, ())) > 1:
            yield name, _("Say this once.")


def _outside(given: Chosen) -> Iterator[tuple[str, str]]:
    for name, allowed in _choices().items():
        for asked in (name, NO + name):
            if set(given.get(asked, ())) - set(allowed):
                yield asked, _("Choose one of: {choices}.").format(choices=", ".join(allowed))
    for value in given.get("within", ()):
        if not (value.isascii() and value.isdigit() and int(value[:9]) <= MOST_WITHIN):
            yield "within", _("Write a number of characters from 0 to {most}.").format(most=MOST_WITHIN)


def _of_the_other_kind(given: Chosen, kind: str) -> Iterator[tuple[str, str]]:
    others = OF_CODINGS if kind == LINKS else OF_LINKS
    for name in others:
        for asked in (name, NO + name):
            if asked in given:
                yield asked, _("A link has no code.") if kind == LINKS else _("Only a link has this: add kind=links.")
    if kind == LINKS and set(given.get("polarity", ())) - set(POLARITIES):
        yield "polarity", _("Choose one of: {choices}.").format(choices=", ".join(POLARITIES))


def _no_attribute(given: Chosen) -> Iterator[tuple[str, str]]:
    for asked in ("attribute", NO + "attribute"):
        if any(value.partition(":")[0] not in ATTRIBUTES or ":" not in value for value in given.get(asked, ())):
            yield asked, _("Write name:value, with a name of: {names}.").format(names=", ".join(ATTRIBUTES))
