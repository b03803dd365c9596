"""The units of agreement: informants' turns, and what each coder said of them.

Whether a turn is coded with a dimension is a unit for every dimension and turn. Polarity and actor are compared where
two coders or more have coded the same dimension in the same turn, forms of links where they have linked the same
actors: only there can they differ.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from reports.agreement.alpha import Alpha, krippendorffs_alpha
from reports.agreement.chance import cohens_kappa, gwets_ac1, percent, scotts_pi
from reports.agreement.distances import masi
from reports.agreement.ratings import Tally, prevalence, tally
from reports.agreement.unitizing import alpha_u

Spans = list[tuple[int, int]]
"""Half open, in code points."""


class Judged(NamedTuple):
    """One coding (`kind` dimension, `what` its code, `detail` the actor) or link (link, its ends, its form)."""

    transcript: str
    coder: str
    start: int
    end: int
    kind: str
    what: str
    detail: str
    polarity: str
    code: str = ""  # the code itself, where `what` is its dimension
    turns: range = range(0)


class Text(NamedTuple):
    """An interview that several people coded: its length in code points, its coders, its informants' turns.

    `numbers` and `actors` say of each turn which one of the interview it is, and the actor of whoever speaks in it.
    """

    interview: str
    length: int
    coders: list[str]
    turns: Spans
    numbers: list[int]
    actors: list[str]


@dataclass(frozen=True)
class Rated:
    """Everything that agreement is computed from; coders by id, with their names."""

    names: Mapping[str, str]
    dimensions: Sequence[str]
    texts: Mapping[str, Text]
    judged: Sequence[Judged]


Place = tuple[str, int]
"""A transcript, and which of its informants' turns."""
Said = Mapping[str, list[Judged]]
"""By coder, what each said of one turn."""

# What is compared of the things that several coders have coded in a turn.
COMPARED: dict[str, tuple[str, Callable[[Judged], str]]] = {
    "polarity": ("dimension", lambda each: each.polarity),
    "about": ("dimension", lambda each: each.detail),
    "form": ("link", lambda each: each.detail),
}
COEFFICIENTS: dict[str, Callable[[Tally], float | None]] = {
    "percent": percent,
    "pi": lambda units: scotts_pi(units).value,
    "ac1": lambda units: gwets_ac1(units).value,
    "alpha": lambda units: krippendorffs_alpha(units).value,
}
OF_TWO: dict[str, Callable[[Tally], float | None]] = {"kappa": lambda units: cohens_kappa(units).value}


def coefficients_of(coders: int) -> dict[str, Callable[[Tally], float | None]]:
    """The coefficients of so many coders: kappa only of two."""
    return COEFFICIENTS | (OF_TWO if coders == 2 else {})


class Row(NamedTuple):
    """One variable: over how many units, the share in which the coders agree, the coefficients (None: undefined)."""

    key: str
    units: int
    percent: float | None
    kappa: float | None  # of two coders
    pi: float | None  # Scott's; of more than two coders Fleiss' kappa
    ac1: float | None
    alpha: float | None
    prevalence: Mapping[object, float]


class Dispute(NamedTuple):
    """A turn of which the coders said different things, and what each said: (what, detail, polarity), sorted."""

    interview: str
    transcript: str
    turn: int
    start: int
    end: int
    said: Mapping[str, list[tuple[str, str, str]]]


