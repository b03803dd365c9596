"""Every value the method can give has a sentence in Indonesian and in English, with the rows that carry it."""

import json
from itertools import product
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given

from reports.method import canonical_evidence, summarise
from reports.sentences import (
    Case,
    Names,
    actor_report,
    advice,
    aside,
    cells,
    conditions,
    dimensions,
    labels,
    pairs,
    path,
    profiles,
    stances,
    study_report,
    verdict,
)
from reports.sentences import sensitivity as firmness
from reports.sentences.words import all_actors, dimension_words, listed, same, some_actors
from tests.reports.method.strategies import documents

ORACLE = json.loads((Path(__file__).parent / "method_oracle.json").read_text(encoding="utf-8"))
DIMENSIONS = ["IDE", "MAT", "FIS", "UTL"]
NAMES = Names(
    {
        "BKB": {"id": "Bakesbangpol", "en": "the agency"},
        "ITM": {"id": "Ikatan Tionghoa Muda", "en": "the association"},
        "MAS": {"id": "masyarakat umum", "en": "the public"},
    },
    {
        "IDE": {"id": "partisipasi ide", "en": "idea"},
        "MAT": {"id": "partisipasi materi", "en": "material"},
        "FIS": {"id": "partisipasi fisik", "en": "physical"},
        "UTL": {"id": "memanfaatkan dan melaksanakan pembangunan", "en": "utilization"},
    },
)
LEVELS = ["no_evidence", "insufficient", "enacted", "absent", "limited", "mixed"]
PAIR_LEVELS = [
    "no_evidence", "networking", "coordinating", "cooperating", "collaborating", "none", "contact_only",
    "insufficient", "contested",
]  # fmt: skip
VERDICTS = ["established", "partial", "emerging", "not_indicated", "undetermined"]
FLAGS = ["passage_sensitive", "informant_sensitive", "review_sensitive", "pending_sensitive", "threshold_sensitive"]
CONDITIONS = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "P0", "P1", "P2"]
ISOLATION = ["all_isolated", "state_isolated", "not_isolated", "undetermined"]
PATTERNS = [
    *((breadth, mode) for breadth in ("all", "some") for mode in ("co_produced", "joint_civic", "parallel", "solo")),
    ("none", "-"),
    ("undetermined", "-"),
]

# What method.md 4.4–4.8 can say, table by table, and the templates that say it.
TOLD = [
    (cells.LEVEL, LEVELS),
    (cells.CONVERGENCE, ["none", "self_only", "other_only", "agreement", "dissonance", "partial"]),
    (cells.ACTOR_AGREEMENT, ["none", "single", "unanimous", "divided"]),
    (cells.CONFIDENCE, ["none", "weak", "moderate", "strong"]),
    (cells.CORROBORATED, ["true", "false"]),
    (cells.HINDERED, ["some", "none"]),
    (pairs.LEVEL, PAIR_LEVELS),
    (pairs.CONTACT, ["some", "none"]),
    (pairs.CORROBORATED, ["true", "false"]),
    (pairs.RECURRENT, ["true", "false"]),
    (dimensions.PATTERN, PATTERNS),
    (dimensions.STRICT, ["true", "false"]),
    (profiles.LEVELS, ["some", "none"]),
    (profiles.ISOLATED, ["true", "false"]),
    (profiles.TOGETHER, ["some", "none"]),
    (profiles.HOPES, ["some", "none"]),
    (profiles.ISOLATION, ISOLATION),
    (verdict.VERDICT, VERDICTS),
    (verdict.RULE, ["V1", "V2", "V3", "V4", "V5"]),
    (verdict.NEXT, ["established", "partial", "emerging", "none"]),
    (conditions.REQUIRED, CONDITIONS),
    (conditions.REQUIRED, ["E1_connected", "E2_connected", "E3_connected"]),
    (path.MISSING, ["pair", "dimension", "actor", "study"]),
    (path.NEEDS, ["told", "recurrent", "corroborated", "enacted", "both", "coordinated", "joint"]),
    (path.FORM, [1, 2, 3, 4]),
    (stances.STANCE, ["E", "L", "M", "N"]),
    (firmness.FLAG, [*FLAGS, "robust"]),
    (firmness.CRITICAL["critical_passages"], ["some", "none"]),
    (firmness.CRITICAL["critical_informants"], ["some", "none"]),
    (firmness.CRITICAL["critical_rejected"], ["some", "none"]),
    (firmness.COMPARED["all_rejected_restored"], ["same", "other"]),
    (firmness.COMPARED["working_verdict"], ["same", "other"]),
    (firmness.THRESHOLDS, ["same", "other"]),
    (advice.GAP["cell"], ["no_evidence", "insufficient"]),
    (advice.GAP["pair"], ["no_evidence", "insufficient", "contested"]),
    (advice.RECOMMENDED, ["some", "none"]),
    (aside.ASIDE, ["no_informant", "out_of_scope", "planned", "unclear", "submitted", "rejected"]),
    (aside.ASIDE, ["conflicting", "about_nobody"]),
    (labels.CELL_LEVEL, LEVELS),
    (labels.PAIR_LEVEL, PAIR_LEVELS),
    (labels.VERDICT, VERDICTS),
    (labels.FLAG, [*FLAGS, "robust"]),
    (labels.ISOLATION, ISOLATION),
]


