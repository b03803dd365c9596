"""Every address asked as everybody, and what is wrong with each answer: for the tests and for `make proof`.

Each function yields (who asked, what, complaint or None): one for each request, so that whoever counts knows how much
was asked.
"""

import uuid
from collections.abc import Iterator

from django.test import Client

from ground.models import ApiToken
from interviews.api_base import IN_SCOPE
from interviews.models import Role
from interviews.permissions import ALLOWED
from tests.addresses import (
    ALLOWED_ANSWERS,
    ANYBODY,
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
from tests.watched import in_an_address

Answers = Iterator[tuple[str, str, str | None]]
MEMBERS = ("observer", "researcher", "supervisor", "owner")
OUTSIDERS = ("stranger", "owner of another", "superuser")
SHUT_OUT = ("nobody", "disabled")
SCOPES = tuple(scope.value for scope in ApiToken.Scope)


def without_expectation() -> list[str]:
    """The routes that declare no verb and are not named as open to all."""
    return [
        name
        for name, route, callback in OURS
        if name not in ANYBODY | SIGNED_IN
        and "<slug:slug>" not in route
        and not route.startswith("/api/v1/jobs/")
        or "<slug:slug>" in route
        and verb_of(name, callback, "GET") is None
    ]


def everybody(world: World) -> Answers:
    """All of them, one after the other."""
    for role in MEMBERS:
        yield from as_member(world, role)
    for who in OUTSIDERS:
        yield from out_of_reach(world, who)
    yield from foreign_rows(world)
    for who in SHUT_OUT:
        yield from shut_out(world, who)
    for scope in SCOPES:
        yield from with_token(world, scope)


def as_member(world: World, role: str) -> Answers:
    """A member may do what the table of roles allows, and nothing else."""
    client, allowed = signed_in(world.people[role]), ALLOWED[ROLES[role]]
    for name, _route, callback, method, url in all_requests(world):
        if name in ANYBODY or not is_there(world, name, callback, method):
            continue
        answer = ask(client, method, url)
        expected = _expected(
            name, method, role, None if name in SIGNED_IN else verb_of(name, callback, method), allowed
        )
        wrong = None if answer.status_code in expected else f"{answer.status_code}, not one of {sorted(expected)}"
        yield role, f"{method} {url}", "an informant's word in an address" if in_an_address(answer) else wrong


def _expected(name, method, role, verb, allowed) -> set[int]:
    if verb is not None and verb not in allowed:
        return {403}
    if (name, method) in ONLY_MINE and role != "researcher":
        return {403, 404}
    return ALLOWED_ANSWERS | ({404} if noun(name) in ("summary", "token", "upload", "recording") else set())


def out_of_reach(world: World, who: str) -> Answers:
    """A study that one is no member of answers like one that does not exist, to the letter."""
    client = signed_in(world.people[who])
    for name, route, callback, method, url in all_requests(world):
        if "<slug:slug>" not in route or not is_there(world, name, callback, method):
            continue
        there, nowhere = ask(client, method, url), ask(client, method, url.replace("/studi/", "/tidak-ada/"))
        yield who, f"{method} {url}", _not_unknown(there, nowhere)


def foreign_rows(world: World) -> Answers:
    """A row of another study, asked for below one's own, answers like one that does not exist, to the letter."""
    owner, supervisor = signed_in(world.owner), signed_in(world.people["supervisor"])
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
            yield "row of another study", f"{method} {route}", _not_unknown(foreign, nowhere)


def _not_unknown(answer, unknown) -> str | None:
    is_alike = plain(answer)[0] == 404 and plain(answer) == plain(unknown)
    return None if is_alike else f"{answer.status_code} and {unknown.status_code}"


def _unknown(value):
    return uuid.uuid4() if isinstance(value, uuid.UUID) else "ZZZ"


def _own_codes(rows: dict) -> dict:
    """Codes that only the foreign study has: the preset's are in both."""
    return {
        key: row | ({"key": "ZZZ"} if "key" in row else {}) | ({"code": "ZZZ"} if key in ("summary",) else {})
        for key, row in rows.items()
    }


def shut_out(world: World, who: str) -> Answers:
    """Who is not signed in, or may not be any more, gets in nowhere."""
    client = Client(raise_request_exception=False)
    if who == "disabled":
        client.force_login(world.people["disabled"])
    for name, _route, _callback, method, url in all_requests(world):
        if name in ANYBODY:
            continue
        answer = ask(client, method, url)
        turned_away = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
        turned_away |= answer.status_code == 403 and b"/accounts/login/?next=" in answer.content  # what a form sent
        is_refused = turned_away or answer.status_code == (401 if url.startswith("/api/") else 405)
        yield who, f"{method} {url}", None if is_refused else str(answer.status_code)


def with_token(world: World, scope: str) -> Answers:
    """A token reaches as far as its scope."""
    _token, key = ApiToken.issue(owner=world.owner, name="uji", scope=scope, expires_at=later())
    client = Client(raise_request_exception=False, headers={"Authorization": f"Token {key}"})
    for name, route, callback, method, url in all_requests(world):
        if not route.startswith("/api/v1/"):
            continue
        verb = verb_of(name, callback, method)
        status = ask(client, method, url).status_code
        in_scope = verb in IN_SCOPE[scope] and verb in ALLOWED[Role.OWNER]
        refused = status == 403 if (name, method) not in ONLY_MINE else status in (403, 404)
        is_wrong = in_scope == refused and (name, method) not in ONLY_MINE or status == 401 or status >= 500
        yield f"token to {scope}", f"{method} {url}", str(status) if is_wrong else None
