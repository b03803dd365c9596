"""Every address, asked as everybody: what each role may do is read from the verb that each view declares."""

import re
from datetime import timedelta

import pytest
import structlog
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coding.models import Code
from coprod.logs import LOGGING
from ground.acts import act
from ground.models import ApiToken
from interviews.models import Informant, Interview, Role
from interviews.permissions import ALLOWED_ALONE, Verb
from tests.addresses import (
    ALLOWED_ANSWERS,
    ANYBODY,
    METHODS,
    OURS,
    WORDS,
    World,
    address,
    all_requests,
    ask,
    is_there,
    later,
    methods,
    names_a_row,
    noun,
    routes,
    signed_in,
)
from tests.reach import (
    MEMBERS,
    OUTSIDERS,
    SCOPES,
    SHUT_OUT,
    as_member,
    foreign_rows,
    out_of_reach,
    shut_out,
    with_token,
    without_expectation,
)

pytestmark = pytest.mark.django_db


def complaints(answers) -> list[str]:
    return [f"{request}: {complaint}" for _role, request, complaint in answers if complaint]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once, and rolled back with everything that was done to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def test_every_route_has_an_expectation():
    """A page or endpoint that declares no verb, and is not named as open to all, is not allowed to exist."""
    assert without_expectation() == []


def test_every_row_that_an_address_names_stands_in_this_test(world):
    missing = [name for name, route, _ in OURS if names_a_row(route) and noun(name) not in {*world.rows, *WORDS}]

    assert missing == []


@pytest.mark.parametrize("role", MEMBERS)
def test_a_member_may_do_what_the_table_of_roles_allows_and_nothing_else(world, role):
    assert complaints(as_member(world, role)) == []


def test_who_works_alone_may_review(world):
    alone, url = type(world.study).objects.filter(pk=world.study.pk), f"/api/v1/studies/{world.study.slug}/reviews/"

    with transaction.atomic():
        before = ask(signed_in(world.owner), "POST", url).status_code
        with act(world.owner, "study.change", world.study):
            alone.update(works_alone=True)
        after = ask(signed_in(world.owner), "POST", url).status_code
        transaction.set_rollback(True)

    assert (before, after) == (403, 400)
    assert ALLOWED_ALONE[Role.OWNER] == {Verb.REVIEW, Verb.ASSIGN}


def test_a_researcher_puts_right_what_they_brought_in(world):
    client, wrong = signed_in(world.researcher), []

    for _name, _route, callback, method, url in all_requests(world):
        action = (getattr(callback, "actions", None) or {}).get(method.lower())
        if not action or action not in getattr(callback.cls, "own_verbs", {}):
            continue
        with transaction.atomic():
            with act(world.owner, "informant.change", world.study):
                for model in (Informant, Interview, Code):
                    model.objects.of_study(world.study).update(created_by=world.researcher)
            if (status := ask(client, method, url).status_code) not in ALLOWED_ANSWERS:
                wrong.append(f"{method} {url}: {status}")
            transaction.set_rollback(True)

    assert wrong == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_study_out_of_reach_answers_like_one_that_does_not_exist(world, who):
    assert complaints(out_of_reach(world, who)) == []


@pytest.mark.parametrize(
    "named",
    [
        *("interviews/a%00b/", "interviews/a%00b/record/", "codebook/a%00b/", "informants/a%00b/"),
        *("history/?interview=a%00b", "review/?coder=a%00b", "mine/?actor=a%00b", "rigour/history.csv?interview=a%00b"),
    ],
)
def test_an_address_with_a_sign_that_no_text_can_hold_leads_nowhere(world, named):
    assert ask(signed_in(world.owner), "GET", f"/studies/{world.study.slug}/{named}").status_code == 404


def test_a_row_of_another_study_answers_like_one_that_does_not_exist(world):
    assert complaints(foreign_rows(world)) == []


@pytest.mark.parametrize("who", SHUT_OUT)
def test_nobody_gets_in_without_signing_in(world, who):
    assert complaints(shut_out(world, who)) == []


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_reaches_as_far_as_its_scope(world, scope):
    assert complaints(with_token(world, scope)) == []


@pytest.mark.parametrize("how", ["revoked", "expired", "of a disabled user", "unknown", "damaged"])
def test_a_token_that_does_not_hold_opens_nothing(world, how):
    owner = world.people["disabled"] if how == "of a disabled user" else world.owner
    expires = timezone.now() - timedelta(seconds=1) if how == "expired" else later()
    token, key = ApiToken.issue(owner=owner, name="uji", scope="write", expires_at=expires)
    if how == "revoked":
        ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now())
    key = {"unknown": "coprod_" + "x" * 43, "damaged": key + " x\xff"}.get(how, key)
    client = Client(headers={"Authorization": f"Token {key}"})

    statuses = {
        ask(client, method, url).status_code
        for _n, route, _c, method, url in all_requests(world)
        if route.startswith("/api/v1/")
    }

    assert statuses == {401}


