"""4.7: the verdict, what failed, and what is missing for the next better one; 4.8: the trace."""

import copy

import pytest

from reports.method import summarise
from tests.reports.method.rows import (
    ACTORS,
    case_document,
    case_named,
    evidence,
    links,
    votes,
)

BI, BM, IM = ("BKB", "ITM"), ("BKB", "MAS"), ("ITM", "MAS")
SPEAKERS = {BI: "B1:RPT T1:RPT", BM: "B1:RPT M1:RPT", IM: "T1:RPT M1:RPT"}


def meet(*pairs, regularity="recurrent"):
    return [row for ends in pairs for row in links(SPEAKERS[ends], ends, regularity=regularity)]


def enact(dimension, *actors):
    other = {"BKB": "B1:E T1:E", "ITM": "T1:E B1:E", "MAS": "M1:E B1:E"}
    return [row for actor in actors for row in votes(other[actor], actor, dimension)]


def everything():
    """All that V1 asks for, and no more."""
    rows = [row for dimension in ("IDE", "MAT", "FIS") for row in enact(dimension, "BKB", "ITM")]
    return [*rows, *enact("MAT", "MAS"), *meet(BI, BM, IM)]


def without(rows, leave_out):
    return [row for row in rows if not leave_out(row)]


def about(dimension):
    return lambda row: row.get("dimension") == dimension


def test_all_conditions_together_establish():
    result = summarise(evidence(*everything()))

    assert (result["verdict"], result["verdict_rule"]) == ("established", "V1")
    assert (result["failed_conditions"], result["next"]) == ([], None)


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        (without(everything(), lambda row: row.get("to_actor") == "MAS" and row["from_actor"] == "ITM"), ["E1", "E2"]),
        ([r for r in everything() if "form" not in r] + meet(BI, BM) + links("T1:RPT T2:RPT", IM), ["E2"]),
        ([r for r in everything() if "form" not in r] + meet(BI, IM) + meet(BM, regularity="once"), ["E3"]),
        (without(everything(), about("IDE")) + enact("UTL", "BKB", "ITM"), ["E4"]),
        (without(everything(), about("FIS")), ["E6"]),
        (without(everything(), lambda row: row.get("about_actor") == "MAS"), ["E7"]),
    ],
)
def test_each_condition_can_fail_alone_or_with_those_it_carries(rows, failed):
    result = summarise(evidence(*rows))

    assert (result["verdict"], result["failed_conditions"]) == ("partial", failed)
    assert result["next"] == {"verdict": "established", "missing": failed}


def test_a_delivery_dimension_is_needed():
    result = summarise(evidence(*everything(), delivery_dims=["UTL"]))

    assert result["failed_conditions"] == ["E5"]


def test_no_planning_dimension_asks_for_nothing():
    rows = [*without(everything(), about("IDE")), *enact("UTL", "BKB", "ITM")]

    assert summarise(evidence(*rows, planning_dims=[]))["verdict"] == "established"


@pytest.mark.parametrize(
    ("rows", "verdict", "rule", "missing"),
    [
        (meet(BI) + enact("FIS", "BKB", "ITM"), "partial", "V2", None),
        (meet(BI), "emerging", "V3", {"verdict": "partial", "missing": ["P2"]}),
        (links("B1:INF2 T1:INF2"), "emerging", "V3", {"verdict": "partial", "missing": ["P1", "P2"]}),
        (links("B1:-ANY T1:-ANY") + links("B1:REG M1:REG", BM), "not_indicated", "V4",
         {"verdict": "emerging", "missing": ["P0"]}),
        (links("B1:-ANY T1:-ANY"), "undetermined", "V5", {"verdict": "emerging", "missing": ["P0"]}),
        (links("B1:-ANY T1:-ANY") + links("B1:RPT M1:-ANY", BM), "undetermined", "V5",
         {"verdict": "emerging", "missing": ["P0"]}),
        ([], "undetermined", "V5", {"verdict": "emerging", "missing": ["P0"]}),
    ],
)  # fmt: skip
def test_the_first_rule_that_matches_gives_the_verdict(rows, verdict, rule, missing):
    result = summarise(evidence(*rows))

    assert (result["verdict"], result["verdict_rule"]) == (verdict, rule)
    assert missing is None or result["next"] == missing


def test_civic_coordination_alone_is_no_co_production():
    rows = [*meet(IM), *links("B1:-ANY T1:-ANY"), *links("B1:-ANY M1:-ANY", BM), *enact("FIS", "ITM", "MAS")]

    assert summarise(evidence(*rows))["verdict"] == "not_indicated"


def test_more_co_produced_dimensions_may_be_asked_for():
    rows = [*meet(BI), *enact("FIS", "BKB", "ITM")]

    assert summarise(evidence(*rows, partial_min_dims=2))["verdict"] == "emerging"
    assert summarise(evidence(*meet(BI), partial_min_dims=0))["verdict"] == "partial"


