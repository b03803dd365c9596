"""The two invented studies as they are written down, held against the worked cases they have to reproduce."""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from coding.preset import preset
from interviews.lines import line_starts

DEMO = Path(__file__).parents[2] / "reports" / "demo"
ORACLE = Path(__file__).with_name("method_oracle.json")
BANNER = "TRANSKRIP REKAAN – bukan data penelitian, bukan ucapan orang nyata"
REAL_NAMES = (
    "bakesbangpol kesbangpol tionghoa tanjungpinang tanjung_pinang bintan batam karimun lingga natuna anambas kepri "
    "kepulauan_riau riau penyengat dompak senggarang bkb itm"
).replace("_", r"\s+")


class Scenario(NamedTuple):
    folder: str
    case: str
    turns: range
    lines: range
    banned: str


A = Scenario("a", "T01", range(20, 36), range(60, 111), f"{REAL_NAMES} kesbang ikatan")
B = Scenario("b", "T12a", range(8, 13), range(18, 41), REAL_NAMES)
CODES = ("B1", "B2", "B3", "T1", "T2", "T3", "T4", "M1", "M2", "M3")
ACTOR_OF = {"B": "BKB", "T": "ITM", "M": "MAS"}

each_scenario = pytest.mark.parametrize("scenario", [A, B], ids=["a", "b"])
each_interview = pytest.mark.parametrize(
    ("scenario", "informant"),
    [(scenario, code) for scenario in (A, B) for code in CODES],
    ids=[f"{scenario.folder}-{code}" for scenario in (A, B) for code in CODES],
)


@cache
def text_of(scenario, interview):
    return (DEMO / scenario.folder / f"{interview}.txt").read_text(encoding="utf-8")


@cache
def source(scenario, name):
    return json.loads((DEMO / scenario.folder / name).read_text(encoding="utf-8"))


def turns_of(scenario, interview):
    """(label, words) of every turn: one a line, below the banner and an empty line."""
    return [tuple(line.split(": ", 1)) for line in text_of(scenario, interview).splitlines()[2:]]


def rows_of(scenario, part):
    """(passage, row) of every row that stands for one of the worked case."""
    return [(p, row) for p in source(scenario, "codings.json") for row in p[part] if "repeats" not in row]


def quotes_of(scenario, informant):
    return [p["quote"] for p in source(scenario, "codings.json") if p["interview"] == f"W-{informant}"]


def case_of(scenario):
    cases = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
    return next(case["input"] for case in cases if case["id"] == scenario.case)


def as_evidence(passage, row):
    """A written row with the names and the derived values of the worked cases."""
    informant = passage["interview"].removeprefix("W-")
    ends = {key: row[key] for key in ("from_actor", "to_actor", "form", "regularity") if key in row}
    about = {"about_actor": row["about_actor"], "dimension": row["code"].partition(".")[0]} if "code" in row else {}
    return ends | about | {
        "id": row["oracle_id"], "passage": passage["note"], "informant": informant, "interview": passage["interview"],
        "speaker_actor": ACTOR_OF[informant[0]], "polarity": row["polarity"], "review_status": row["status"],
        "in_scope": row["in_scope"], "consent_withdrawn": False,
    }  # fmt: skip


@each_scenario
@pytest.mark.parametrize("part", ["codings", "links"])
def test_the_rows_are_those_of_the_worked_case(scenario, part):
    written = {row["oracle_id"]: as_evidence(passage, row) for passage, row in rows_of(scenario, part)}

    assert len(written) == len(rows_of(scenario, part))
    assert written == {row["id"]: row for row in case_of(scenario)[part]}


@each_interview
def test_a_transcript_opens_with_the_banner_and_an_empty_line(scenario, informant):
    assert text_of(scenario, f"W-{informant}").startswith(f"{BANNER}\n\nP: ")