@pytest.mark.parametrize(("templates", "values"), TOLD)
def test_every_value_of_the_method_has_its_words_in_both_languages(templates, values):
    untold = [value for value in values if {"id", "en"} - templates.get(value, {}).keys()]

    assert untold == []


@pytest.mark.parametrize("templates", [templates for templates, _ in TOLD])
def test_both_languages_of_a_sentence_tell_of_the_same_things(templates):
    differing = [value for value, text in templates.items() if _slots(text["id"]) != _slots(text["en"])]

    assert differing == []


def _slots(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def case_of(oracle_case, quote=lambda rows: None, names=NAMES, **config):
    evidence = {
        "config": oracle_case["config_overrides"] | config,
        "actors": ORACLE["actors"],
        "dimensions": DIMENSIONS,
        **oracle_case["input"],
    }
    return Case(summarise(evidence), canonical_evidence(evidence), names, quote)


def oracle(name):
    return next(case for case in ORACLE["cases"] if case["id"] == name)


def told(case, kind, target=None, language="id"):
    found = [s for s in study_report(case) if s.kind == kind and target in (None, s.target)]
    return [sentence.text[language] for sentence in found]


@pytest.mark.parametrize("oracle_case", ORACLE["cases"], ids=lambda case: case["id"])
@pytest.mark.parametrize("pairs_required", ["all", "connected"])
def test_every_worked_case_can_be_told_and_each_sentence_names_rows_of_its_evidence(oracle_case, pairs_required):
    case = case_of(oracle_case, established_pairs=pairs_required)

    report = study_report(case) + [s for actor in case.actors for s in actor_report(case, actor)]

    assert all(sentence.text[language] for sentence in report for language in ("id", "en"))
    assert not [s for s in report if "{" in s.text["id"] + s.text["en"] or "  " in s.text["id"] + s.text["en"]]
    assert {row for sentence in report for row in sentence.rows} <= case.row.keys()


@pytest.mark.parametrize("oracle_case", ORACLE["cases"], ids=lambda case: case["id"])
def test_every_finding_that_rests_on_evidence_opens_its_rows(oracle_case):
    case = case_of(oracle_case)

    silent = [
        sentence
        for sentence in study_report(case)
        if sentence.kind in ("cell.level", "pair.level", "dimension", "verdict")
        and not sentence.rows
        and not {"no_evidence", "undetermined/-", "undetermined"} & {sentence.value}
    ]

    assert silent == []


def test_every_condition_that_is_missing_for_the_next_verdict_is_told_at_a_place():
    untold, told_of = [], set()
    for oracle_case, required, rung in product(ORACLE["cases"], ("all", "connected"), (1, 2, 3, 4)):
        case = case_of(oracle_case, established_pairs=required, coord_rung=rung)
        missing = (case.result["next"] or {"missing": []})["missing"]
        said = {condition for s in study_report(case) if s.kind == "path" for condition in s.value.split("+")}
        told_of |= said
        if said != set(missing):
            untold.append((oracle_case["id"], missing, said))

    assert untold == []
    assert told_of >= {"P0", "P1", "P2", "E1", "E2", "E3", "E4", "E6", "E7"}


@given(documents())
def test_whatever_the_evidence_the_path_tells_all_that_is_missing_in_both_languages(document):
    case = Case(summarise(document), canonical_evidence(document), NAMES)
    told = list(path.path_sentences(case))

    assert {c for s in told for c in s.value.split("+")} == set((case.result["next"] or {"missing": []})["missing"])
    assert not [text for s in told for text in s.text.values() if "{" in text or ", ;" in text or ": ." in text]
    assert len({s.key for s in told}) == len(told)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("T12b", "recurrent according to at least 2 informants"),
        ("T12c", "Missing (E2): a joint meeting, plan or agreement of the agency–the public (now: coordinating), "
                 "corroborated by informants of the public."),
        ("T01", "Missing (P0): a two-way exchange of information of the agency–the association (now: no coordination "
                "(running separately)), according to at least 2 informants in 2 interviews; one such is enough."),
        ("T10b", "Missing (P2): physical participation co-produced by the agency–the association: enacted by the "
                 "agency (now: no evidence); one such is enough."),
        ("T12d", "Missing (E4): idea participation co-produced by the agency–the association: enacted by the agency "
                 "(now: no evidence)."),
    ],
)  # fmt: skip
def test_the_path_names_the_pair_the_form_and_whose_word_is_needed(name, sentence):
    case = case_of(oracle(name))

    assert [text for text in told(case, "path", language="en") if sentence in text]