def test_without_a_co_production_pair_nothing_is_said_to_be_absent():
    rows = links("T1:-ANY M1:-ANY", IM)

    result = summarise(evidence(*rows, actors=ACTORS[1:]))

    assert (result["verdict"], result["isolation"]) == ("undetermined", "all_isolated")
    assert result["failed_conditions"] == [f"E{number}" for number in range(1, 8)]


def test_connected_asks_for_coordinated_pairs_that_join_all_actors():
    rows = [*[r for r in everything() if "form" not in r], *meet(BI, IM), *links("B1:-ANY M1:-ANY", BM)]

    assert summarise(evidence(*rows))["verdict"] == "partial"
    assert summarise(evidence(*rows, established_pairs="connected"))["verdict"] == "established"


def test_connected_fails_where_an_actor_stands_apart_or_nobody_coordinates():
    apart = summarise(evidence(*[r for r in everything() if "form" not in r], *meet(BI), established_pairs="connected"))
    nobody = summarise(evidence(established_pairs="connected"))

    assert apart["failed_conditions"] == ["E1"]
    assert nobody["failed_conditions"][:3] == ["E1", "E2", "E3"]


def test_connected_needs_a_co_production_pair_among_the_coordinated():
    rows = [*everything()]

    result = summarise(evidence(*rows, established_pairs="connected", copro_pairs=[]))

    assert result["failed_conditions"] == ["E1", "E3", "E4", "E5", "E6"]


def test_connected_leaves_out_pairs_that_do_not_coordinate():
    once = [*meet(BI, IM), *links("B1:INF2 M1:INF2", BM)]
    rows = [*[r for r in everything() if "form" not in r], *once]

    assert summarise(evidence(*rows, established_pairs="connected"))["failed_conditions"] == []


def test_the_summary_has_every_promised_key():
    keys = (
        "cells pairs dimensions profiles co_produced strictly_co_produced verdict verdict_rule failed_conditions next "
        "open_gaps isolation sensitivity trace config input_hash"
    )

    assert set(summarise(evidence())) == set(keys.split())


@pytest.mark.parametrize(
    "wanted",
    [
        {"rule": "C4", "target": "cell:MAS/UTL", "level": "limited", "n": 7, "E": 0, "L": 5, "M": 0, "N": 2,
         "interviews": 7, "theta": "2/3", "codings": ["c15", "c25", "c30", "c35", "c37", "c4", "c9"]},
        {"rule": "K2", "target": "pair:BKB-ITM", "level": "none", "S1": 0, "O1": 3, "M1": 0, "contact": 2,
         "links": ["k39", "k43", "k45", "k49", "k50", "k51"]},
        {"rule": "V4", "target": "verdict", "value": "not_indicated",
         "pairs": {"BKB-ITM": "none", "BKB-MAS": "none"}, "isolation": "all_isolated"},
    ],
)  # fmt: skip
def test_the_trace_holds_rule_target_level_counts_and_rows(wanted):
    trace = {line["target"]: line for line in summarise(case_document(case_named("T01")))["trace"]}

    line = trace[wanted["target"]]

    assert {key: line[key] for key in wanted} == wanted
    assert line["why"]


def test_the_trace_has_a_line_for_each_cell_each_pair_and_the_verdict_in_study_order():
    result = summarise(evidence(dimensions=["UTL", "IDE"]))

    assert [line["target"] for line in result["trace"]] == [
        "cell:BKB/UTL", "cell:BKB/IDE", "cell:ITM/UTL", "cell:ITM/IDE", "cell:MAS/UTL", "cell:MAS/IDE",
        "pair:BKB-ITM", "pair:BKB-MAS", "pair:ITM-MAS", "verdict",
    ]  # fmt: skip


def test_the_trace_agrees_with_the_summary_and_shows_the_arithmetic():
    result = summarise(case_document(case_named("T01")))
    lines = {line["target"]: line for line in result["trace"]}

    assert {f"cell:{key}": cell["rule"] for key, cell in result["cells"].items()}.items() <= {
        target: line["rule"] for target, line in lines.items()
    }.items()
    assert lines["cell:ITM/IDE"]["why"] == "nE/n=1/4 < 2/3; nN/n=3/4 >= 2/3"
    assert lines["cell:MAS/UTL"]["why"] == "nE/n=0/7 < 2/3; nN/n=2/7 < 2/3; nL=5; (nL+nN)/n=7/7 >= 2/3"
    assert lines["pair:BKB-ITM"]["why"] == "O1=3 >= 2; O1/n1=3/3 >= 2/3"


def test_summarising_leaves_the_evidence_as_it_was():
    given = case_document(case_named("T12a"))
    before = copy.deepcopy(given)

    summarise(given)

    assert given == before
