"""Which rows of a study are evidence, and whose words they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coding.models import Passage
from reports.evidence import collect
from reports.method import summarise
from tests.reports.fields import Field, person

pytestmark = pytest.mark.django_db


def codings(field, basis="official"):
    return collect(field.study, basis).document["codings"]


def links(field, basis="official"):
    return collect(field.study, basis).document["links"]


def test_a_coding_becomes_a_row_of_plain_values(field):
    coding = field.coding("W-B1", "We gave masks.", "MAT.1", "BKB")

    assert codings(field) == [
        {
            "id": str(coding.pk),
            "passage": str(coding.passage_id),
            "interview": "W-B1",
            "informant": "B1",
            "speaker_actor": "BKB",
            "about_actor": "BKB",
            "dimension": "MAT",
            "polarity": "enacted",
            "in_scope": True,
            "review_status": "approved",
            "consent_withdrawn": False,
        }
    ]


def test_a_link_becomes_a_row_of_plain_values(field):
    link = field.link("W-B1", "No more.", "BKB", "ITM", "RPT", "absent", regularity="once")

    assert links(field) == [
        {
            "id": str(link.pk),
            "passage": str(link.passage_id),
            "interview": "W-B1",
            "informant": "B1",
            "speaker_actor": "BKB",
            "from_actor": "BKB",
            "to_actor": "ITM",
            "form": "RPT",
            "polarity": "absent",
            "regularity": "once",
            "in_scope": True,
            "review_status": "approved",
            "consent_withdrawn": False,
        }
    ]


@pytest.mark.parametrize(
    ("status", "kept"),
    [("draft", 0), ("submitted", 1), ("approved", 1), ("revise", 0), ("rejected", 1), ("superseded", 0)],
)
def test_only_submitted_approved_and_rejected_rows_are_evidence(field, status, kept):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB", status=status)
    field.link("W-B1", "We gave masks.", "BKB", "MAS", "SDY", status=status)

    assert (len(codings(field)), len(links(field))) == (kept, kept)


def test_a_code_outside_the_dimensions_is_no_evidence(field):
    field.coding("W-B1", "We gave masks.", "SOS", "BKB")

    assert codings(field) == []


def test_a_sub_code_without_a_dimension_has_its_parents(field):
    field.change(field.codes["MAT.1"], dimension=None)
    field.coding("W-B1", "We gave masks.", "MAT.1", "BKB")

    assert [row["dimension"] for row in codings(field)] == ["MAT"]


def test_what_is_in_the_trash_is_no_evidence(field):
    coding = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    field.coding("W-G", "We came.", "FIS", "ITM")
    field.change(coding, trashed_at=timezone.now())
    field.change(field.texts["W-G"].interview, trashed_at=timezone.now())

    assert codings(field) == []


def test_only_the_newest_version_of_a_text_is_read(field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    field.interview("W-B1", ("B1", "We gave many masks."), version=2)
    newer = field.coding("W-B1", "We gave many masks.", "MAT", "BKB")

    assert [row["id"] for row in codings(field)] == [str(newer.pk)]


def test_a_row_out_of_scope_or_planned_is_kept_for_the_method_to_judge(field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB", in_scope=False)
    field.coding("W-B1", "No more.", "MAT", "BKB", "planned")

    assert sorted((row["in_scope"], row["polarity"]) for row in codings(field)) == [
        (False, "enacted"),
        (True, "planned"),
    ]


@pytest.mark.parametrize(
    ("words", "picked", "informant", "actor"),
    [
        ("We came.", None, "T1", "ITM"),
        ("We came.\nT2: So did I.", None, None, None),
        ("We came.\nT2: So did I.", "T2", "T2", "ITM"),
        ("We came.\nT2: So did I.", "someone", None, None),
        ("So did I.\nsomeone: Me too.", None, "T2", "ITM"),
        ("Me too.", None, None, None),
    ],
)
def test_the_speaker_is_the_one_informant_in_the_span_or_the_one_picked(field, words, picked, informant, actor):
    field.coding("W-G", words, "FIS", "ITM", **({"speaker": picked} if picked else {}))

    assert [(row["informant"], row["speaker_actor"]) for row in codings(field)] == [(informant, actor)]


def test_the_interviewers_turn_does_not_count_as_a_voice(field):
    field.coding("W-B1", "We gave masks.\nP: And then?\nB1: No more.", "MAT", "BKB")
    field.coding("W-B1", "And then?", "MAT", "BKB")

    assert sorted(str(row["informant"]) for row in codings(field)) == ["B1", "None"]


def test_an_informant_outside_the_actors_has_no_speaker_actor(field):
    field.interview("W-X1", ("X1", "They all came."))
    field.coding("W-X1", "They all came.", "FIS", "ITM")

    assert [(row["informant"], row["speaker_actor"]) for row in codings(field)] == [("X1", None)]


def test_withdrawn_consent_marks_every_row_in_which_the_informant_speaks(field):
    field.coding("W-G", "We came.", "FIS", "ITM")
    field.coding("W-G", "We came.\nT2: So did I.", "FIS", "ITM", speaker="T2")
    field.coding("W-G", "So did I.", "FIS", "ITM")
    field.change(field.informants["T1"], consent="withdrawn")

    withdrawn = {row["informant"]: [] for row in codings(field)}
    for row in codings(field):
        withdrawn[row["informant"]].append(row["consent_withdrawn"])

    assert {key: sorted(values) for key, values in withdrawn.items()} == {"T1": [True], "T2": [False, True]}


def test_two_coders_who_agree_are_one_judgement(field):
    first = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    field.coding("W-B1", "We gave masks.", "MAT.1", "BKB", coder=person("second"))

    assert [row["id"] for row in codings(field)] == [str(first.pk)]


def test_an_approved_judgement_stands_before_a_submitted_one(field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB", "absent", status="submitted")
    approved = field.coding("W-B1", "We gave masks.", "MAT", "BKB", coder=person("second"))

    assert [row["id"] for row in codings(field, "working")] == [str(approved.pk)]


@pytest.mark.parametrize("status", ["submitted", "approved"])
def test_judgements_that_contradict_each_other_wait_for_adjudication(field, status):
    pair = [
        field.coding("W-B1", "We gave masks.", "MAT", "BKB", "absent", status=status),
        field.coding("W-B1", "We gave masks.", "MAT", "BKB", status=status, coder=person("second")),
    ]

    evidence = collect(field.study, "working")

    assert evidence.document["codings"] == []
    assert evidence.aside["conflicting"] == sorted(str(row.pk) for row in pair)


@pytest.mark.parametrize("polarity", ["enacted", "limited", "absent", "hindered", "planned"])
def test_a_coding_about_nobody_is_told_and_keeps_no_summary_from_being_built(field, polarity):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    aimless = field.coding("W-B1", "No more.", "MAT", None, polarity)
    field.coding("W-B1", "No more.", "FIS", None, polarity, status="rejected")
    unclear = field.coding("W-B1", "We gave masks.", "FIS", None, "unclear")

    evidence = collect(field.study)

    assert evidence.aside["about_nobody"] == [str(aimless.pk)]
    assert str(unclear.pk) in {row["id"] for row in evidence.document["codings"]}
    assert summarise(evidence.document)["cells"]["BKB/MAT"]["n"] == 1


def test_a_rejected_row_stays_beside_the_judgement_that_stands(field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB", "absent", status="rejected")
    field.coding("W-B1", "We gave masks.", "MAT", "BKB", coder=person("second"))

    assert sorted(row["review_status"] for row in codings(field)) == ["approved", "rejected"]


def test_the_ends_of_a_link_may_be_swapped_unless_its_direction_matters(field):
    second = person("second")
    field.link("W-B1", "No more.", "BKB", "ITM", "RPT")
    field.link("W-B1", "No more.", "ITM", "BKB", "RPT", coder=second)
    field.link("W-B1", "No more.", "BKB", "ITM", "INF1")
    field.link("W-B1", "No more.", "ITM", "BKB", "INF1")

    assert sorted((row["form"], row["from_actor"]) for row in links(field)) == [
        ("INF1", "BKB"),
        ("INF1", "ITM"),
        ("RPT", "BKB"),
    ]


@pytest.mark.parametrize(("told", "kept"), [(("unknown", "recurrent"), "recurrent"), (("recurrent", "once"), "once")])
def test_of_links_that_agree_the_one_with_the_least_claim_of_regularity_stands(field, told, kept):
    for regularity in told:
        field.link("W-B1", "No more.", "BKB", "ITM", "RPT", coder=person("coder"), regularity=regularity)

    assert [row["regularity"] for row in links(field)] == [kept]


def test_the_document_holds_the_study_s_actors_dimensions_and_settings(field):
    document = collect(field.study, "working").document

    assert document["actors"] == [
        {"code": "BKB", "side": "state"},
        {"code": "ITM", "side": "civic"},
        {"code": "MAS", "side": "civic"},
    ]
    assert [(row["code"], row["stage"]) for row in document["dimensions"]] == [
        ("IDE", "planning"),
        ("MAT", "delivery"),
        ("FIS", "delivery"),
        ("UTL", "delivery"),
    ]
    assert document["config"]["count_statuses"] == ["approved", "submitted"]
    assert document["config"]["form_rungs"]["RPT"] == 2
    assert "ANY" not in document["config"]["form_rungs"]


def test_another_study_s_rows_are_never_read(field):
    other = Field(slug="other")
    other.interview("W-B1", ("B1", "Elsewhere."))
    other.coding("W-B1", "Elsewhere.", "IDE", "BKB")
    other.link("W-B1", "Elsewhere.", "BKB", "MAS", "RPT")

    assert (codings(field), links(field)) == ([], [])


def test_reading_takes_the_same_queries_however_many_rows_there_are(field):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    with CaptureQueriesContext(connection) as few:
        collect(field.study)
    for place in range(30):
        field.interview(f"W-{place}", ("B1", f"Once more {place}."))
        field.coding(f"W-{place}", f"Once more {place}.", "FIS", "BKB")
        field.link(f"W-{place}", f"Once more {place}.", "BKB", "MAS", "RPT")

    with CaptureQueriesContext(connection) as many:
        collect(field.study)

    assert len(many) == len(few) <= 14


def test_the_passage_of_a_row_is_the_one_that_follows_from_its_span(field):
    coding = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    passage = Passage.objects.get(pk=coding.passage_id)

    assert codings(field)[0]["passage"] == str(Passage.id_of(passage.transcript_id, passage.start, passage.end))