def test_nothing_is_missing_at_the_highest_verdict():
    assert told(case_of(oracle("T12a")), "path") == []


def test_the_binding_sentences_of_the_thesis_are_told_word_for_word():
    case = case_of(oracle("T01"), quote=lambda rows: same("“belum ada gagasan” (B1, W-B1, baris 3–4)"))

    assert told(case, "dimension") == [
        "Partisipasi ide: belum ada aktor yang menuangkan ide (9 informan; “belum ada gagasan” (B1, W-B1, baris 3–4)).",
        "Partisipasi materi: ketiga aktor memberi, tetapi masing-masing berjalan sendiri.",
        "Partisipasi fisik: hanya Ikatan Tionghoa Muda yang terwujud.",
        "Pemanfaatan/pelaksanaan: belum dapat disimpulkan; belum ada aktor yang terbukti terwujud, dan bukti tentang "
        "Bakesbangpol dan Ikatan Tionghoa Muda belum ada atau belum cukup.",
    ]
    assert told(case, "cell.level", "cell:MAS/UTL") == [
        "Pemanfaatan/pelaksanaan oleh masyarakat umum masih rendah menurut ketiga aktor (7 informan)."
    ]
    assert told(case, "dimension.silent") == ["Belum ada bukti tentang Bakesbangpol dan Ikatan Tionghoa Muda."]
    assert told(case, "isolation") == ["Ketiga aktor berjalan sendiri-sendiri tanpa berkoordinasi satu dan lainnya."]
    assert told(case, "recommendation") == [
        "Forum/pertemuan rutin Bakesbangpol–Ikatan Tionghoa Muda; 2 informan mengharapkannya.",
        "Forum/pertemuan rutin Bakesbangpol–masyarakat umum; 2 informan mengharapkannya.",
        "Forum/pertemuan rutin Ikatan Tionghoa Muda–masyarakat umum; 1 informan mengharapkannya.",
    ]


def test_the_one_who_says_otherwise_is_among_the_rows_of_a_cell():
    case = case_of(oracle("T01"))
    sentence = next(s for s in study_report(case) if s.kind == "cell.level" and s.target == "cell:ITM/IDE")

    assert {case.row[row]["polarity"] for row in sentence.rows} == {"absent", "enacted"}


def test_a_hindered_sentence_opens_only_what_was_hindered():
    case = case_of(oracle("T01"))
    sentence = next(s for s in study_report(case) if s.kind == "cell.hindered")

    assert [case.row[row]["polarity"] for row in sentence.rows] == ["hindered"]


def test_recommendations_are_marked_as_implications_and_thresholds_as_caveats():
    marks = {sentence.kind: sentence.mark for sentence in study_report(case_of(oracle("T01")))}

    assert {kind for kind, mark in marks.items() if mark == "implication"} == {"recommendation"}
    assert {kind for kind, mark in marks.items() if mark == "caveat"} == {"caveat", "aside"}
    assert advice.MARK["id"] == "implikasi, bukan temuan"


