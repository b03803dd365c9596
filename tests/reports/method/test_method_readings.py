"""What pages show beside a summary: stances, positions, negative cases, and rows that do not count."""

import pytest

from reports.method import canonical_evidence, summary_of
from reports.method.readings import Position, Readings
from tests.reports.method.rows import case_document, case_named, coding, evidence, link, links, votes


def read(*rows, **config):
    canonical = canonical_evidence(evidence(*rows, **config))
    return Readings(canonical), summary_of(canonical)


def letters(rows, chosen):
    """Which of the rows were chosen, as the words they were made from."""
    return [f"{row['informant']}:{row.get('form', '')}{row['polarity'][0]}" for row in rows if row["id"] in chosen]


@pytest.mark.parametrize(
    ("said", "supporting", "against"),
    [
        ("T1:E T2:E M1:H", ["T1:e", "T2:e"], ["M1:h"]),
        ("T1:E T2:E T3:E M1:L", ["T1:e", "T2:e", "T3:e"], ["M1:l"]),
        ("T1:N T2:H M1:E", ["T1:a", "T2:h"], ["M1:e"]),
        ("T1:L T2:L M1:N B1:E", ["T1:l", "T2:l"], ["M1:a", "B1:e"]),
        ("T1:E M1:N", ["T1:e"], ["M1:a"]),
        ("T1:N", ["T1:a"], []),
        ("T1:P", [], []),
        ("", [], []),
    ],
)
def test_a_coding_is_for_or_against_the_level_of_its_cell(said, supporting, against):
    rows = votes(said)
    readings, result = read(*rows)

    sides = readings.cell_sides(result["cells"]["ITM/FIS"])

    assert (letters(rows, sides.supporting), letters(rows, sides.against)) == (supporting, against)


@pytest.mark.parametrize(
    ("said", "supporting", "against"),
    [
        ("B1:RPT T1:RPT M1:-ANY", ["B1:RPTe", "T1:RPTe"], ["M1:ANYa"]),
        ("B1:RPT T1:RPT M1:-KPT M2:INF2", ["B1:RPTe", "T1:RPTe"], []),
        ("B1:-ANY T1:-ANY M1:RPT B2:REG", ["B1:ANYa", "T1:ANYa"], ["M1:RPTe"]),
        ("B1:REG T1:INF1 M1:-ANY", ["B1:REGe", "T1:INF1e", "M1:ANYa"], []),
        ("B1:RPT T1:-ANY", ["B1:RPTe"], ["T1:ANYa"]),
        ("B1:-REG", [], []),
        ("", [], []),
    ],
)
def test_a_link_is_for_or_against_the_level_of_its_pair(said, supporting, against):
    rows = links(said)
    readings, result = read(*rows)

    sides = readings.pair_sides("BKB-ITM", result["pairs"]["BKB-ITM"])

    assert (letters(rows, sides.supporting), letters(rows, sides.against)) == (supporting, against)


def test_telling_both_ways_speaks_against_no_coordination():
    both = [link("M1", "INF1"), link("M1", "INF1", ends=("ITM", "BKB"))]
    readings, result = read(*links("B1:-ANY T1:-ANY"), *both)

    assert readings.pair_sides("BKB-ITM", result["pairs"]["BKB-ITM"]).against == [row["id"] for row in both]


def test_the_negative_case_of_the_thesis_is_found():
    canonical = canonical_evidence(case_document(case_named("T01")))
    readings, result = Readings(canonical), summary_of(canonical)

    against = {key: readings.cell_sides(cell).against for key, cell in result["cells"].items()}

    assert {key: rows for key, rows in against.items() if rows} == {"ITM/IDE": ["c21"], "MAS/UTL": ["c25", "c37"]}


def test_stances_are_told_by_informant():
    readings, _ = read(*votes("T2:E T1:E T1:N M1:L B1:H"))

    assert readings.stances("ITM/FIS") == {"B1": "N", "M1": "L", "T1": "M", "T2": "E"}
    assert readings.stances("BKB/IDE") == {}


def test_positions_are_told_by_informant():
    readings, _ = read(*links("T1:RPT T1:REG B1:-RPT B1:-KPT M1:-REG"))

    assert readings.positions("BKB-ITM") == {
        "B1": Position(0, 2, contact=False),
        "M1": Position(0, None, contact=False),
        "T1": Position(2, None, contact=True),
    }


def test_what_does_not_count_says_why():
    out = [
        coding("T1", review_status="submitted"),
        coding("T1", review_status="rejected"),
        coding("T1", in_scope=False),
        {**coding("X1"), "informant": None},
        coding("T1", "planned"),
        link("T1", "RPT", "unclear"),
    ]
    readings, _ = read(*out, coding("T1"), coding("T1", review_status="draft"))

    reasons = ("submitted", "rejected", "out_of_scope", "no_informant", "planned", "unclear")
    assert readings.not_counted() == dict(zip((row["id"] for row in out), reasons, strict=True))


def test_hopes_for_a_forum_are_counted_by_informant():
    hoped = [
        link("T1", "RPT", "planned"),
        link("T1", "RPT", "planned", ends=("ITM", "BKB")),
        link("B1", "AKS", "planned"),
    ]
    readings, _ = read(*hoped, link("M1", "RPT", "planned"), link("M2", "RPT", "planned", in_scope=False))

    assert readings.forum_hopes() == {"BKB-ITM": 2, "BKB-MAS": 0, "ITM-MAS": 0}