def test_a_token_does_not_open_pages(world):
    _token, key = ApiToken.issue(owner=world.owner, name="uji", scope="write", expires_at=later())
    client = Client(headers={"Authorization": f"Token {key}"})

    assert ask(client, "GET", f"/studies/{world.study.slug}/").status_code == 302


WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\s+\S*\s*\"?(\w+)", re.IGNORECASE)


def test_reading_writes_nothing(world):
    client, wrong = signed_in(world.owner), []

    for name, _route, callback, method, url in all_requests(world):
        if method != "GET" or name in ANYBODY or not is_there(world, name, callback, method):
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = ask(client, "GET", url)
        written = [each["sql"] for each in asked if WRITES.match(each["sql"])]
        if written or answer.status_code >= 500:
            wrong.append(f"GET {url}: {answer.status_code} {written}")

    assert wrong == []


def test_every_change_from_a_browser_needs_the_token_against_forgery(world):
    client, wrong = Client(enforce_csrf_checks=True, raise_request_exception=False), []
    client.force_login(world.owner)

    for name, _route, callback, method, url in all_requests(world):
        if method == "GET" or not is_there(world, name, callback, method):
            continue
        if (status := ask(client, method, url).status_code) != 403:
            wrong.append(f"{method} {url}: {status}")

    assert wrong == []


def test_other_methods_are_refused_everywhere(world):
    client, wrong = signed_in(world.owner), []

    for name, route, callback in OURS:
        known = methods(callback)
        url = address(route, name, world.rows, world.study.slug)
        for method in {*METHODS, "OPTIONS", "TRACE", "BREW"} - set(known):
            if route.startswith("/api/v1/") and (status := ask(client, method, url).status_code) != 405:
                wrong.append(f"{method} {url}: {status}")

    assert wrong == []


LINE = structlog.stdlib.ProcessorFormatter(**{k: v for k, v in LOGGING["formatters"]["json"].items() if k != "()"})
# Kept by one's own browser alone, which asks each time whether it still holds, and drops it when one signs out
# (tests/browser/test_nothing_left.py).
ASKED_AGAIN = {"pane-marks": "private, no-cache"}
OF_A_LIBRARY = [route for _name, route, _view in routes() if route.startswith("/accounts/") and "<" not in route]


def test_every_answer_is_kept_by_no_cache_and_says_what_a_page_may_do(world):
    client, wrong = signed_in(world.owner), []

    for name, _route, callback, method, url in all_requests(world):
        if not is_there(world, name, callback, method):
            continue
        said = ask(client, method, url).headers
        if ASKED_AGAIN.get(name, "no-store") not in said.get("Cache-Control", ""):
            wrong.append(f"{method} {url}: {said.get('Cache-Control')}")
        if "default-src 'none'" not in said.get("Content-Security-Policy", "") or said.get("X-Frame-Options") != "DENY":
            wrong.append(f"{method} {url}: {said.get('Content-Security-Policy')}")
        if said.get("X-Content-Type-Options") != "nosniff" or said.get("Referrer-Policy") != "same-origin":
            wrong.append(f"{method} {url}: nosniff, referrer")

    assert wrong == []


def test_no_answer_about_ones_own_account_is_kept_by_a_cache_and_the_one_that_signs_out_empties_it(world):
    wrong = []

    for url in OF_A_LIBRARY:
        for method in ("GET", "POST"):
            said = ask(signed_in(world.owner), method, url).headers
            if "no-store" not in said.get("Cache-Control", ""):
                wrong.append(f"{method} {url}: {said.get('Cache-Control')}")
            if ("Clear-Site-Data" in said) != ((method, url) == ("POST", "/accounts/logout/")):
                wrong.append(f"{method} {url}: {said.get('Clear-Site-Data')}")

    assert wrong == []
    assert "/accounts/sessions/" in OF_A_LIBRARY


def test_no_line_of_the_log_holds_a_word_of_a_study_or_an_address(world, caplog):
    client, words = signed_in(world.owner), ("menyumbang", "Catatan", "Mengapa?", "Dua suara", "studi/", "W1")

    with caplog.at_level("INFO"):
        for _name, _route, _callback, method, url in all_requests(world):
            ask(client, method, url)
            ask(client, method, url.replace("/studi/", "/tidak-ada/"))

    shown = [LINE.format(record) for record in caplog.records]
    assert len(shown) > 200
    assert [line for line in shown if any(word in line for word in words)] == []
