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
from reports.agreement.distances import Distance, masi, nominal
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
    turns: range = range(0)


class Text(NamedTuple):
    """An interview that several people coded: its length in code points, its coders, its informants' turns."""

    interview: str
    length: int
    coders: list[str]
    turns: Spans
    numbers: list[int]


@dataclass(frozen=True)
class Rated:
    """Everything that agreement is computed from; coders by id, with their names."""

    names: Mapping[str, str]
    dimensions: Sequence[str]
    texts: Mapping[str, Text]
    judged: Sequence[Judged]


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
        self.said = _by_turn(rated)

    @property
    def turns(self) -> int:
        return sum(len(text.turns) for text in self.rated.texts.values())

    def rows(self) -> list[Row]:
        """Each dimension, then polarity, actor and form of link."""
        found = [self._row(code, self._presence(code)) for code in self.rated.dimensions]
        compared = {
            "polarity": self._compared("dimension", lambda each: each.polarity),
            "about": self._compared("dimension", lambda each: each.detail),
            "form": self._compared("link", lambda each: each.detail),
        }
        return [row for row in found if row.units] + [self._row(key, units) for key, units in compared.items()]

    def together(self) -> Alpha:
        """Alpha over the sets of dimensions of each turn, with the distance of MASI."""
        return krippendorffs_alpha(self._units(self._dimensions_of), masi)

    def spans(self) -> dict[str | None, Alpha]:
        """Alpha for the passages as they were marked, character by character, over all texts put end to end."""
        start, spans = 0, {code: [[] for _ in self.coders] for code in self.rated.dimensions}
        texts = {key: text for key, text in self.rated.texts.items() if len(text.coders) == len(self.coders)}
        for key, text in texts.items():
            for each in self.rated.judged:
                if each.transcript == key and each.kind == "dimension":
                    spans[each.what][self.coders.index(each.coder)].append((start + each.start, start + each.end))
            start += text.length
        return alpha_u(spans, 0, start) if start else {}

    def pairs(self) -> list[tuple[str, str, Row]]:
        """Each two coders, over every dimension of every turn that both rated."""
        found = []
        for one, other in combinations(self.coders, 2):
            places = self.coders.index(one), self.coders.index(other)
            units = [
                tuple(unit[place] for place in places)
                for code in self.rated.dimensions
                for unit in self._presence(code)
                if all(unit[place] is not None for place in places)
            ]
            if units:
                found.append((one, other, self._row("pair", units)))
        return found

    def disputes(self) -> Iterator[Dispute]:
        """Every turn of which not all its coders said the same, in reading order."""
        for key, text in self.rated.texts.items():
            for place, (start, end) in enumerate(text.turns):
                said = {
                    coder: sorted({(each.what, each.detail, each.polarity) for each in self.said[key, place][coder]})
                    for coder in text.coders
                }
                if len({tuple(each) for each in said.values()}) > 1:
                    yield Dispute(text.interview, key, text.numbers[place], start, end, said)

    def _presence(self, dimension: str) -> list[tuple]:
        return self._units(lambda judged: any(_is_of(each, dimension) for each in judged))

    def _units(self, rating_of: Callable[[list[Judged]], object]) -> list[tuple]:
        """A unit for every turn; None for a coder who has not rated its interview."""
        return [
            tuple(rating_of(self.said[key, place][coder]) if coder in text.coders else None for coder in self.coders)
            for key, text in self.rated.texts.items()
            for place in range(len(text.turns))
        ]

    def _compared(self, kind: str, value_of: Callable[[Judged], str]) -> list[tuple]:
        """A unit for each thing that two coders or more have coded in a turn; more values of one are one together."""
        units = []
        for by_coder in self.said.values():
            things = {each.what for judged in by_coder.values() for each in judged if each.kind == kind}
            for thing in sorted(things):
                unit = tuple(_values(by_coder[coder], kind, thing, value_of) for coder in self.coders)
                if sum(value is not None for value in unit) > 1:
                    units.append(unit)
        return units

    @staticmethod
    def _dimensions_of(judged: list[Judged]) -> frozenset:
        return frozenset(each.what for each in judged if each.kind == "dimension")

    def _row(self, key: str, units: Iterable[tuple], distance: Distance = nominal) -> Row:
        counted = tally(units)
        two = counted if len(self.coders) == 2 or key == "pair" else None
        return Row(
            key, _pairable(counted), percent(counted), cohens_kappa(two).value if two else None,
            scotts_pi(counted).value, gwets_ac1(counted).value, krippendorffs_alpha(counted, distance).value,
            prevalence(counted),
        )  # fmt: skip


def _by_turn(rated: Rated) -> dict[tuple[str, int], dict[str, list[Judged]]]:
    said = {(key, place): defaultdict(list) for key, text in rated.texts.items() for place in range(len(text.turns))}
    for each in rated.judged:
        for place in each.turns:
            said[each.transcript, place][each.coder].append(each)
    return said


def _is_of(each: Judged, dimension: str) -> bool:
    return each.kind == "dimension" and each.what == dimension


def _values(judged: list[Judged], kind: str, thing: str, value_of: Callable[[Judged], str]) -> str | None:
    found = sorted({value_of(each) for each in judged if (each.kind, each.what) == (kind, thing)})
    return " + ".join(found) or None


def _pairable(units: Tally) -> int:
    return sum(times for unit, times in units.items() if sum(rating is not None for rating in unit) > 1)
