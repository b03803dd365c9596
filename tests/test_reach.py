"""Every address, asked as everybody: what each role may do is read from the verb that each view declares."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coding.models import Code
from ground.acts import act
from ground.models import ApiToken
from interviews.api_base import IN_SCOPE
from interviews.models import Informant, Interview, Role
from interviews.permissions import ALLOWED, ALLOWED_ALONE, Verb
from tests.addresses import (
    ALLOWED_ANSWERS,
    ANYBODY,
    METHODS,
    ONLY_MINE,
    OURS,
    ROLES,
    SIGNED_IN,
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
    plain,
    signed_in,
    verb_of,
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once, and rolled back with everything that was done to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def test_every_route_has_an_expectation():
    """A page or endpoint that declares no verb, and is not named as open to all, is not allowed to exist."""
    without = [
        name
        for name, route, callback in OURS
        if name not in ANYBODY | SIGNED_IN
        and "<slug:slug>" not in route
        and not route.startswith("/api/v1/jobs/")
        or "<slug:slug>" in route
        and verb_of(name, callback, "GET") is None
    ]

    assert without == []


def test_every_row_that_an_address_names_stands_in_this_test(world):
    missing = [name for name, route, _ in OURS if names_a_row(route) and noun(name) not in {*world.rows, *WORDS}]

    assert missing == []


@pytest.mark.parametrize("role", ["observer", "researcher", "supervisor", "owner"])
def test_a_member_may_do_what_the_table_of_roles_allows_and_nothing_else(world, role):
    client, wrong = signed_in(world.people[role]), []
    allowed = ALLOWED[ROLES[role]]

    for name, _route, callback, method, url in all_requests(world):
        if name in ANYBODY or not is_there(world, name, callback, method):
            continue
        status = ask(client, method, url).status_code
        verb = None if name in SIGNED_IN else verb_of(name, callback, method)
        may = verb is None or verb in allowed
        if may and (name, method) in ONLY_MINE and role != "researcher":
            expected = {403, 404}
        elif may:
            expected = ALLOWED_ANSWERS | ({404} if noun(name) in ("summary", "token", "upload", "recording") else set())
        else:
            expected = {403}
        if status not in expected:
            wrong.append(f"{method} {url}: {status}, not one of {sorted(expected)}")

    assert wrong == []


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


@pytest.mark.parametrize("who", ["stranger", "owner of another"])
def test_a_study_out_of_reach_answers_like_one_that_does_not_exist(world, who):
    client, wrong = signed_in(world.people[who]), []

    for name, route, callback, method, url in all_requests(world):
        if "<slug:slug>" not in route or not is_there(world, name, callback, method):
            continue
        there, nowhere = ask(client, method, url), ask(client, method, url.replace("/studi/", "/tidak-ada/"))
        if plain(there)[0] != 404 or plain(there) != plain(nowhere):
            wrong.append(f"{method} {url}: {there.status_code} and {nowhere.status_code}")

    assert wrong == []


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
    owner, supervisor, wrong = signed_in(world.owner), signed_in(world.people["supervisor"]), []
    unknown = {key: {name: _unknown(value) for name, value in row.items()} for key, row in world.foreign.items()}

    for name, route, callback in OURS:
        if not names_a_row(route) or noun(name) in WORDS:
            continue
        for method in methods(callback):
            if not is_there(world, name, callback, method):
                continue
            client = owner if verb_of(name, callback, method) in {None, *ALLOWED[Role.OWNER]} else supervisor
            foreign = ask(client, method, address(route, name, _own_codes(world.foreign), world.study.slug))
            nowhere = ask(client, method, address(route, name, unknown, world.study.slug))
            if foreign.status_code != 404 or plain(foreign) != plain(nowhere):
                wrong.append(f"{method} {route}: {foreign.status_code} and {nowhere.status_code}")

    assert wrong == []


def _unknown(value):
    return uuid.uuid4() if isinstance(value, uuid.UUID) else "ZZZ"


def _own_codes(rows: dict) -> dict:
    """Codes that only the foreign study has: the preset's are in both."""
    return {
        key: row | ({"key": "ZZZ"} if "key" in row else {}) | ({"code": "ZZZ"} if key in ("summary",) else {})
        for key, row in rows.items()
    }


@pytest.mark.parametrize("who", ["nobody", "disabled"])
def test_nobody_gets_in_without_signing_in(world, who):
    client, wrong = Client(raise_request_exception=False), []
    if who == "disabled":
        client.force_login(world.people["disabled"])

    for name, _route, _callback, method, url in all_requests(world):
        if name in ANYBODY:
            continue
        answer = ask(client, method, url)
        turned_away = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
        if not (turned_away or answer.status_code == (401 if url.startswith("/api/") else 405)):
            wrong.append(f"{method} {url}: {answer.status_code}")

    assert wrong == []


@pytest.mark.parametrize("scope", [scope.value for scope in ApiToken.Scope])
def test_a_token_reaches_as_far_as_its_scope(world, scope):
    _token, key = ApiToken.issue(owner=world.owner, name="uji", scope=scope, expires_at=later())
    client, wrong = Client(raise_request_exception=False, headers={"Authorization": f"Token {key}"}), []

    for name, route, callback, method, url in all_requests(world):
        if not route.startswith("/api/v1/"):
            continue
        verb = verb_of(name, callback, method)
        status = ask(client, method, url).status_code
        in_scope = verb in IN_SCOPE[scope] and verb in ALLOWED[Role.OWNER]
        refused = status == 403 if (name, method) not in ONLY_MINE else status in (403, 404)
        if in_scope == refused and (name, method) not in ONLY_MINE or status == 401 or status >= 500:
            wrong.append(f"{method} {url}: {status}")

    assert wrong == []


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
