"""The table of `make bench`: what counts as met, and how a figure is written."""

import pytest

from bench.table import Figure, Floor, lines, said
from bench.timing import median, p95, repeated


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("at most", 20.0, "ms", 20), True),
        (Figure("at most", 20.1, "ms", 20), False),
        (Figure("at least", 250.0, "/s", 250, at_least=True), True),
        (Figure("at least", 249.0, "/s", 250, at_least=True), False),
        (Figure("only told", 9e9, "ms"), True),
        (Figure("against its floor", 16.0, "ms", None, Floor("bare", 10.0), most_ratio=1.6), True),
        (Figure("against its floor", 17.0, "ms", None, Floor("bare", 10.0), most_ratio=1.6), False),
        (Figure("both have to hold", 501.0, "ms", 500, Floor("bare", 500.0), most_ratio=1.6), False),
    ],
)
def test_a_figure_is_met_when_every_limit_it_names_holds(figure, met):
    assert figure.is_met is met


@pytest.mark.parametrize(
    ("value", "shown"), [(1234.5, "1,234 ms"), (100.0, "100 ms"), (12.34, "12.3 ms"), (0.456, "0.46 ms"), (3.0, "3 ms")]
)
def test_a_value_is_written_with_three_figures_at_the_most(value, shown):
    assert said(value, "ms") == shown


def test_a_line_holds_the_figure_its_floor_their_ratio_and_the_verdict():
    head, rule, line = lines([Figure("create", 6.0, "ms", 8, Floor("bare", 2.0))])

    assert line.split() == ["create", "6", "ms", "2", "ms", "bare", "3", "×", "≤", "8", "ms", "met"]
    assert head.index("ratio") == line.index("3 ×")
    assert set(rule) == {"-"}


def test_median_and_p95_are_values_that_were_measured():
    values = [float(each) for each in range(1, 101)]

    assert (median(values), p95(values)) == (50.0, 95.0)
    assert median([7.0]) == p95([7.0]) == 7.0


def test_the_first_call_is_not_counted():
    calls = []

    took = repeated(lambda: calls.append(1), 3)

    assert (len(took), len(calls)) == (3, 4)
