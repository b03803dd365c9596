"""4.5: who supports and who denies a rung, and the level of a pair."""

import pytest

from reports.method import summarise
from tests.reports.method.rows import evidence, ids, link, links, pair


@pytest.mark.parametrize(
    ("form", "rung"),
    [("INF2", 1), ("RPT", 2), ("RNC", 2), ("KSP", 2), ("SDY", 3), ("AKS", 3), ("KPT", 4)],
)
def test_a_form_supports_its_rung_and_those_below(form, rung):
    found = pair(f"B1:{form} T1:{form}")

    assert [found[f"S{r}"] for r in (1, 2, 3, 4)] == [2] * rung + [0] * (4 - rung)
    assert (found["rule"], found["rung"]) == ("K1", rung)


@pytest.mark.parametrize(
    ("form", "rung"),
    [("ANY", 1), ("INF1", 1), ("INF2", 1), ("RPT", 2), ("RNC", 2), ("KSP", 2), ("SDY", 3), ("AKS", 3), ("KPT", 4)],
)
def test_a_denial_opposes_its_rung_and_those_above(form, rung):
    found = pair(f"B1:-{form} T1:-{form}")

    assert [found[f"O{r}"] for r in (1, 2, 3, 4)] == [0] * (rung - 1) + [2] * (5 - rung)


def test_hindered_denies_as_absent_does():
    rows = [link("B1", "RPT", "hindered"), link("T1", "ANY", "hindered")]

    found = summarise(evidence(*rows))["pairs"]["BKB-ITM"]

    assert (found["O1"], found["O2"]) == (1, 2)


def test_denying_administration_denies_nothing_but_is_a_counted_link():
    found = pair("B1:-REG T1:-REG")

    assert [found[f"O{r}"] for r in (1, 2, 3, 4)] == [0, 0, 0, 0]
    assert (found["level"], found["rule"], len(found["links"])) == ("insufficient", "K4", 2)


def test_who_supports_and_denies_a_rung_is_neither_for_nor_against_it():
    found = pair("T1:RPT T1:-ANY")

    assert [(found[f"S{r}"], found[f"O{r}"], found[f"M{r}"]) for r in (1, 2, 3, 4)] == [
        (0, 0, 1), (0, 0, 1), (0, 1, 0), (0, 1, 0),
    ]  # fmt: skip


def test_telling_in_both_directions_is_an_exchange():
    rows = [link("B1", "INF1"), link("B1", "INF1", ends=("ITM", "BKB")), link("T1", "INF2")]

    found = summarise(evidence(*rows))["pairs"]["BKB-ITM"]

    assert (found["S1"], found["contact"], found["level"]) == (2, 1, "networking")


def test_two_who_tell_in_one_direction_each_are_no_exchange():
    rows = [link("B1", "INF1"), link("T1", "INF1", ends=("ITM", "BKB"))]

    assert summarise(evidence(*rows))["pairs"]["BKB-ITM"]["level"] == "contact_only"


@pytest.mark.parametrize(
    ("said", "rule", "level"),
    [
        ("", "K0", "no_evidence"),
        ("B1:INF2 T1:INF2", "K1", "networking"),
        ("B1:RPT T1:INF2", "K1", "networking"),
        ("B1:RPT T1:SDY", "K1", "coordinating"),
        ("B1:AKS T1:SDY", "K1", "cooperating"),
        ("B1:KPT T1:KPT", "K1", "collaborating"),
        ("B1:KPT T1:KPT M1:-KPT M2:-KPT", "K1", "cooperating"),
        ("B1:INF2 T1:INF2 M1:-ANY", "K1", "networking"),
        ("B1:-ANY T1:-ANY", "K2", "none"),
        ("B1:-ANY T1:-ANY M1:RPT", "K2", "none"),
        ("B1:-ANY T1:-ANY B2:REG", "K2", "none"),
        ("B1:REG T1:INF1", "K3", "contact_only"),
        ("B1:REG T1:-ANY", "K3", "contact_only"),
        ("B1:REG", "K4", "insufficient"),
        ("B1:RPT", "K4", "insufficient"),
        ("B1:-RPT T1:-RPT", "K4", "insufficient"),
        ("B1:RPT T1:-ANY", "K5", "contested"),
        ("B1:REG B2:REG T1:RPT T2:-ANY", "K5", "contested"),
    ],
)
def test_the_first_rule_that_matches_gives_the_level(said, rule, level):
    found = pair(said)

    assert (found["rule"], found["level"]) == (rule, level)
    assert (found["rung"] > 0) == (rule == "K1")