@each_interview
def test_interviewer_and_informant_take_turns_of_one_line(scenario, informant):
    labels = [label for label, _words in turns_of(scenario, f"W-{informant}")]

    assert labels == ["P", informant] * (len(labels) // 2)
    assert len(labels) in scenario.turns


@each_interview
def test_a_transcript_has_the_promised_number_of_lines(scenario, informant):
    assert len(line_starts(text_of(scenario, f"W-{informant}"))) in scenario.lines


@each_interview
def test_a_quote_is_found_once_as_whole_sentences_of_one_turn_of_the_informant(scenario, informant):
    text = text_of(scenario, f"W-{informant}")

    for quote in quotes_of(scenario, informant):
        assert text.count(quote) == 1, quote
        assert re.search(rf"(^{informant}: |^{informant}: .*[.?!] ){re.escape(quote)}( |$)", text, re.MULTILINE), quote
        assert quote.endswith((".", "?", "!")), quote


@each_interview
def test_at_least_half_of_the_turns_stay_uncoded(scenario, informant):
    turns = turns_of(scenario, f"W-{informant}")
    quotes = quotes_of(scenario, informant)

    coded = [words for _label, words in turns if any(quote in words for quote in quotes)]

    assert 0 < 2 * len(coded) <= len(turns)


@each_interview
def test_nobody_says_the_name_or_number_of_a_real_person_place_or_body(scenario, informant):
    speech = " ".join(words for _label, words in turns_of(scenario, f"W-{informant}")).casefold()

    assert not re.findall(rf"\b({'|'.join(scenario.banned.split(' '))})\b", speech)
    assert not re.search(r"\d{4}|@|https?:", speech)


@each_scenario
def test_every_passage_belongs_to_a_transcript_and_is_written_once(scenario):
    passages = source(scenario, "codings.json")

    assert {p["interview"] for p in passages} == {f"W-{code}" for code in CODES}
    assert len({p["note"] for p in passages}) == len({(p["interview"], p["quote"]) for p in passages}) == len(passages)


@each_scenario
def test_every_code_is_in_the_preset(scenario):
    keys = {code["key"] for code in preset()["codes"]}

    assert {row["code"] for p in source(scenario, "codings.json") for row in p["codings"]} <= keys


@each_scenario
def test_two_coders_worked_and_a_rejected_row_says_why(scenario):
    rows = [row for part in ("codings", "links") for _passage, row in rows_of(scenario, part)]

    assert {row["coder"] for row in rows} == {1, 2}
    assert all(row.get("review") for row in rows if row["status"] == "rejected")


def test_the_pending_coding_repeats_a09_by_the_other_coder():
    repeats = [(p["note"], row) for p in source(A, "codings.json") for row in p["codings"] if "repeats" in row]
    first = next(row for _passage, row in rows_of(A, "codings") if row["oracle_id"] == "c8")

    [(note, second)] = repeats

    assert (note, second["repeats"], second["status"]) == ("A09", "c8", "submitted")
    assert second["coder"] != first["coder"]
    judgement = ("code", "about_actor", "polarity", "in_scope")
    assert [second[key] for key in judgement] == [first[key] for key in judgement]


def test_what_is_no_evidence_in_study_a_says_why_in_a_memo():
    remembered = {memo["interview"]: memo for memo in source(A, "study.json")["memos"] if memo.get("quote")}

    assert {"W-B1", "W-B3", "W-T2", "W-T4"} == set(remembered)
    assert remembered["W-T4"]["specific_data"] is True
    for interview, memo in remembered.items():
        assert text_of(A, interview).count(memo["quote"]) == 1
        assert not any(quote in memo["quote"] for quote in quotes_of(A, interview.removeprefix("W-")))


@each_scenario
def test_the_study_calls_itself_and_its_actors_invented(scenario):
    study = source(scenario, "study.json")

    assert study["is_demo"] is study["invented"] is True
    assert study["title"].endswith("(rekaan)")
    assert all("(rekaan)" in actor["name_id"] and "(invented)" in actor["name_en"] for actor in study["actors"])


@each_scenario
def test_the_study_lists_each_informant_with_a_coarse_role_that_occurs_twice(scenario):
    informants = source(scenario, "study.json")["informants"]
    roles = [informant["role_label"] for informant in informants]

    assert {person["code"]: person["actor"] for person in informants} == {code: ACTOR_OF[code[0]] for code in CODES}
    assert all(roles.count(role) > 1 for role in roles)


@each_scenario
def test_every_interview_has_its_file_a_date_and_a_length(scenario):
    interviews = source(scenario, "study.json")["interviews"]

    assert [interview["file"] for interview in interviews] == [f"W-{code}.txt" for code in CODES]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", one["held_on"]) and one["minutes"] > 0 for one in interviews)
