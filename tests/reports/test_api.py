"""Summaries over HTTP: asked for, followed to their end, read per actor, exported with their evidence."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ground import jobs
from ground.models import ApiToken, Job
from interviews.models import Role
from reports.method import summarise

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """Calls an endpoint of a field's study with a token of one of its people; answers status, headers and body."""
    keys = {}

    def request(field, method, path="", body=None, user=None, scope="write"):
        user = user or field.owner
        if (user.pk, scope) not in keys:
            soon = timezone.now() + timedelta(days=1)
            keys[user.pk, scope] = ApiToken.issue(owner=user, name="R", scope=scope, expires_at=soon)[1]
        address = path if path.startswith("/") else f"/api/v1/studies/{field.study.slug}/summaries/{path}"
        sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        key = keys[user.pk, scope]
        return getattr(Client(headers={"Authorization": f"Token {key}"}), method)(address, **sent)

    return request


def test_a_summary_is_asked_for_and_followed_to_its_end(demo_a, call):
    asked = call(demo_a, "post", body={"basis": "official"})
    address = asked.headers["Location"]
    waiting = call(demo_a, "get", address)
    jobs.run(Job.objects.get().pk)
    done = call(demo_a, "get", address)

    assert asked.status_code == 202
    assert (waiting.json()["status"], waiting.json()["result"]) == ("queued", None)
    assert done.json()["status"] == "done"
    assert done.json()["result"]["verdict"] == "not_indicated"
    assert (done.json()["stale"], done.json()["worker"]) == (False, False)


@pytest.mark.parametrize("scope", ["read", "export", "write"])
def test_a_token_of_any_scope_reads_what_the_codings_come_to(field, built, call, scope):
    summary, study = built(field), f"/api/v1/studies/{field.study.slug}/"
    addresses = ["", f"{summary.pk}/", f"{summary.pk}/actors/BKB/", study + "agreement/", study + "adjudications/"]

    statuses = {path: call(field, "get", path, scope=scope).status_code for path in addresses}

    assert statuses == dict.fromkeys(addresses, 200)


def test_asking_again_for_the_same_evidence_repeats_nothing(demo_a, built, call):
    summary = built(demo_a)

    answers = [call(demo_a, "post", body={"basis": "official"}) for _ in range(2)]

    assert {answer.json()["id"] for answer in answers} == {str(summary.pk)}
    assert Job.objects.count() == 1


def test_the_list_holds_the_summaries_and_not_their_results(field, built, call):
    summary = built(field)
    built(field, "working")

    answer = call(field, "get", "?basis=official").json()

    assert [row["id"] for row in answer["results"]] == [str(summary.pk)]
    assert "result" not in answer["results"][0]


def test_one_actor_s_summary_holds_its_own_cells_and_pairs(demo_a, built, call):
    summary = built(demo_a)

    answer = call(demo_a, "get", f"{summary.pk}/actors/ITM/").json()

    assert sorted(answer["cells"]) == ["ITM/FIS", "ITM/IDE", "ITM/MAT", "ITM/UTL"]
    assert list(answer["pairs"]) == ["BKB-ITM", "ITM-MAS"]
    assert answer["profile"]["isolated"] is True
    assert {sentence["target"] for sentence in answer["sentences"]} >= {"profile:ITM", "cell:ITM/IDE", "pair:ITM-MAS"}
    assert call(demo_a, "get", f"{summary.pk}/actors/XXX/").status_code == 404


def test_every_export_holds_the_evidence_that_gives_it_again(demo_a, built, call):
    summary = built(demo_a)

    whole = call(demo_a, "get", f"{summary.pk}/export/?format=json").json()
    actor = call(demo_a, "get", f"{summary.pk}/actors/ITM/export/?format=json").json()

    assert summarise(whole["evidence"]) == whole["summary"]
    assert summarise(actor["evidence"])["profiles"]["ITM"] == actor["profile"]


def test_sentences_come_in_both_languages_with_their_rows(demo_a, built, call):
    summary = built(demo_a)

    sentences = call(demo_a, "get", f"{summary.pk}/sentences/").json()

    level = next(s for s in sentences if s["key"] == "pair.level~none~pair:BKB-ITM")
    assert set(level["text"]) == {"id", "en"}
    assert len(level["rows"]) == 6


@pytest.mark.parametrize(
    ("body", "field_name"), [({"basis": "all"}, "basis"), ({"base": "official"}, "base")], ids=["value", "key"]
)
def test_an_unknown_basis_or_key_is_refused(field, call, body, field_name):
    answer = call(field, "post", body=body)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field_name]
    assert Job.objects.count() == 0


def test_evidence_the_method_refuses_names_row_and_field(field, call):
    field.link("W-B1", "No more.", "BKB", "ITM", "ANY")

    answer = call(field, "post", body={})

    assert answer.status_code == 400
    assert answer.json()["detail"] == "evidence: links[0].form: ANY is never enacted: name the form"


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("export", 202), ("write", 202)])
def test_a_token_builds_no_more_than_its_scope(field, call, scope, status):
    assert call(field, "post", body={}, scope=scope).status_code == status


def test_an_observer_reads_and_neither_builds_nor_exports(field, built, call):
    summary = built(field)
    observer = field.member("observer", Role.OBSERVER)

    statuses = [
        call(field, method, path, body, user=observer).status_code
        for method, path, body in [
            ("get", f"{summary.pk}/", None),
            ("post", "", {}),
            ("get", f"{summary.pk}/export/", None),
        ]
    ]

    assert statuses == [200, 403, 403]


def test_a_summary_of_another_study_answers_like_an_unknown_one(field, built, call):
    other = type(field)(slug="other")
    other.interview("W-B1", ("B1", "Elsewhere."))
    foreign = call(field, "get", f"{built(other).pk}/")
    unknown = call(field, "get", "00000000-0000-4000-8000-000000000000/")

    assert (foreign.status_code, unknown.status_code) == (404, 404)


def test_a_supervisor_signs_over_http_and_a_stale_summary_is_refused(field, built, call):
    summary = built(field)
    supervisor = field.member("supervisor", Role.SUPERVISOR)
    signed = call(field, "post", f"{summary.pk}/sign/", {"note": "Read."}, user=supervisor)
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")

    refused = call(field, "post", f"{summary.pk}/sign/", {}, user=supervisor)

    assert [sign["note"] for sign in signed.json()["sign_offs"]] == ["Read."]
    assert (refused.status_code, refused.json()["code"]) == (409, "stale")


def test_the_settings_of_the_method_have_versions(field, call):
    address = f"/api/v1/studies/{field.study.slug}/method-configs/"

    first = call(field, "post", address, {"settings": {"min_informants": 3}, "reason": "a trial"})
    again = call(field, "post", address, {"settings": {"min_informants": 3}})
    refused = call(field, "post", address, {"settings": {"theta": [1, 2]}})
    current = call(field, "get", f"{address}current/")

    assert (first.status_code, first.json()["version"]) == (201, 1)
    assert (again.status_code, again.json()["version"]) == (200, 1)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "theta")
    assert current.json()["min_informants"] == 3