def test_nobody_is_a_supporter_from_one_interview_alone():
    group = [link(informant, "RPT", interview="W1") for informant in ("B1", "T1")]

    assert summarise(evidence(*group))["pairs"]["BKB-ITM"]["rule"] == "K4"


def test_the_interviews_of_informants_are_those_of_all_they_say_on_the_pair():
    rows = [link("B1", "RPT", interview="W1"), link("T1", "RPT", interview="W1"), link("T1", "REG", interview="W2")]

    assert summarise(evidence(*rows))["pairs"]["BKB-ITM"]["level"] == "coordinating"


def test_contact_is_counted_also_of_those_who_tell_of_more():
    assert pair("B1:REG B1:RPT T1:RPT")["contact"] == 1


@pytest.mark.parametrize(
    ("said", "corroborated"),
    [
        ("B1:RPT T1:RPT", True),
        ("B1:RPT B2:RPT", False),
        ("B1:RPT M1:RPT X1:RPT", False),
        ("B1:INF2 T1:INF2", False),
        ("B1:RPT B2:RPT T1:RPT T1:-ANY", False),
        ("B1:RPT B2:RPT T1:INF2", False),
    ],
)
def test_a_coordinated_pair_is_corroborated_by_supporters_from_both_ends(said, corroborated):
    assert pair(said)["corroborated"] is corroborated


def test_a_pair_is_recurrent_where_enough_supporters_say_so():
    twice = [link("B1", "RPT", regularity="recurrent"), link("T1", "AKS", regularity="recurrent")]
    once = [*twice[:1], link("T1", "AKS", regularity="once")]

    assert summarise(evidence(*twice))["pairs"]["BKB-ITM"]["recurrent"] is True
    assert summarise(evidence(*once))["pairs"]["BKB-ITM"]["recurrent"] is False
    assert summarise(evidence(*once, min_recurrent_informants=1))["pairs"]["BKB-ITM"]["recurrent"] is True


def test_recurrence_looks_at_the_rung_of_the_link_itself():
    rows = [
        *links("B1:RPT T1:RPT"),
        *links("B1:INF2 T1:INF2", regularity="recurrent"),
    ]

    assert summarise(evidence(*rows))["pairs"]["BKB-ITM"]["recurrent"] is False


def test_telling_both_ways_again_and_again_is_no_recurrent_link():
    told = links("B1:INF1 T1:INF1", regularity="recurrent")
    both = [*told, *links("B1:INF1 T1:INF1", ends=("ITM", "BKB"), regularity="recurrent")]

    found = summarise(evidence(*both, coord_rung=1))["pairs"]["BKB-ITM"]

    assert (found["rung"], found["corroborated"], found["recurrent"]) == (1, True, False)


def test_who_supports_and_denies_does_not_corroborate_nor_make_recurrent():
    rows = [
        *links("B1:RPT B2:RPT T1:RPT", regularity="recurrent"),
        *links("T1:-RPT B2:-RPT"),
        *links("M1:RPT X1:RPT M2:RPT"),
    ]

    found = summarise(evidence(*rows))["pairs"]["BKB-ITM"]

    assert (found["level"], found["S2"], found["M2"]) == ("coordinating", 4, 2)
    assert (found["corroborated"], found["recurrent"]) == (False, False)


def test_a_study_may_weigh_the_forms_otherwise():
    rungs = {"REG": 0, "INF1": 0, "INF2": 0, "RPT": 1, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4}

    assert pair("B1:INF2 T1:-INF2", form_rungs=rungs)["level"] == "insufficient"
    assert pair("B1:INF2 T1:INF2", form_rungs=rungs)["level"] == "contact_only"
    assert pair("B1:RPT T1:RPT", form_rungs=rungs)["level"] == "networking"


def test_a_study_may_bring_forms_of_its_own():
    rungs = {"REG": 0, "INF1": 0, "INF2": 1, "RPT": 2, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4, "DRONE": 3}

    assert pair("B1:DRONE T1:DRONE", form_rungs=rungs)["level"] == "cooperating"


def test_the_links_of_a_pair_are_its_counted_rows():
    counted, other = links("B1:RPT B1:-REG"), link("T1", "RPT", "planned")

    assert summarise(evidence(*counted, other))["pairs"]["BKB-ITM"]["links"] == ids(counted)


def test_every_pair_has_every_promised_key():
    letters = {f"{letter}{rung}" for letter in "SOM" for rung in (1, 2, 3, 4)}
    keys = letters | {"level", "rule", "rung", "contact", "corroborated", "recurrent", "links"}

    assert {frozenset(found) for found in summarise(evidence())["pairs"].values()} == {frozenset(keys)}
