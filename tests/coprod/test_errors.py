"""Error pages say what happened and what to do next; each has the page of its own status."""

import pytest
from django.core.exceptions import RequestDataTooBig
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


def test_what_is_too_large_is_answered_as_too_large(request_of_a_page):
    answer = errors.bad_request(request_of_a_page, RequestDataTooBig())

    assert (answer.status_code, b"413" in answer.content) == (413, True)


def test_a_form_larger_than_this_installation_takes_is_answered_as_too_large(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post("/preferences/", {"theme": "dark", "next": "x" * 2000}, "application/x-www-form-urlencoded")

    assert answer.status_code == 413


def test_too_many_tries_are_answered_with_a_page_of_ours(request_of_a_page):
    answer = errors.too_many_tries(request_of_a_page)

    assert (answer.status_code, b"429" in answer.content) == (429, True)
