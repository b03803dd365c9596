"""Time measured, and what is read off many measurements."""

import time
from collections.abc import Callable, Sequence
from math import ceil


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def repeated(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls, after one that nobody counts."""
    work()
    return [timed(work) for _ in range(times)]


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, ceil(len(ranked) * share) - 1)]


def median(values: Sequence[float]) -> float:
    return quantile(values, 0.5)


def p95(values: Sequence[float]) -> float:
    return quantile(values, 0.95)
