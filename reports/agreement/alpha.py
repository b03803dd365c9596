"""Krippendorff's alpha: any number of coders, any distance, ratings that are missing.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, sections A to E; the same as
Content Analysis, 2nd ed. 2004, pp. 219-236.
"""

from itertools import combinations
from math import fsum
from typing import NamedTuple

from reports.agreement.distances import Distance, nominal
from reports.agreement.ratings import Rating, Units, apart, tally


class Alpha(NamedTuple):
    """Observed and expected disagreement, and alpha; alpha is None where it is undefined.

    That is so where fewer than two ratings can be paired, and where all are equal: then chance would agree as well.
    """

    observed: float | None
    expected: float | None
    value: float | None


def krippendorffs_alpha(units: Units, distance: Distance = nominal) -> Alpha:
    """Alpha over the units that at least two coders rated; a single rating pairs with nothing and is left out."""
    counted = tally(units)
    totals = {rating: counted.count_of(numbers) for rating, numbers in counted.of.pairable.items()}
    n = sum(totals.values())
    if n == 0:
        return Alpha(None, None, None)
    far, times = distance(totals), counted.times
    observed = 2 * fsum(
        far(a, b) * fsum(pairs * times[place] for place, pairs in met) for (a, b), met in counted.of.coinciding.items()
    )
    expected = 2 * fsum(far(a, b) * totals[a] * totals[b] for a, b in combinations(totals, 2))
    return Alpha(observed / n, expected / (n * (n - 1)), 1 - (n - 1) * observed / expected if expected else None)


def alpha_of(units: Units, category: Rating) -> Alpha:
    """Alpha of one category against all others (Krippendorff, Content Analysis, 1980, p. 139)."""
    return krippendorffs_alpha(apart(units, category))
