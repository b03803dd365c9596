"""A whole study over HTTP, out and in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ground.models import ApiToken
from interviews.models import Study
from reports.exchange.bundle.writing import zipped
from reports.exchange.over_http import MOST_BYTES
from tests.factories import join, make_user

IMPORTS = "/api/v1/imports/"


def sent(client, user, data, content_type="application/json"):
    client.force_login(user)
    return client.post(IMPORTS, data, content_type=content_type)


def test_an_owner_fetches_the_whole_study(rich, data, client):
    client.force_login(rich.owner)

    answer = client.get(f"/api/v1/studies/{rich.study.slug}/bundle/")

    assert answer.content == data
    assert answer["Content-Disposition"] == f'attachment; filename="{rich.study.slug}.json"'


def test_anyone_else_who_may_export_fetches_a_bundle_that_says_it_is_not_complete(rich, client):
    client.force_login(rich.coder)

    bundle = client.get(f"/api/v1/studies/{rich.study.slug}/bundle/").json()

    assert (bundle["complete"], bundle["events"]) == (False, [])


@pytest.mark.parametrize(("role", "status"), [("observer", 403), (None, 404)])
def test_who_may_not_export_gets_nothing(rich, client, role, status):
    user = join(rich.study, role) if role else make_user()
    client.force_login(user)

    assert client.get(f"/api/v1/studies/{rich.study.slug}/bundle/").status_code == status


@pytest.mark.parametrize("packed", [False, True])
def test_a_study_comes_in_once_and_belongs_to_who_sent_it(data, emptied, client, packed):
    emptied()
    user = make_user("pendatang")
    body = (zipped(data), "application/zip") if packed else (data, "application/json")

    answers = [sent(client, user, *body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    study = Study.objects.get(slug=answers[0].json()["slug"])
    assert answers[0].json()["counts"]["actors"] == 3
    assert study.memberships.get(user=user).role == "owner"


def test_a_tampered_bundle_is_refused_with_the_place(data, emptied, client):
    emptied()

    answer = sent(client, make_user(), data.replace(b'"role":"owner"', b'"role":"king"'))

    assert answer.status_code == 400
    assert [error["field"].partition("[")[0] for error in answer.json()["errors"]] == ["members"]
    assert not Study.objects.exists()


def test_a_study_that_is_here_and_differs_is_a_conflict(rich, data, client):
    answer = sent(client, rich.owner, data.replace(b"Studi uji", b"Studi anu", 1))

    assert (answer.status_code, answer.json()["code"]) == (409, "differs")
    assert "title" in answer.json()["detail"]


def test_a_stranger_is_not_told_how_a_study_that_is_here_differs(rich, data, client):
    answer = sent(client, make_user(), data.replace(b"Studi uji", b"Studi anu", 1))

    assert answer.status_code == 409
    assert "title" not in answer.json()["detail"]


def test_nobody_imports_without_signing_in_or_with_a_token_that_only_reads(data, emptied, client):
    emptied()
    later = timezone.now() + timedelta(days=1)
    _token, key = ApiToken.issue(owner=make_user(), name="R", scope="read", expires_at=later)

    assert client.post(IMPORTS, data, content_type="application/json").status_code == 401
    headers = {"Authorization": f"Token {key}"}
    assert client.post(IMPORTS, data, content_type="application/json", headers=headers).status_code == 403


def test_a_body_that_is_too_large_or_of_another_kind_is_refused(client, db):
    user = make_user()

    assert sent(client, user, b" " * (MOST_BYTES + 1)).status_code == 413
    assert sent(client, user, b"<a/>", "text/xml").status_code == 415
    assert sent(client, user, b"").status_code == 400