class Agreement:
    """The figures of one study, each variable by itself."""

    def __init__(self, rated: Rated):
        self.rated = rated
        self.coders = list(rated.names)
        self.places: list[Place] = [
            (key, place) for key, text in rated.texts.items() for place in range(len(text.turns))
        ]
        self.said = _by_turn(rated, self.places)

    @property
    def turns(self) -> int:
        return len(self.places)

    def rows(self) -> list[Row]:
        """A row for each of the variables."""
        return [self.row(key, units) for key, units in self.variables().items()]

    def variables(self) -> dict[str, list[tuple]]:
        """The units of each dimension, then of polarity, actor and form of link."""
        presence = {code: self._presence(code, self.places) for code in self.rated.dimensions if self.places}
        return presence | self.compared()

    def compared(self) -> dict[str, list[tuple]]:
        """The units of polarity, actor and form of link: what several coders said of the same thing in a turn."""
        return {key: self._compared(*of) for key, of in COMPARED.items()}

    def coefficients(self) -> dict[str, Callable[[Tally], float | None]]:
        """Those that a row has."""
        return coefficients_of(len(self.coders))

    def together(self) -> Alpha:
        """Alpha over the sets of dimensions of each turn, with the distance of MASI."""
        return krippendorffs_alpha(self.units(self._dimensions_of, self.places), masi)

    def spans(self) -> dict[str | None, Alpha]:
        """Alpha for the passages as they were marked, character by character, over all texts put end to end."""
        spans: dict[str, list[Spans]] = {code: [[] for _ in self.coders] for code in self.rated.dimensions}
        coder = {name: place for place, name in enumerate(self.coders)}
        starts, end = {}, 0
        for key, text in self.rated.texts.items():
            if len(text.coders) == len(self.coders):
                starts[key], end = end, end + text.length
        for each in self.rated.judged:
            if each.transcript in starts and each.kind == "dimension":
                start = starts[each.transcript]
                spans[each.what][coder[each.coder]].append((start + each.start, start + each.end))
        return alpha_u(spans, 0, end) if end else {}

    def pairs(self) -> list[tuple[str, str, Row]]:
        """Each two coders, over every dimension of every turn that both rated."""
        found = []
        for one, other in combinations(self.coders, 2):
            places = self.coders.index(one), self.coders.index(other)
            units = [
                tuple(unit[place] for place in places)
                for unit in self.presence(self.places)
                if all(unit[place] is not None for place in places)
            ]
            if units:
                found.append((one, other, self.row("pair", units)))
        return found

    def disputes(self, only: Callable[[Place, Said], bool] = lambda _place, _said: True) -> Iterator[Dispute]:
        """Every turn of which not all its coders said the same, in reading order; `only` those that it says."""
        for key, text in self.rated.texts.items():
            for place, (start, end) in enumerate(text.turns):
                here = {coder: self.said[key, place][coder] for coder in text.coders}
                said = {coder: sorted({told(each) for each in judged}) for coder, judged in here.items()}
                if len({tuple(each) for each in said.values()}) > 1 and only((key, place), here):
                    yield Dispute(text.interview, key, text.numbers[place], start, end, said)

    def presence(self, places: Iterable[Place]) -> list[tuple]:
        """A unit for every dimension in every turn of these."""
        places = list(places)
        return [unit for code in self.rated.dimensions for unit in self._presence(code, places)]

    def _presence(self, dimension: str, places: Iterable[Place]) -> list[tuple]:
        return self.units(lambda judged: any(is_of(each, dimension) for each in judged), places)

    def units(self, rating_of: Callable[[list[Judged]], object], places: Iterable[Place]) -> list[tuple]:
        """A unit for each turn, as `rating_of` rates it; None for a coder who has not rated its interview."""
        here = {key: set(text.coders) for key, text in self.rated.texts.items()}
        return [
            tuple(rating_of(self.said[key, place][coder]) if coder in here[key] else None for coder in self.coders)
            for key, place in places
        ]

    def _compared(self, kind: str, value_of: Callable[[Judged], str]) -> list[tuple]:
        """A unit for each thing that two coders or more have coded in a turn; more values of one are one together."""
        units = []
        for by_coder in self.said.values():
            for thing in sorted(things_of(by_coder, kind)):
                unit = tuple(values_of(by_coder[coder], kind, thing, value_of) for coder in self.coders)
                if sum(value is not None for value in unit) > 1:
                    units.append(unit)
        return units

    @staticmethod
    def _dimensions_of(judged: list[Judged]) -> frozenset:
        return frozenset(each.what for each in judged if each.kind == "dimension")

    def row(self, key: str, units: Iterable[tuple]) -> Row:
        """The figures of one variable; with kappa where it is of two coders, or of a pair of them."""
        counted = tally(units)
        asked = coefficients_of(2 if key == "pair" else len(self.coders))
        values = {"kappa": None} | {name: value_of(counted) for name, value_of in asked.items()}
        return Row(key, counted.paired, prevalence=prevalence(counted), **values)


def _by_turn(rated: Rated, places: list[Place]) -> dict[Place, dict[str, list[Judged]]]:
    said = {place: defaultdict(list) for place in places}
    for each in rated.judged:
        for place in each.turns:
            said[each.transcript, place][each.coder].append(each)
    return said


def told(each: Judged) -> tuple[str, str, str]:
    return each.what, each.detail, each.polarity


def is_of(each: Judged, dimension: str) -> bool:
    return each.kind == "dimension" and each.what == dimension


def things_of(said: Said, kind: str) -> set[str]:
    """What anybody coded of that kind: dimensions, or ends of links."""
    return {each.what for judged in said.values() for each in judged if each.kind == kind}


def values_of(judged: list[Judged], kind: str, thing: str, value_of: Callable[[Judged], str]) -> str | None:
    """What one coder gave that thing, more values of one together; None where they have not coded it."""
    found = sorted({value_of(each) for each in judged if (each.kind, each.what) == (kind, thing)})
    return " + ".join(found) or None
