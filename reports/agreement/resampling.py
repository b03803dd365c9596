"""How sure a coefficient is: the percentile bootstrap over units (Efron and Tibshirani 1993, chapter 13)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import NamedTuple

from reports.agreement.ratings import Tally, Unit, tally

SAMPLES = 1000


class Interval(NamedTuple):
    """From `low` to `high`; `undefined` is the number of samples in which the coefficient was undefined."""

    low: float
    high: float
    undefined: int


def intervals(
    units: Iterable[Unit],
    coefficients: Mapping[str, Callable[[Tally], float | None]],
    *,
    seed: int,
    samples: int = SAMPLES,
    level: float = 0.95,
) -> dict[str, Interval | None]:
    """An interval for each coefficient, all from the same samples; the same seed gives the same ones.

    None without units, and where the coefficient was undefined in more than half of the samples: the rest would tell
    of something else.
    """
    units = tally(units)
    if not units:
        return dict.fromkeys(coefficients)
    rows = sorted(units, key=str)  # the order in which the rows came changes nothing
    drawn = _samples(rows, [units[row] for row in rows], samples, Random(seed))
    values: dict[str, list[float | None]] = {name: [] for name in coefficients}
    for sample in drawn:
        for name, coefficient in coefficients.items():
            values[name].append(coefficient(sample))
    return {name: _interval(found, level) for name, found in values.items()}


def _samples(rows: list[tuple], weights: list[int], samples: int, chance: Random) -> Iterable[Tally]:
    size, places = sum(weights), range(len(rows))
    bounds = []
    for weight in weights:
        bounds.append((bounds[-1] if bounds else 0) + weight)
    for _ in range(samples):
        times = Counter(chance.choices(places, cum_weights=bounds, k=size))
        yield {rows[place]: times[place] for place in sorted(times)}


def _interval(found: list[float | None], level: float) -> Interval | None:
    known = sorted(value for value in found if value is not None)
    if not known or len(known) * 2 < len(found):
        return None
    tail = (1 - level) / 2
    low, high = (known[min(len(known) - 1, int(len(known) * share))] for share in (tail, 1 - tail))
    return Interval(low, high, len(found) - len(known))
