"""How sure a coefficient is: the percentile bootstrap over units (Efron and Tibshirani 1993, chapter 13)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import NamedTuple

from reports.agreement.ratings import Rows, Tally, Units, tally

SAMPLES = 1000


class Interval(NamedTuple):
    """From `low` to `high`; `undefined` is the number of samples in which the coefficient was undefined."""

    low: float
    high: float
    undefined: int


def intervals(
    units: Units,
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
    counted = _ordered(tally(units))
    if not counted.times:
        return dict.fromkeys(coefficients)
    values: dict[str, list[float | None]] = {name: [] for name in coefficients}
    for sample in _samples(counted, samples, Random(seed)):
        for name, coefficient in coefficients.items():
            values[name].append(coefficient(sample))
    return {name: _interval(found, level) for name, found in values.items()}


def _ordered(counted: Tally) -> Tally:
    """The order in which the rows came changes nothing of what is drawn."""
    rows = sorted(zip(counted.of.rows, counted.times, strict=True), key=str)
    return Tally(Rows(row for row, _ in rows), [times for _, times in rows])


def _samples(counted: Tally, samples: int, chance: Random) -> Iterator[Tally]:
    rows = range(len(counted.times))
    units = [place for place in rows for _ in range(counted.times[place])]
    for _ in range(samples):
        drawn = Counter(chance.choices(units, k=len(units)))
        yield Tally(counted.of, [drawn[place] for place in rows])


def _interval(found: list[float | None], level: float) -> Interval | None:
    known = sorted(value for value in found if value is not None)
    if not known or len(known) * 2 < len(found):
        return None
    tail = (1 - level) / 2
    low, high = (known[min(len(known) - 1, int(len(known) * share))] for share in (tail, 1 - tail))
    return Interval(low, high, len(found) - len(known))
