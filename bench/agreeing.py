"""Agreement of five coders with its intervals, beside numpy doing the same sums, and of free spans."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from math import log

import numpy as np

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, repeated, timed
from interviews.models import Interview
from reports.agreement import (
    alpha_u,
    bennetts_s,
    cohens_kappa,
    gwets_ac1,
    interval,
    intervals,
    krippendorffs_alpha,
    ordinal,
    percent,
    scotts_pi,
    tally,
)
from reports.agreement.resampling import SAMPLES

CODERS, CATEGORIES, UNITS, SPANS = 5, 5, 10_000, 10_000
TURNS = 15
# What sorts n things takes 13.3 times as long for ten times 1,000 of them: a fifth above that, as 12 is above ten.
N_LOG_N = 12 * log(SPANS) / log(SPANS / 10)
COEFFICIENTS: dict[str, Callable] = {
    "percent": percent,
    "pi": lambda units: scotts_pi(units).value,
    "S": lambda units: bennetts_s(units).value,
    "AC1": lambda units: gwets_ac1(units).value,
    "alpha": lambda units: krippendorffs_alpha(units).value,
    "alpha of ranks": lambda units: krippendorffs_alpha(units, ordinal).value,
    "alpha of numbers": lambda units: krippendorffs_alpha(units, interval).value,
}


def measure(_house: House, _large: Interview) -> Iterator[Figure]:
    """No database: what a worker computes once it has the ratings."""
    units = ratings(UNITS)
    check_twin(units)
    shape = f"agreement, {CODERS} coders x {UNITS:,} units"
    took, twin = median(repeated(partial(every, units), 5)), median(repeated(partial(every_by_numpy, units), 5))
    yield Figure(f"{shape}: all coefficients", took, "ms", None, Floor("numpy, the same sums", twin))
    took, twin = _resampled(units), timed(partial(resampled_by_numpy, units)) / 1000
    yield Figure(f"{shape}: and {SAMPLES:,} samples", took, "s", None, Floor("numpy, the same sums", twin))
    tenth = Floor("a tenth of the units", _resampled(ratings(UNITS // 10)))
    yield Figure("the same beside a tenth of the units", took, "s", None, tenth, most_ratio=12)
    took, tenth = _least(partial(alpha_u, *_strewn(SPANS)), partial(alpha_u, *_strewn(SPANS // 10)))
    floor = Floor("a tenth of the spans", tenth)
    yield Figure(f"alpha_U of {SPANS:,} spans, {CODERS} coders", took, "ms", None, floor, most_ratio=N_LOG_N)


def ratings(size: int) -> list[tuple]:
    """Units in which the coders agree more often than not, one rating in twenty missing; the same each time."""
    chance = random.Random(size)
    return [tuple(_rating(chance, usual) for _ in range(CODERS)) for usual in chance.choices(range(CATEGORIES), k=size)]


def _rating(chance: random.Random, usual: int) -> int | None:
    if chance.random() < 0.05:
        return None
    return usual if chance.random() < 0.7 else chance.randrange(CATEGORIES)


def every(units: list[tuple]) -> dict[str, float | None]:
    """All coefficients, kappa of each two coders."""
    counted = tally(units)
    found = {name: coefficient(counted) for name, coefficient in COEFFICIENTS.items()}
    for one, other in combinations(range(CODERS), 2):
        found[f"kappa {one} {other}"] = cohens_kappa([(unit[one], unit[other]) for unit in units]).value
    return found


def _resampled(units: list[tuple]) -> float:
    return timed(lambda: intervals(units, COEFFICIENTS, seed=1)) / 1000


def _strewn(size: int) -> tuple[dict, int, int]:
    """A text with so many spans, a fifth by each coder, each up to 200 code points long."""
    chance = random.Random(size)
    starts = range(0, size * 40, 40 * CODERS)
    spans = [[(start, start + chance.randrange(1, 200)) for start in starts] for _ in range(CODERS)]
    return {"c": spans}, 0, size * 40 + 200


def _least(*works: Callable[[], object]) -> list[float]:
    """Milliseconds of the least disturbed of a few calls of each, made in turn: so short a one is soon disturbed."""
    rounds = [[timed(work) for work in works] for _ in range(TURNS)]
    return [min(took) for took in zip(*rounds, strict=True)]


def check_twin(units: list[tuple]) -> None:
    """The twin is one only while it comes to the same."""
    ours, theirs = every(units), every_by_numpy(units)
    apart = {name: (value, theirs[name]) for name, value in ours.items() if abs(value - theirs[name]) > 1e-9}
    if apart:
        raise AssertionError(f"numpy comes to something else: {apart}")


def every_by_numpy(units: list[tuple]) -> dict[str, float]:
    table = np.array([[-1 if rating is None else rating for rating in unit] for unit in units])
    found = _of_sample(*_weights(table), np.ones(len(table)))
    for one, other in combinations(range(CODERS), 2):
        found[f"kappa {one} {other}"] = _kappa(table[:, one], table[:, other])
    return found


def resampled_by_numpy(units: list[tuple]) -> None:
    """The units drawn again and again; their percentiles are nothing beside it."""
    table = np.array([[-1 if rating is None else rating for rating in unit] for unit in units])
    counts, agreeing, coinciding = _weights(table)
    chance = np.random.default_rng(1)
    for _ in range(SAMPLES):
        drawn = np.bincount(chance.integers(0, len(table), len(table)), minlength=len(table)).astype(float)
        _of_sample(counts, agreeing, coinciding, drawn)


def _weights(table):
    """Of each unit the ratings by category, the share of pairs that agree, and its part of the coincidences."""
    counts = (table[:, :, None] == np.arange(CATEGORIES)).sum(axis=1).astype(float)
    rated = counts.sum(axis=1)
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.maximum(rated * (rated - 1), 1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(CATEGORIES)
    return counts, agreeing, (pairs / np.maximum(rated - 1, 1)[:, None, None]).reshape(len(table), -1)


def _of_sample(counts, agreeing, coinciding, times) -> dict[str, float]:
    rated = counts.sum(axis=1)
    observed = times @ agreeing / times[rated > 1].sum()
    shares = times @ (counts / np.maximum(rated, 1)[:, None]) / times[rated > 0].sum()
    met = (times @ coinciding).reshape(CATEGORIES, CATEGORIES)
    expected = {
        "pi": (shares**2).sum(),
        "S": 1 / CATEGORIES,
        "AC1": (shares * (1 - shares)).sum() / (CATEGORIES - 1),
    }
    totals = met.sum(axis=1)
    middle, numbers = totals.cumsum() - totals / 2, np.arange(CATEGORIES)
    far = {
        "alpha": 1 - np.eye(CATEGORIES),
        "alpha of ranks": np.subtract.outer(middle, middle) ** 2,
        "alpha of numbers": np.subtract.outer(numbers, numbers) ** 2,
    }
    found = {name: (observed - chance) / (1 - chance) for name, chance in expected.items()} | {"percent": observed}
    by_chance = np.outer(totals, totals) / (totals.sum() - 1)
    return found | {name: 1 - (met * apart).sum() / (by_chance * apart).sum() for name, apart in far.items()}


def _kappa(one, other) -> float:
    both = (one >= 0) & (other >= 0)
    table = np.bincount(one[both] * CATEGORIES + other[both], minlength=CATEGORIES**2).reshape(CATEGORIES, -1)
    shares = table / table.sum()
    expected = shares.sum(axis=1) @ shares.sum(axis=0)
    return (np.trace(shares) - expected) / (1 - expected)
