"""A library that is not ours says the same of a thousand random tables."""

from random import Random

import pytest
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

from reports.agreement import (
    bennetts_s,
    cohens_kappa,
    interval,
    krippendorffs_alpha,
    masi,
    nominal,
    percent,
    scotts_pi,
)

TABLES = 1000


def random_units(chance, coders, *, gaps=0.0):
    """Up to forty units in up to five categories, in which the coders agree more often than not."""
    categories = range(chance.randint(2, 5))
    units = []
    for _ in range(chance.randint(5, 40)):
        usual = chance.choice(categories)
        unit = [usual if chance.random() < 0.6 else chance.choice(categories) for _ in range(coders)]
        units.append(tuple(None if chance.random() < gaps else rating for rating in unit))
    return units


def theirs(units, distance=None):
    rows = [
        (f"coder {coder}", unit, rating)
        for unit, ratings in enumerate(units)
        for coder, rating in enumerate(ratings)
        if rating is not None
    ]
    return AnnotationTask(rows, **({"distance": distance} if distance else {}))


def test_the_coefficients_of_two_coders_and_of_more_are_theirs():
    chance, compared = Random(20_261_124), 0
    for _ in range(TABLES):
        units = random_units(chance, 2)
        if len({rating for unit in units for rating in unit}) < 2:
            continue
        task, compared = theirs(units), compared + 1

        assert percent(units) == pytest.approx(task.avg_Ao())
        assert bennetts_s(units).value == pytest.approx(task.S())
        assert scotts_pi(units).value == pytest.approx(task.pi())
        assert krippendorffs_alpha(units).value == pytest.approx(task.alpha())
        if (kappa := cohens_kappa(units).value) is not None:
            assert kappa == pytest.approx(task.kappa())

    assert compared > TABLES * 0.9


@pytest.mark.parametrize(
    ("ours", "distance"),
    [(nominal, lambda a, b: float(a != b)), (interval, lambda a, b: float((a - b) ** 2))],
    ids=["nominal", "interval"],
)
def test_alpha_of_several_coders_with_gaps_is_theirs(ours, distance):
    chance, compared = Random(7), 0
    for _ in range(TABLES):
        units = [unit for unit in random_units(chance, 4, gaps=0.3) if sum(each is not None for each in unit) > 1]
        alpha = krippendorffs_alpha(units, ours).value
        if alpha is not None:
            compared += 1
            assert alpha == pytest.approx(theirs(units, distance).alpha())

    assert compared > TABLES * 0.9


def test_the_distance_of_sets_is_theirs_but_for_its_rounding():
    chance = Random(5)
    for _ in range(TABLES):
        one, other = (frozenset(chance.sample("ABCDE", chance.randint(1, 4))) for _ in range(2))

        assert masi({})(one, other) == pytest.approx(masi_distance(one, other), abs=0.004)  # 0.67 and 0.33 there
