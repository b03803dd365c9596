"""4.3 and 4.4: stances, the levels of a cell, triangulation, agreement of actors, confidence."""

import pytest

from reports.method import summarise
from tests.reports.method.rows import cell, coding, evidence, ids, stances, votes


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("T1:E", "E"),
        ("T1:E T1:E", "E"),
        ("T1:E T1:N", "M"),
        ("T1:E T1:H", "M"),
        ("T1:E T1:L T1:N", "M"),
        ("T1:L", "L"),
        ("T1:L T1:E", "L"),
        ("T1:L T1:N", "L"),
        ("T1:L T1:H", "L"),
        ("T1:N", "N"),
        ("T1:H", "N"),
        ("T1:N T1:H", "N"),
    ],
)
def test_an_informant_has_one_stance_however_much_they_say(said, stance):
    assert stances(cell(said)) == {"E": 0, "L": 0, "M": 0, "N": 0, stance: 1}


@pytest.mark.parametrize(
    ("said", "rule", "level"),
    [
        ("", "C0", "no_evidence"),
        ("T1:P T2:U", "C0", "no_evidence"),
        ("T1:E", "C1", "insufficient"),
        ("T1:E T2:E M1:N", "C2", "enacted"),
        ("T1:E T2:E T3:E M1:N M2:N", "C5", "mixed"),
        ("T1:N T2:H M1:E", "C3", "absent"),
        ("T1:L T2:N", "C4", "limited"),
        ("T1:L T2:L", "C4", "limited"),
        ("T1:L T2:N T3:N", "C3", "absent"),
        ("T1:L T2:N M1:E", "C4", "limited"),
        ("T1:L M1:E", "C5", "mixed"),
        ("T1:E T1:N T2:E T2:N", "C5", "mixed"),
        ("T1:E T2:N", "C5", "mixed"),
    ],
)
def test_the_first_rule_that_matches_gives_the_level(said, rule, level):
    found = cell(said)

    assert (found["rule"], found["level"]) == (rule, level)


def test_one_interview_is_not_enough_however_many_speak_in_it():
    group = [coding(informant, interview="W1") for informant in ("T1", "T2", "M1")]

    found = summarise(evidence(*group))["cells"]["ITM/FIS"]

    assert (found["level"], found["n"], found["interviews"], found["lean"]) == ("insufficient", 3, 1, "enacted")


def test_the_interviews_are_those_of_all_the_rows_whoever_speaks():
    rows = [coding("T1", interview="W1"), coding("T1", interview="W2"), coding("T2", interview="W2")]

    assert summarise(evidence(*rows))["cells"]["ITM/FIS"]["interviews"] == 2


@pytest.mark.parametrize(
    ("said", "lean"),
    [
        ("", None),
        ("T1:P", None),
        ("T1:N", "absent"),
        ("T1:L", "limited"),
        ("T1:E T1:N", "mixed"),
        ("T1:E T2:E", "enacted"),
    ],
)
def test_the_lean_is_the_reading_without_a_minimum(said, lean):
    assert cell(said)["lean"] == lean


def test_the_share_may_be_exactly_theta_and_no_less():
    assert cell("T1:E T2:E T3:E M1:N", theta=[3, 4])["level"] == "enacted"
    assert cell("T1:E T2:E T3:E M1:N", theta=[4, 5])["level"] == "mixed"
    assert cell("T1:E T2:E", theta=[1, 1])["level"] == "enacted"


def test_the_hindered_are_counted_by_informant_whatever_their_stance():
    found = cell("T1:H T1:H T2:H T2:E T3:N")

    assert (found["hindered"], found["M"], found["N"]) == (2, 1, 2)


@pytest.mark.parametrize(
    ("said", "convergence"),
    [
        ("", "none"),
        ("T1:E T2:E", "self_only"),
        ("B1:E M1:E", "other_only"),
        ("T1:E M1:E", "agreement"),
        ("T1:E T2:E T3:N B1:E", "agreement"),
        ("T1:E M1:N", "dissonance"),
        ("T1:N M1:E", "dissonance"),
        ("T1:E M1:L", "partial"),
        ("T1:N T2:E M1:N", "partial"),
        ("X1:E T1:E", "agreement"),
        ("X1:E", "other_only"),
    ],
)
def test_what_the_actor_says_of_itself_is_held_against_what_others_say(said, convergence):
    assert cell(said)["convergence"] == convergence


@pytest.mark.parametrize(
    ("said", "agreement"),
    [
        ("", "none"),
        ("X1:E X2:E", "none"),
        ("T1:E T2:N", "single"),
        ("T1:E X1:N", "single"),
        ("T1:E M1:E", "unanimous"),
        ("T1:L M1:L B1:L", "unanimous"),
        ("T1:E M1:E B1:N", "divided"),
    ],
)
def test_the_actors_who_speak_agree_or_not(said, agreement):
    assert cell(said)["actor_agreement"] == agreement


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        ("", "none"),
        ("T1:E", "weak"),
        ("T1:E T2:E M1:N", "weak"),
        ("T1:E T2:E T3:E", "weak"),
        ("T1:N T2:N T3:N", "moderate"),
        ("T1:E M1:E", "moderate"),
        ("T1:E T2:E M1:E", "strong"),
        ("T1:E X1:E X2:E", "moderate"),
        ("M1:E M2:E B1:E", "moderate"),
    ],
)
def test_confidence_asks_for_several_informants_of_several_actors_who_agree(said, confidence):
    assert cell(said)["confidence"] == confidence


@pytest.mark.parametrize(
    ("said", "corroborated"),
    [
        ("T1:E M1:E", True),
        ("T1:E T2:E M1:E M2:L", True),
        ("T1:E T2:E", False),
        ("B1:E M1:E", False),
        ("T1:E T2:E M1:N", False),
        ("T1:N M1:N", False),
    ],
)
def test_an_enacted_cell_is_corroborated_from_both_sides(said, corroborated):
    assert cell(said)["corroborated"] is corroborated


@pytest.mark.parametrize(
    "why_not",
    [
        {"review_status": "draft"},
        {"review_status": "submitted"},
        {"review_status": "revise"},
        {"review_status": "rejected"},
        {"review_status": "superseded"},
        {"in_scope": False},
        {"consent_withdrawn": True},
        {"polarity": "planned"},
        {"polarity": "unclear"},
        {"polarity": "unclear", "about_actor": None},
        {"informant": None, "speaker_actor": None},
    ],
)
def test_what_does_not_count_is_no_vote_and_no_interview(why_not):
    counted = votes("T1:E")

    found = summarise(evidence(*counted, {**coding("M1"), **why_not}))["cells"]["ITM/FIS"]

    assert (found["n"], found["interviews"], found["codings"]) == (1, 1, ids(counted))


def test_the_working_basis_counts_what_waits_for_review():
    rows = [*votes("T1:N T2:N"), coding("T3", review_status="submitted")]

    assert summarise(evidence(*rows))["cells"]["ITM/FIS"]["n"] == 2
    assert summarise(evidence(*rows, count_statuses=["submitted", "approved"]))["cells"]["ITM/FIS"]["n"] == 3


def test_an_informant_outside_the_actors_has_a_vote():
    assert cell("X1:E X2:E")["level"] == "enacted"


def test_every_cell_has_every_promised_key():
    keys = "level rule lean n interviews E L M N hindered convergence actor_agreement confidence corroborated codings"

    assert {frozenset(found) for found in summarise(evidence(*votes("T1:E")))["cells"].values()} == {
        frozenset(keys.split())
    }
