"""A proof that cannot fail proves nothing: every kind of loss, planted, is told as one."""

import pytest

from proof.trial import Trial, of_answers, of_exports, of_jobs, of_rows

SENT = {"a": ("satu", 1), "b": ("dua", 2), "c": ("tiga", 3)}
STORED = list(SENT.items())
STATES = dict.fromkeys("abc", "done")
HASHES = {"x.json": "1", "y.csv": "2"}


def test_where_nothing_was_lost_every_count_is_none():
    assert not any(of_rows(SENT, SENT, STORED).values())
    assert not any(of_jobs("abc", STATES, {"studi": 0}, ["h1", "h2"]).values())
    assert not any(of_exports(HASHES, HASHES).values())


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        (STORED[1:], {"lost": 1}),
        ([], {"lost": 3}),
        ([*STORED, ("a", ("satu", 1))], {"duplicates": 1}),
        ([*STORED, ("z", ("satu", 1))], {"duplicates": 1, "strays": 1}),
        ([*STORED, ("z", ("lain", 9))], {"strays": 1}),
        ([("a", ("satu", 7)), *STORED[1:]], {"altered": 1}),
    ],
)
def test_a_row_that_is_lost_doubled_altered_or_sent_by_nobody_is_counted(stored, found):
    counts = of_rows(SENT, SENT, stored)

    assert {name: count for name, count in counts.items() if count} == found


def test_a_row_that_was_sent_and_not_acknowledged_may_be_there_or_not():
    assert not any(of_rows(SENT, ["a"], STORED[:1]).values())
    assert not any(of_rows(SENT, ["a"], STORED).values())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"states": {"a": "done", "b": "done"}}, {"lost": 1}),
        ({"states": STATES | {"c": "queued"}}, {"not_done": 1}),
        ({"states": STATES | {"c": "failed"}}, {"not_done": 1}),
        ({"acts": {"studi": 1}}, {"double": 1}),
        ({"acts": {"studi": -1}}, {"double": 1}),
        ({"results": ["h1", "h1"]}, {"double": 1}),
    ],
)
def test_a_job_that_is_lost_left_or_done_twice_is_counted(change, found):
    counts = of_jobs("abc", **({"states": STATES, "acts": {"studi": 0}, "results": ["h1", "h2"]} | change))

    assert {name: count for name, count in counts.items() if count} == found


def test_an_export_that_is_other_missing_or_new_is_counted():
    assert of_exports(HASHES, {"x.json": "9", "z.csv": "2"}) == {"other_bytes": 1, "missing": 1, "strays": 1}


def test_each_role_is_counted_and_each_complaint_kept():
    counts, wrong = of_answers([("owner", "GET /", None), ("owner", "GET /a", "500"), ("stranger", "GET /", None)])

    assert counts == {"owner": 2, "stranger": 1}
    assert wrong == ["owner: GET /a: 500"]


def test_a_trial_holds_when_something_was_tried_and_nothing_that_must_be_none_was_found():
    assert Trial("jobs", {"jobs": 3, "kills": 1}, {"lost": 0}).holds
    assert not Trial("jobs", {"jobs": 3, "kills": 1}, {"lost": 1}).holds
    assert not Trial("jobs", {"jobs": 3, "kills": 0}, {"lost": 0}).holds
