"""Error pages say what happened and what to do next; each has the page of its own status."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from coprod import errors
from tests.factories import make_study, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_a_page(settings):
    settings.LANGUAGE_CODE = "en"
    return RequestFactory().post("/studies/")


def test_a_form_sent_from_an_old_page_is_not_told_that_a_role_is_missing():
    study, browser = make_study(), Client(enforce_csrf_checks=True)
    browser.cookies["coprod_language"] = "en"
    browser.force_login(owner_of(study))

    answer = browser.post(f"/studies/{study.slug}/informants/new/", {"code": "B1"})

    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()
    assert "change your role" not in answer.content.decode()


WRITTEN = {"text": "Catatan yang lama ditulis.", "password": "rahasia itu rahasia", "code": "B1"}


def test_what_was_written_is_given_back_where_the_session_had_ended():
    study, browser = make_study(), Client(headers={"Referer": "http://testserver/studies/x/memos/"})
    browser.cookies["coprod_language"] = "en"

    answer = browser.post(f"/studies/{study.slug}/memos/write/", WRITTEN)

    said = answer.content.decode()
    assert (answer.status_code, "You were signed out meanwhile" in said) == (403, True)
    assert WRITTEN["text"] in said
    assert WRITTEN["password"] not in said
    assert 'href="/accounts/login/?next=/studies/x/memos/"' in said


def test_where_the_form_stood_elsewhere_one_comes_to_the_page_above_its_address():
    study, browser = make_study(), Client(headers={"Referer": "https://elsewhere.example/memos/"})

    answer = browser.post(f"/studies/{study.slug}/memos/write/", WRITTEN)

    assert f'href="/accounts/login/?next=/studies/{study.slug}/memos/"' in answer.content.decode()


@pytest.mark.parametrize(("site", "given_back"), [("same-origin", True), ("cross-site", False)])
def test_what_a_form_from_an_old_page_held_is_given_back_to_our_own_pages_alone(site, given_back):
    study, browser = make_study(), Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": site})
    browser.force_login(owner_of(study))

    answer = browser.post(f"/studies/{study.slug}/memos/write/", WRITTEN)

    assert answer.status_code == 403
    assert (WRITTEN["text"] in answer.content.decode()) is given_back


@pytest.mark.parametrize(
    ("address", "above"),
    [("members/add/", "members/"), ("mine/submit/", "mine/"), (f"history/{uuid.UUID(int=1)}/undo/", "history/")],
)
def test_an_address_that_takes_forms_alone_leads_to_the_page_above_it(client, address, above):
    study = make_study()
    client.force_login(owner_of(study))

    answer = client.get(f"/studies/{study.slug}/{address}")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert f'href="/studies/{study.slug}/{above}"' in answer.content.decode()
    assert client.get(f"/studies/{study.slug}/{above}").status_code == 200


@pytest.mark.parametrize(
    ("limit", "body"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", {"next": "x" * 2000}),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", {"next": ["x"] * 1001}),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", {"files": [SimpleUploadedFile("a.txt", b"A: Ya.")] * 1001}),
    ],
)
def test_a_form_with_more_than_is_taken_at_once_is_told_how_much_that_is(client, settings, limit, body):
    setattr(settings, limit, 1000)
    client.cookies["coprod_language"] = "en"

    answer = client.post("/preferences/", body)

    said = answer.content.decode()
    assert (answer.status_code, "are taken at once" in said) == (413, True)
    assert "Go back and send it in parts." in said


def test_too_many_tries_are_answered_with_a_page_of_ours(request_of_a_page):
    answer = errors.too_many_tries(request_of_a_page)

    assert (answer.status_code, b"429" in answer.content) == (429, True)
