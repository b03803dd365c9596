"""What the API answers is what its description says: the statuses, and every field of every body."""

import copy
import re

import jsonschema
import pytest
from django.db import transaction

from coprod.api_pages import document
from tests.addresses import OURS, World, address, ask, methods, signed_in
from tests.bodies import GOOD
from tests.test_hostile_bodies import as_bytes, send

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.browsers = {name: signed_in(user) for name, user in made.people.items() if user.is_active}
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def described():
    """The description as JSON Schema has it: where OpenAPI 3.0 says `nullable`, null is one of the types."""
    return _with_null(copy.deepcopy(document("en")))


def _with_null(shape):
    if isinstance(shape, list):
        return [_with_null(each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    plain = {key: _with_null(value) for key, value in shape.items() if key != "nullable"}
    if shape.get("nullable") is True:
        return {"anyOf": [plain, {"type": "null"}]}
    return plain


def template(route: str) -> str:
    """The path of the description for a route: `<uuid:pk>` is `{id}` there."""
    return re.sub(r"<\w+:(\w+)>", lambda match: "{id}" if match[1] == "pk" else f"{{{match[1]}}}", route)


def faults(described, route: str, method: str, answer) -> list[str]:
    """Where an answer differs from its description."""
    name = f"{method} {route}: {answer.status_code}"
    said = described["paths"][template(route)][method.lower()]["responses"]
    if str(answer.status_code) not in said:
        return [f"{name} is not among {sorted(said)}"]
    content = said[str(answer.status_code)].get("content")
    if not content:
        return [f"{name} has a body"] if answer.content else []
    media = answer.headers["Content-Type"].split(";")[0]
    if media not in content:
        return [f"{name} is {media}, not {sorted(content)}"]
    schema = content[media]["schema"] | {"components": described["components"]}
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["uuid", "date"]))
    if "json" not in media:
        return []
    return [
        f"{name} {'/'.join(map(str, each.absolute_path))}: {each.message[:120]}"
        for each in checker.iter_errors(answer.json())
    ]


API = [each for each in OURS if each[1].startswith("/api/v1/")]


@pytest.mark.parametrize("role", ["owner", "researcher", "observer", "stranger"])
def test_every_endpoint_answers_each_role_as_described(world, described, role):
    wrong = []

    for name, route, callback in API:
        for method in methods(callback):
            answer = ask(world.browsers[role], method, address(route, name, world.rows, world.study.slug))
            wrong += faults(described, route, method, answer)

    assert wrong == []


@pytest.mark.parametrize("name", [name for name in GOOD if name != "bundle"])
def test_every_good_request_is_answered_as_described(world, described, name):
    who, method, url, body = GOOD[name](world)
    path = url.split("?")[0]
    patterns = [(re.sub(r"<\w+:\w+>", "[^/]+", route), route) for _name, route, _callback in API]
    route = next(route for pattern, route in patterns if re.fullmatch(pattern, path))

    answer = send(world, who, method, url, as_bytes(body))

    assert faults(described, route, method, answer) == []
