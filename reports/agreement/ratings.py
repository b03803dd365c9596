"""What coders said of the same units: the rows that every coefficient is computed from."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import fsum
from operator import mul

Rating = Hashable
Unit = Sequence[Rating | None]
"""One rating for each coder, in the same order in every unit; None where a coder did not rate it."""


class Rows:
    """Different rows of ratings, and what coefficients weigh them by: worked out once, however often they are drawn."""

    def __init__(self, rows: Iterable[tuple]):
        self.rows = list(rows)
        self.given = [counts_in(row) for row in self.rows]
        self.rated = [counts.total() for counts in self.given]

    @cached_property
    def categories(self) -> list[Rating]:
        return categories_of(self.rows)

    @cached_property
    def is_rated(self) -> list[bool]:
        return [count > 0 for count in self.rated]

    @cached_property
    def is_paired(self) -> list[bool]:
        return [count > 1 for count in self.rated]

    @cached_property
    def agreeing(self) -> list[float]:
        """The share of the pairs of ratings of each row that are equal."""
        pairs = [max(1, rated * (rated - 1)) for rated in self.rated]
        equal = [sum(count * (count - 1) for count in counts.values()) for counts in self.given]
        return [same / of for same, of in zip(equal, pairs, strict=True)]

    @cached_property
    def shares(self) -> dict[Rating, list[float]]:
        """Of each category its share of the ratings of each row."""
        rows = list(zip(self.given, self.rated, strict=True))
        return {category: [counts[category] / max(1, rated) for counts, rated in rows] for category in self.categories}

    @cached_property
    def pairable(self) -> dict[Rating, list[int]]:
        """Of each category how many of its ratings in each row have another to be paired with."""
        rows = list(zip(self.given, self.is_paired, strict=True))
        return {category: [counts[category] * paired for counts, paired in rows] for category in self.categories}

    @cached_property
    def coinciding(self) -> dict[tuple[Rating, Rating], list[tuple[int, float]]]:
        """Of each two categories the rows in which they meet, and the pairs there by the ratings but one."""
        met: dict[tuple, list[tuple[int, float]]] = {}
        for place, (counts, rated) in enumerate(zip(self.given, self.rated, strict=True)):
            for a, b in combinations(sorted(counts, key=_place), 2):
                met.setdefault((a, b), []).append((place, counts[a] * counts[b] / (rated - 1)))
        return met


@dataclass(frozen=True)
class Tally:
    """How often each row of ratings occurs: a coefficient needs to know no more, and equal rows are counted at one go.

    `times` is in the order of the rows.
    """

    of: Rows
    times: Sequence[int]

    def sum_of(self, weights: Iterable[float]) -> float:
        """The sum of a weight for each row, the same in whatever order the rows come."""
        return fsum(map(mul, weights, self.times))

    def count_of(self, numbers: Iterable[int]) -> int:
        return sum(map(mul, numbers, self.times))

    @property
    def paired(self) -> int:
        """The number of units that two coders or more have rated."""
        return self.count_of(self.of.is_paired)


Units = Iterable[Unit] | Mapping[tuple, int] | Tally


def tally(units: Units) -> Tally:
    """The units, counted by their rows, which may have been counted already. A tally is taken as it is.

    Who said what matters for two coders alone, to kappa: of more, rows with the same ratings are the same row.
    """
    if isinstance(units, Tally):
        return units
    counted = units if isinstance(units, Mapping) else Counter(tuple(unit) for unit in units)
    times: Counter[tuple] = Counter()
    for unit, count in counted.items():
        times[_row(unit)] += count
    return Tally(Rows(times), list(times.values()))


def _row(unit: tuple) -> tuple:
    return unit if len(unit) < 3 else tuple(sorted((each for each in unit if each is not None), key=_place))


def counts_in(unit: Unit) -> Counter:
    """How many coders gave the unit each rating."""
    return Counter(rating for rating in unit if rating is not None)


def categories_of(rows: Iterable[Unit]) -> list:
    """Every rating that somebody gave, in an order of its own that does not depend on that of the rows."""
    return sorted({rating for unit in rows for rating in unit if rating is not None}, key=_place)


def _place(rating) -> tuple:
    if isinstance(rating, frozenset):
        return (2, len(rating), sorted(map(str, rating)))
    return (0, rating) if isinstance(rating, int | float) else (1, str(rating))


def prevalence(units: Units) -> dict[Rating, float]:
    """The share of each category among all ratings. Shown beside kappa, which falls where one category prevails."""
    counted = tally(units)
    total = counted.count_of(counted.of.rated)
    given = {rating: counted.count_of(each[rating] for each in counted.of.given) for rating in counted.of.categories}
    return {rating: count / total for rating, count in given.items()}


def apart(units: Units, category: Rating) -> Tally:
    """One category against all others together."""
    counted, split = tally(units), Counter()
    for unit, times in zip(counted.of.rows, counted.times, strict=True):
        split[tuple(rating if rating is None else rating == category for rating in unit)] += times
    return tally(split)


def confusion(units: Units) -> dict[tuple[Rating, Rating], int]:
    """How often the first of two coders gave the one rating and the second the other, of the units that both rated."""
    counted = tally(units)
    return {row: times for row, times in zip(counted.of.rows, counted.times, strict=True) if None not in row and times}
