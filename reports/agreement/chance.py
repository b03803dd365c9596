"""Agreement beyond chance: what the coefficients of this family differ in is only what they expect of chance.

(observed - expected) / (1 - expected). With ratings missing, and for more than two coders, as Gwet, Handbook of
Inter-Rater Reliability, 4th ed. 2014, chapters 2 and 3, generalises them: a unit agrees by the share of its pairs that
do, and a category has the mean of its shares in the units.

Cohen 1960, Educational and Psychological Measurement 20, 37-46; Cohen 1968, Psychological Bulletin 70, 213-220; Scott
1955, Public Opinion Quarterly 19, 321-325; Fleiss 1971, Psychological Bulletin 76, 378-382; Bennett, Alpert and
Goldstein 1954, Public Opinion Quarterly 18, 303-308; Gwet 2008, British Journal of Mathematical and Statistical
Psychology 61, 29-48.
"""

from collections.abc import Callable, Mapping
from math import fsum
from typing import NamedTuple

from reports.agreement.ratings import Rating, Tally, Units, apart, confusion, tally


class Coefficient(NamedTuple):
    """Observed agreement, the agreement that chance is expected to give, and the value; None where undefined."""

    observed: float | None
    expected: float | None
    value: float | None


def percent(units: Units) -> float | None:
    """The share of agreeing pairs of ratings, averaged over the units that two or more rated; None without any."""
    counted = tally(units)
    return counted.sum_of(counted.of.agreeing) / counted.paired if counted.paired else None


def cohens_kappa(units: Units, weight: Callable[[Rating, Rating], float] | None = None) -> Coefficient:
    """Two coders, each with margins of their own (Cohen 1960, p. 40), over the units that both rated.

    With `weight`, a distance from 0 for equal ratings on, it is weighted kappa (Cohen 1968).
    """
    table = confusion(units)
    rows, columns = _margin(table, 0), _margin(table, 1)
    n = sum(table.values())
    if not n:
        return Coefficient(None, None, None)
    far = weight or (lambda a, b: float(a != b))
    observed = fsum(count * far(*pair) for pair, count in table.items()) / n
    expected = fsum(rows[a] * columns[b] * far(a, b) for a in rows for b in columns) / n**2
    return Coefficient(1 - observed, 1 - expected, 1 - observed / expected if expected else None)


def highest_kappa(units: Units) -> float | None:
    """The kappa that the two coders could at most have with the margins they have (Cohen 1960, pp. 42-43)."""
    table = confusion(units)
    rows, columns = _margin(table, 0), _margin(table, 1)
    n = sum(table.values())
    if not n:
        return None
    most = sum(min(rows[each], columns.get(each, 0)) for each in rows) / n
    expected = fsum(rows[each] * columns.get(each, 0) for each in rows) / n**2
    return _beyond(most, expected).value


def scotts_pi(units: Units) -> Coefficient:
    """Chance gives the categories as often as all coders together do (Scott 1955).

    For more than two coders it is Fleiss' kappa (Fleiss 1971).
    """
    return _over(units, lambda shares: fsum(share**2 for share in shares))


def kappa_of(units: Units, category: Rating) -> Coefficient:
    """Fleiss' kappa of one category against all others together (Fleiss 1971, pp. 380-381)."""
    return scotts_pi(apart(units, category))


def bennetts_s(units: Units, categories: int | None = None) -> Coefficient:
    """Chance gives each category as often (Bennett, Alpert and Goldstein 1954).

    `categories` is how many there were to choose from, by default those that somebody gave. Also known as Brennan and
    Prediger's kappa.
    """
    return _over(units, lambda shares: 1 / (categories or len(shares)))


def gwets_ac1(units: Units, categories: int | None = None) -> Coefficient:
    """Chance plays a part in the ratings that are hard alone (Gwet 2008): high where one category prevails."""

    def expected(shares: list[float]) -> float:
        choices = categories or len(shares)
        return fsum(share * (1 - share) for share in shares) / (choices - 1) if choices > 1 else 1.0

    return _over(units, expected)


def _over(units: Units, expected: Callable[[list[float]], float]) -> Coefficient:
    counted = tally(units)
    observed = percent(counted)
    if observed is None:
        return Coefficient(None, None, None)
    return _beyond(observed, expected(_shares(counted)))


def _shares(counted: Tally) -> list[float]:
    """The mean share of each category that was given."""
    rated = counted.count_of(counted.of.is_rated)
    sums = (counted.sum_of(shares) for shares in counted.of.shares.values())
    return [share / rated for share in sums if share]


def _margin(table: Mapping[tuple, int], side: int) -> dict[Rating, int]:
    sums: dict[Rating, int] = {}
    for pair, count in table.items():
        sums[pair[side]] = sums.get(pair[side], 0) + count
    return sums


def _beyond(observed: float, expected: float) -> Coefficient:
    # Where one category alone was given, chance explains all: nothing is known of the coders' agreement.
    is_undefined = 1 - expected < 1e-12
    return Coefficient(observed, expected, None if is_undefined else (observed - expected) / (1 - expected))