def test_a_pair_that_meets_already_is_not_told_to_meet():
    assert told(case_of(oracle("T12a")), "recommendation") == []


@pytest.mark.parametrize(
    ("n", "indonesian", "english"),
    [
        (1, "satu-satunya aktor", "the only actor"),
        (2, "kedua aktor", "both actors"),
        (3, "ketiga aktor", "all three actors"),
        (4, "keempat aktor", "all four actors"),
        (5, "kelima aktor", "all five actors"),
        (12, "kedua belas aktor", "all twelve actors"),
        (21, "kedua puluh satu aktor", "all 21 actors"),
    ],
)
def test_the_number_of_actors_is_said_as_one_says_it(n, indonesian, english):
    assert all_actors(n) == {"id": indonesian, "en": english}


def test_some_of_the_actors_are_not_said_to_be_all():
    assert some_actors(3, 5) == {"id": "tiga dari lima aktor", "en": "three of the five actors"}
    assert some_actors(5, 5) == all_actors(5)


def test_names_in_a_row_follow_each_language():
    names = [{"id": name, "en": name} for name in "abc"]

    assert listed(names[:2]) == {"id": "a dan b", "en": "a and b"}
    assert listed(names) == {"id": "a, b, dan c", "en": "a, b and c"}


@pytest.mark.parametrize("count", [2, 5, 12])
def test_a_study_of_another_size_is_told_with_its_own_number(count):
    actors = [{"code": f"A{place}", "side": "state" if place == 0 else "civic"} for place in range(count)]
    rows = [
        {
            "id": f"c{place}-{voice}", "passage": f"p{place}-{voice}", "interview": f"w{voice}",
            "informant": f"i{voice}", "speaker_actor": "A1", "about_actor": f"A{place}",
            "dimension": "AIR", "polarity": "enacted",
            "in_scope": True, "review_status": "approved", "consent_withdrawn": False,
        }
        for place in range(count)
        for voice in range(2)
    ]  # fmt: skip
    evidence = {"actors": actors, "dimensions": ["AIR"], "codings": rows, "links": []}
    names = Names({}, {"AIR": {"id": "air bersih", "en": "clean water"}})

    case = Case(summarise(evidence), canonical_evidence(evidence), names)

    assert told(case, "dimension") == [
        f"Air bersih: {all_actors(count)['id']} berpartisipasi, tetapi masing-masing berjalan sendiri."
    ]


def test_another_study_s_dimension_of_the_same_code_keeps_its_own_name():
    assert dimension_words("IDE", {"id": "identitas", "en": "identity"})["noun"] == {
        "id": "identitas",
        "en": "identity",
    }


def test_a_unanimous_low_cell_of_five_actors_names_how_many_spoke():
    actors = [{"code": f"A{place}", "side": "state" if place == 0 else "civic"} for place in range(5)]
    rows = [
        {
            "id": f"c{voice}", "passage": f"p{voice}", "interview": f"w{voice}", "informant": f"i{voice}",
            "speaker_actor": f"A{voice}", "about_actor": "A4", "dimension": "UTL", "polarity": "limited",
            "in_scope": True, "review_status": "approved", "consent_withdrawn": False,
        }
        for voice in range(3)
    ]  # fmt: skip
    evidence = {"actors": actors, "dimensions": ["UTL"], "codings": rows, "links": []}
    names = Names({"A4": {"id": "warga", "en": "residents"}}, NAMES.dimensions)

    case = Case(summarise(evidence), canonical_evidence(evidence), names)

    assert told(case, "cell.level", "cell:A4/UTL") == [
        "Pemanfaatan/pelaksanaan oleh warga masih rendah menurut tiga dari lima aktor (3 informan)."
    ]


def test_a_study_without_actors_can_still_be_told():
    evidence = {"actors": [], "dimensions": DIMENSIONS, "codings": [], "links": []}

    case = Case(summarise(evidence), canonical_evidence(evidence), NAMES)

    assert told(case, "verdict") == [
        "Co-production belum dapat disimpulkan, karena penelitian ini tidak memuat pasangan pemerintah–warga."
    ]
