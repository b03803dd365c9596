"""Summaries are built once per evidence, found again by its hash, and known to be stale by comparing it."""

import json

import pytest

from ground import jobs
from ground.models import Act, Event, Job
from reports.configuring import change_config
from reports.method import InvalidEvidence, summarise
from reports.models import Summary
from reports.summaries import archived, find_summary, is_stale, request_summary, standing

pytestmark = pytest.mark.django_db

THESIS = {
    "IDE": {"BKB": "absent", "ITM": "absent", "MAS": "absent"},
    "MAT": {"BKB": "enacted", "ITM": "enacted", "MAS": "enacted"},
    "FIS": {"BKB": "absent", "ITM": "enacted", "MAS": "absent"},
    "UTL": {"BKB": "no_evidence", "ITM": "no_evidence", "MAS": "limited"},
}


def levels(result):
    return {
        dimension: {actor: result["cells"][f"{actor}/{dimension}"]["level"] for actor in actors}
        for dimension, actors in THESIS.items()
    }


def test_demo_study_a_gives_the_table_and_the_verdict_of_the_thesis(demo_a, built):
    result = json.loads(built(demo_a).result)

    assert levels(result) == THESIS
    assert {key: pair["level"] for key, pair in result["pairs"].items()} == {
        "BKB-ITM": "none",
        "BKB-MAS": "none",
        "ITM-MAS": "none",
    }
    assert (result["verdict"], result["isolation"]) == ("not_indicated", "all_isolated")
    assert result["sensitivity"]["flags"] == ["robust"]


def test_demo_study_b_gives_established(demo_b, built):
    result = json.loads(built(demo_b).result)

    assert (result["verdict"], result["verdict_rule"]) == ("established", "V1")
    assert result["sensitivity"]["flags"] == ["robust"]


def test_asking_twice_is_asking_once(field):
    first = request_summary(field.study, "official", by=field.owner)
    second = request_summary(field.study, "official", by=field.owner)

    assert first == second
    assert Job.objects.count() == 1


def test_the_two_bases_are_two_summaries(field):
    official = request_summary(field.study, "official", by=field.owner)
    working = request_summary(field.study, "working", by=field.owner)

    assert official != working


def test_the_same_evidence_finds_the_same_summary_and_builds_nothing(field, built):
    summary = built(field)

    again = request_summary(field.study, "official", by=field.owner)

    assert again == summary
    assert Job.objects.count() == 1


def test_evidence_that_comes_back_finds_its_summary_again(field, built):
    first = built(field)
    coding = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    second = built(field)
    field.change(coding, status="draft")

    assert second != first
    assert request_summary(field.study, "official", by=field.owner) == first


def test_a_summary_is_stale_exactly_while_the_evidence_differs(field, built):
    summary = built(field)
    fresh = is_stale(summary)
    coding = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    changed = is_stale(summary)
    field.change(coding, status="draft")

    assert (fresh, changed, is_stale(summary)) == (False, True, False)


def test_a_draft_makes_no_summary_stale(field, built):
    summary = built(field)

    field.coding("W-B1", "We gave masks.", "MAT", "BKB", status="draft")

    assert not is_stale(summary)


def test_withdrawn_consent_makes_a_summary_stale_and_leaves_the_next_one(field, built):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    summary = built(field)
    field.change(field.informants["B1"], consent="withdrawn")

    assert is_stale(summary)
    assert json.loads(built(field).evidence)["codings"] == []


def test_new_settings_make_a_summary_stale_and_stay_with_the_next_one(field, built):
    summary = built(field)
    config = change_config(field.study, by=field.owner, settings={"min_informants": 3}, reason="a trial")
    newer = built(field)

    assert is_stale(summary)
    assert (summary.config, newer.config) == (None, config)
    assert json.loads(newer.result)["config"]["min_informants"] == 3


def test_what_is_stored_is_what_the_method_says_of_what_is_stored_beside_it(demo_a, built):
    export = archived(built(demo_a))

    assert summarise(export["evidence"]) == export["summary"]


def test_evidence_the_method_refuses_is_not_asked_for(field):
    field.link("W-B1", "No more.", "BKB", "ITM", "ANY")

    with pytest.raises(InvalidEvidence, match=r"links\[0\]\.form"):
        request_summary(field.study, "official", by=field.owner)

    assert standing(field.study, "official", None).invalid.startswith("links[0].form")
    assert Job.objects.count() == 0


def test_evidence_that_turns_bad_while_the_job_waits_fails_it_with_its_reason(field):
    job = request_summary(field.study, "official", by=field.owner)
    field.link("W-B1", "No more.", "BKB", "ITM", "ANY")

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "invalid_evidence")
    assert job.error_detail.startswith("links[0].form")
    assert Summary.objects.count() == 0


def test_a_summary_is_found_at_the_address_of_its_job_from_the_first_moment(field):
    job = request_summary(field.study, "official", by=field.owner)
    waiting = find_summary(field.study, job.pk)
    jobs.run(job.pk)

    summary, _ = find_summary(field.study, job.pk)

    assert waiting == (None, job)
    assert summary.pk == job.pk


def test_two_builds_of_the_same_evidence_leave_one_summary(field, built):
    summary = built(field)
    late = Job.objects.create(
        kind="summary", subject=field.study.pk, study_id=field.study.pk, requested_by=field.owner,
        params={"basis": "official"}, input_hash="0" * 64,
    )  # fmt: skip

    jobs.run(late.pk)

    late.refresh_from_db()
    assert late.result == {"summary": str(summary.pk)}
    assert Summary.objects.count() == 1


def test_building_is_an_act_whose_event_keeps_the_hash_and_no_text(field, built):
    summary = built(field)

    act = Act.objects.get(verb="summary.build")
    event = Event.objects.get(act=act)

    assert (act.who, act.study_id) == (field.owner, field.study.pk)
    assert event.after["input_hash"] == summary.input_hash
    assert {"evidence", "result"} & event.after.keys() == set()


def test_a_cancelled_job_leaves_no_summary(field):
    job = request_summary(field.study, "official", by=field.owner)
    jobs.cancel(job)

    jobs.run(job.pk)

    assert Summary.objects.count() == 0
