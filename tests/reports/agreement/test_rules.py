"""What holds of agreement in general: what is undefined is said to be, and no order changes a figure."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.agreement import (
    alpha_u,
    bennetts_s,
    cohens_kappa,
    confusion,
    gwets_ac1,
    intervals,
    krippendorffs_alpha,
    masi,
    percent,
    scotts_pi,
    tally,
)

COEFFICIENTS = {
    "alpha": krippendorffs_alpha,
    "kappa": cohens_kappa,
    "pi": scotts_pi,
    "S": bennetts_s,
    "AC1": gwets_ac1,
}
RATING = st.sampled_from(["E", "N", "L", "-", None])
UNITS = st.lists(st.tuples(RATING, RATING), max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: tuple(sorted(ends))), max_size=6)


# The worked examples of the method, part 5.2.
@pytest.mark.parametrize(
    ("first", "second", "agreeing", "kappa", "alpha"),
    [
        ("EENNLE--NE", "EENLLE-ENE", 0.8, 0.7143, 0.7246),
        ("-" * 8, "-" * 8, 1, None, None),
        ("-" * 18 + "EN", "-" * 18 + "NE", 0.9, 0.4595, 0.473),
    ],
)
def test_the_worked_examples_of_the_method_hold(first, second, agreeing, kappa, alpha):
    units = list(zip(first, second, strict=True))

    assert percent(units) == agreeing
    assert cohens_kappa(units).value == (kappa and pytest.approx(kappa, abs=0.0001))
    assert krippendorffs_alpha(units).value == (alpha and pytest.approx(alpha, abs=0.0001))


@pytest.mark.parametrize("units", [[], [("E", None)], [(None, None)] * 3, [("E", "E")] * 5])
@pytest.mark.parametrize("name", ["alpha", "kappa", "pi", "S", "AC1"])
def test_without_pairs_or_with_one_category_alone_a_coefficient_is_undefined(units, name):
    assert COEFFICIENTS[name](units).value is None


@given(UNITS, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_coders_changes_a_figure(units, chance):
    shuffled = [unit[::-1] for unit in chance.sample(units, len(units))]

    for coefficient in COEFFICIENTS.values():
        assert coefficient(shuffled) == coefficient(units)


@given(UNITS)
def test_alpha_is_what_its_definition_says_in_whole_numbers(units):
    """Disagreeing pairs over all pairs, within units against everywhere, in exact fractions."""
    pairs = [unit for unit in units if None not in unit]
    values = [rating for unit in pairs for rating in unit]
    n, apart = len(values), sum(a != b for a in values for b in values)

    found = krippendorffs_alpha(units).value

    if not apart:
        assert found is None
    else:
        observed = Fraction(2 * sum(a != b for a, b in pairs), n)
        assert found == pytest.approx(float(1 - observed / Fraction(apart, n * (n - 1))))


@given(UNITS)
def test_no_coefficient_is_above_one_and_equal_ratings_reach_it(units):
    equal = [(a, a) for a, _ in units if a is not None]

    for coefficient in COEFFICIENTS.values():
        assert (coefficient(units).value or 0) <= 1
        assert coefficient(equal).value in (None, pytest.approx(1))


def test_the_table_of_confusion_counts_what_both_rated():
    units = [("E", "N"), ("E", "N"), ("E", "E"), ("N", None), (None, "E")]

    assert confusion(units) == {("E", "N"): 2, ("E", "E"): 1}


def test_the_same_seed_gives_the_same_interval_whatever_the_order_and_another_seed_another():
    units = [("E", "E")] * 30 + [("E", "N")] * 6 + [("N", "N")] * 14
    asked = {"alpha": lambda sample: krippendorffs_alpha(sample).value, "percent": percent}
    shuffled = Random(1).sample(units, len(units))

    found = intervals(units, asked, seed=7, samples=300)

    assert intervals(shuffled, asked, seed=7, samples=300) == found
    assert intervals(units, asked, seed=8, samples=300) != found
    assert found["alpha"].low < krippendorffs_alpha(units).value < found["alpha"].high


def test_the_interval_of_a_percentage_is_about_that_of_the_binomial():
    units = [("E", "E")] * 80 + [("E", "N")] * 20

    found = intervals(units, {"percent": percent}, seed=3, samples=2000)["percent"]

    assert (found.low, found.high) == (pytest.approx(0.72, abs=0.015), pytest.approx(0.87, abs=0.015))


def test_an_interval_says_in_how_many_samples_the_coefficient_was_undefined():
    asked = {"kappa": lambda sample: cohens_kappa(sample).value}

    rare = intervals([("E", "E")] * 99 + [("E", "N")], asked, seed=1, samples=50)["kappa"]
    never = intervals([("E", "E")] * 99, asked, seed=1, samples=50)["kappa"]

    assert 0 < rare.undefined < 25
    assert never is None


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("AB", "AB", 0),
        ("AB", "A", 1 - 1 / 2 * 2 / 3),
        ("AB", "AC", 1 - 1 / 3 * 1 / 3),
        ("A", "B", 1),
        ("", "A", 1),
        ("", "", 0),
    ],
)
def test_the_distance_of_two_sets_of_codes_is_one_minus_their_likeness(one, other, distance):
    assert masi({})(frozenset(one), frozenset(other)) == pytest.approx(distance)


def test_a_tally_of_equal_units_is_as_good_as_the_units():
    units = [("E", "N"), ("E", "E")] * 500 + [("N", "N")] * 300

    assert krippendorffs_alpha(tally(units)) == krippendorffs_alpha(units)


@given(SPANS)
def test_coders_who_choose_the_same_spans_agree_wholly_unless_there_is_none_or_no_text_left(spans):
    assert alpha_u({"c": [spans, spans]}, 0, 40)["c"].value in (None, 1)


@given(SPANS, SPANS, st.integers(1, 500))
def test_where_a_text_begins_to_be_counted_changes_nothing(one, other, by):
    moved = [[(start + by, end + by) for start, end in spans] for spans in (one, other)]

    assert alpha_u({"c": moved}, by, 40 + by) == alpha_u({"c": [one, other]}, 0, 40)


def test_no_span_at_all_is_undefined_and_a_span_outside_the_text_is_refused():
    assert alpha_u({"c": [[], []]}, 0, 10)[None].value is None
    with pytest.raises(ValueError, match="8-12"):
        alpha_u({"c": [[(8, 12)], []]}, 0, 10)


def test_without_units_there_is_no_interval():
    assert intervals([], {"percent": percent}, seed=1) == {"percent": None}
