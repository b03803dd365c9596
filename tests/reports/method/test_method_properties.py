"""4.8: what holds for all evidence, and that the fast sensitivity is the slow one."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.method import canonical_json, summarise
from tests.reports.method import naive
from tests.reports.method.rows import ORACLE, case_document, case_named
from tests.reports.method.strategies import documents


def examples(number):
    """The same examples every time, and none kept on disk."""
    return settings(max_examples=number, deadline=None, derandomize=True, database=None)


def without(result, *keys):
    return {key: value for key, value in result.items() if key not in keys}


@examples(250)
@given(documents())
def test_every_level_and_the_verdict_are_those_of_the_slow_method(evidence):
    result, slow = summarise(evidence), naive.Naive(evidence)

    cells = {key: (cell["level"], cell["convergence"]) for key, cell in result["cells"].items()}
    keys = ("level", "rung", "corroborated", "recurrent")
    pairs = {key: tuple(pair[name] for name in keys) for key, pair in result["pairs"].items()}
    assert cells == {f"{a}/{d}": slow.cell(a, d) for a in slow.side for d in evidence["dimensions"]}
    assert pairs == {"-".join(ends): slow.pair(ends) for ends in slow.pairs}
    assert result["verdict"] == slow.verdict()


@examples(150)
@given(documents())
def test_the_sets_of_each_pair_are_those_of_the_slow_method(evidence):
    result, slow = summarise(evidence), naive.Naive(evidence)

    for ends in slow.pairs:
        sizes = {name: len(group) for name, group in slow.sets(ends)[1].items()}
        assert sizes.items() <= result["pairs"]["-".join(ends)].items()


@examples(200)
@given(documents())
def test_the_sensitivity_is_what_counting_anew_from_changed_rows_gives(evidence):
    block = summarise(evidence)["sensitivity"]

    assert without(block, "flags") == naive.sensitivity(evidence)


@pytest.mark.parametrize("case", ORACLE["cases"], ids=lambda case: case["id"])
def test_the_sensitivity_of_each_worked_case_is_that_of_the_slow_method(case):
    evidence = case_document(case)

    assert without(summarise(evidence)["sensitivity"], "flags") == naive.sensitivity(evidence)


@examples(60)
@given(st.sampled_from(["T01", "T09a", "T10a", "T12a", "T12c", "T12f"]), st.randoms(use_true_random=False))
def test_the_sensitivity_of_a_worked_case_with_rows_lost_and_returned_is_that_of_the_slow_method(name, chance):
    statuses = ("approved",) * 12 + ("submitted", "rejected", None)

    def change(row):
        status = chance.choice(statuses)
        return status and row | {"review_status": status}

    evidence = naive.changed(case_document(case_named(name)), change)
    assert without(summarise(evidence)["sensitivity"], "flags") == naive.sensitivity(evidence)


@examples(100)
@given(documents())
def test_the_flags_follow_from_the_block(evidence):
    result = summarise(evidence)
    block, verdict = result["sensitivity"], result["verdict"]

    raised = {
        "passage_sensitive": block["critical_passages"] != [],
        "informant_sensitive": block["critical_informants"] != [],
        "review_sensitive": block["critical_rejected"] != [] or block["all_rejected_restored"] != verdict,
        "pending_sensitive": block["working_verdict"] != verdict,
        "threshold_sensitive": {point["verdict"] for point in block["thresholds"]} != {verdict},
    }
    assert block["flags"] == ([flag for flag in raised if raised[flag]] or ["robust"])


@examples(100)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_and_the_repetition_of_rows_are_irrelevant(evidence, chance: random.Random):
    shuffled = dict(evidence)
    for name in ("codings", "links"):
        rows = [*evidence[name], *(row for row in evidence[name] if chance.random() < 0.5)]
        chance.shuffle(rows)
        shuffled[name] = rows

    assert canonical_json(summarise(shuffled)) == canonical_json(summarise(evidence))


@examples(100)
@given(documents())
def test_rejected_rows_change_only_the_sensitivity_and_the_hash(evidence):
    kept = naive.changed(evidence, lambda row: None if row["review_status"] == "rejected" else row)

    ignored = ("sensitivity", "input_hash")
    assert without(summarise(kept), *ignored) == without(summarise(evidence), *ignored)


@examples(100)
@given(documents())
def test_drafts_and_withdrawn_rows_change_nothing_at_all(evidence):
    kept = naive.changed(
        evidence, lambda row: None if row["review_status"] == "draft" or row["consent_withdrawn"] else row
    )

    assert canonical_json(summarise(kept)) == canonical_json(summarise(evidence))


def turned(link):
    return link | {"from_actor": link["to_actor"], "to_actor": link["from_actor"]} if "form" in link else link


@examples(100)
@given(documents(), st.data())
def test_swapping_the_ends_of_links_changes_nothing_but_the_hash(evidence, data):
    two_way = sorted(link["id"] for link in evidence["links"] if link["form"] != "INF1")
    chosen = data.draw(st.sets(st.sampled_from(two_way))) if two_way else set()
    some = naive.changed(evidence, lambda row: turned(row) if row["id"] in chosen else row)
    every = naive.changed(evidence, turned)

    expected = without(summarise(evidence), "input_hash")
    assert without(summarise(some), "input_hash") == expected
    assert without(summarise(every), "input_hash") == expected
