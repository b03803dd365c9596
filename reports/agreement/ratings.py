"""What coders said of the same units: the rows that every coefficient is computed from."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import fsum

Rating = Hashable
Unit = Sequence[Rating | None]
"""One rating for each coder, in the same order in every unit; None where a coder did not rate it."""
Tally = Mapping[tuple, int]
"""How often each row of ratings occurs: a coefficient needs to know no more, and equal rows are counted at one go."""


def tally(units: Iterable[Unit]) -> Tally:
    """The units, counted by their rows. A tally is taken as it is."""
    return units if isinstance(units, Mapping) else Counter(tuple(unit) for unit in units)


def counts_in(unit: Unit) -> Counter:
    """How many coders gave the unit each rating."""
    return Counter(rating for rating in unit if rating is not None)


def categories_of(units: Tally) -> list:
    """Every rating that somebody gave, in an order of its own that does not depend on that of the rows."""
    return sorted({rating for unit in units for rating in unit if rating is not None}, key=_place)


def _place(rating) -> tuple:
    if isinstance(rating, frozenset):
        return (2, len(rating), sorted(map(str, rating)))
    return (0, rating) if isinstance(rating, int | float) else (1, str(rating))


def prevalence(units: Iterable[Unit]) -> dict[Rating, float]:
    """The share of each category among all ratings. Shown beside kappa, which falls where one category prevails."""
    units = tally(units)
    given = Counter()
    for unit, times in units.items():
        for rating, count in counts_in(unit).items():
            given[rating] += count * times
    total = given.total()
    return {rating: given[rating] / total for rating in categories_of(units)}


def confusion(units: Iterable[Unit]) -> dict[tuple[Rating, Rating], int]:
    """How often the first of two coders gave the one rating and the second the other, of the units that both rated."""
    found = Counter()
    for unit, times in tally(units).items():
        first, second = unit
        if first is not None and second is not None:
            found[first, second] += times
    return dict(found)


def weighted_mean(parts: Iterable[tuple[float, int]]) -> float | None:
    """The mean of (value, weight) pairs, the same in whatever order they come; None of nothing."""
    parts = list(parts)
    total = sum(weight for _, weight in parts)
    return fsum(value * weight for value, weight in parts) / total if total else None
