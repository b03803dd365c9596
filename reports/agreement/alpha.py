"""Krippendorff's alpha: any number of coders, any distance, ratings that are missing.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, sections A to E; the same as
Content Analysis, 2nd ed. 2004, pp. 219-236.
"""

from collections import Counter
from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from reports.agreement.distances import Distance, nominal
from reports.agreement.ratings import Rating, Unit, counts_in, tally


class Alpha(NamedTuple):
    """Observed and expected disagreement, and alpha; alpha is None where it is undefined.

    That is so where fewer than two ratings can be paired, and where all are equal: then chance would agree as well.
    """

    observed: float | None
    expected: float | None
    value: float | None


def krippendorffs_alpha(units: Iterable[Unit], distance: Distance = nominal) -> Alpha:
    """Alpha over the units that at least two coders rated; a single rating pairs with nothing and is left out."""
    rows = [(counts, times) for counts, times in _pairable(units) if counts.total() > 1]
    totals = Counter()
    for counts, times in rows:
        for rating, count in counts.items():
            totals[rating] += count * times
    n = totals.total()
    if n == 0:
        return Alpha(None, None, None)
    apart = distance(totals)
    observed = fsum(_within(counts, apart) * times for counts, times in rows) / n
    expected = _among(totals, apart) / (n * (n - 1))
    return Alpha(observed, expected, 1 - observed / expected if expected else None)


def alpha_of(units: Iterable[Unit], category: Rating) -> Alpha:
    """Alpha of one category against all others (Krippendorff, Content Analysis, 1980, p. 139)."""
    split = Counter()
    for unit, times in tally(units).items():
        split[tuple(rating if rating is None else rating == category for rating in unit)] += times
    return krippendorffs_alpha(split)


def _pairable(units: Iterable[Unit]) -> Iterable[tuple[Counter, int]]:
    return ((counts_in(unit), times) for unit, times in tally(units).items())


def _within(counts: Counter, apart) -> float:
    """The disagreement of the pairs inside one unit, each unit with the weight of its ratings."""
    return _among(counts, apart) / (counts.total() - 1)


def _among(counts: Counter, apart) -> float:
    """The sum of the distances of all ordered pairs."""
    ratings = list(counts.items())
    return 2 * fsum(
        count * other * apart(rating, beside)
        for at, (rating, count) in enumerate(ratings)
        for beside, other in ratings[at + 1 :]
    )
