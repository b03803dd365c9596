"""How far apart two ratings are, from 0 for equal ones on: what a coefficient weighs a disagreement with.

A distance is made for the ratings at hand, `distance(totals) -> (a, b) -> float` with the number of pairable ratings
of each category, because that of ranks depends on how often each was given. Squares are squared already (the δ² of
Krippendorff, Content Analysis, 2nd ed. 2004, pp. 232-235).
"""

from collections.abc import Callable, Mapping
from itertools import accumulate

Distance = Callable[[Mapping], Callable[[object, object], float]]


def nominal(_totals: Mapping) -> Callable[[object, object], float]:
    """Categories without order: equal or not."""
    return lambda a, b: float(a != b)


def ordinal(totals: Mapping) -> Callable[[object, object], float]:
    """Ranks: the square of how many ratings lie between the two, each of these two counted by half."""
    ranks = sorted(totals)
    below = dict(zip(ranks, accumulate([0, *(totals[rank] for rank in ranks)]), strict=False))
    middle = {rank: below[rank] + totals[rank] / 2 for rank in ranks}
    return lambda a, b: (middle[a] - middle[b]) ** 2


def interval(_totals: Mapping) -> Callable[[float, float], float]:
    """Numbers whose differences mean something."""
    return lambda a, b: float((a - b) ** 2)


def ratio(_totals: Mapping) -> Callable[[float, float], float]:
    """Numbers with a zero of their own."""
    return lambda a, b: ((a - b) / (a + b)) ** 2 if a != b else 0.0


def masi(_totals: Mapping) -> Callable[[frozenset, frozenset], float]:
    """Sets of codes on one unit: 1 - Jaccard x monotonicity (Passonneau 2006, LREC, 831-836)."""
    return lambda a, b: 1 - _jaccard(a, b) * _monotonicity(a, b)


def nested(_totals: Mapping) -> Callable[[frozenset, frozenset], float]:
    """Sets of codes: equal 0, one in the other 1/3, overlapping 2/3, else 1 (Passonneau 2004, LREC)."""
    return lambda a, b: 1 - _monotonicity(a, b)


def _jaccard(a: frozenset, b: frozenset) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _monotonicity(a: frozenset, b: frozenset) -> float:
    if a == b:
        return 1.0
    if a <= b or b <= a:
        return 2 / 3
    return 1 / 3 if a & b else 0.0
