import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.html import escape
from django.utils.translation import override

from coprod.api_pages import document
from ground.problems import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
APPS = ("ground", "interviews", "coding", "reports", "coprod")
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def operations():
    paths = document("en")["paths"]
    return {(method.upper(), path): said for path, methods in paths.items() for method, said in methods.items()}


def test_the_description_of_the_api_is_valid_and_whole(tmp_path):
    """Validated against OpenAPI's own schema; an endpoint that cannot be described is an error."""
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yaml"))


def test_every_operation_says_what_it_does(operations):
    assert [name for name, said in operations.items() if not said.get("description")] == []


def test_every_answer_with_a_body_has_a_schema(operations):
    bare = [
        (*name, code)
        for name, said in operations.items()
        for code, answer in said["responses"].items()
        if code != "204" and not all(body.get("schema") for body in answer.get("content", {"": {}}).values())
    ]

    assert bare == []


def test_every_operation_declares_the_problems_it_answers_with(operations):
    for (method, path), said in operations.items():
        needed = {"400", "401", "403"} | ({"404"} if "{" in path else set()) | ({"409"} if method != "GET" else set())
        if method in ("POST", "PATCH"):
            needed |= {"413", "415"}

        assert needed <= set(said["responses"]), (method, path)
        assert all(PROBLEM in said["responses"][code]["content"] for code in needed), (method, path)


def test_every_change_of_what_two_people_can_edit_asks_for_the_version_read(operations):
    changes = {path: said for (method, path), said in operations.items() if method == "PATCH"}

    for path, said in changes.items():
        assert "If-Match" in {each["name"] for each in said["parameters"]}, path
        assert {"412", "428"} <= set(said["responses"]), path


def test_the_description_names_the_collections_that_were_promised(operations):
    listed = {path.split("/")[5] for method, path in operations if method == "GET" and path.count("/") == 6}

    assert listed >= {"actors", "informants", "interviews", "transcripts", "codes", "passages", "codings", "links"}
    assert listed >= {"memos", "reviews", "summaries", "changes", "speakers", "members", "dimensions", "link-forms"}


def conflict_codes():
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Conflict":
                    words = [each.value for each in node.args[1:2] if isinstance(each, ast.Constant)]
                    words += [each.value.value for each in node.keywords if each.arg == "code"]
                    yield from words


def test_every_kind_of_conflict_has_a_page_that_explains_it(client):
    codes = set(conflict_codes())

    assert {"differs", "deleted", "interview_exists"} <= codes
    assert codes - set(MEANINGS) == set()


@pytest.mark.django_db
def test_the_type_of_a_problem_is_the_address_of_its_page(client):
    refused = client.get("/api/v1/me/").json()

    page = client.get(refused["type"])

    with override("id"):
        meaning = str(escape(MEANINGS[refused["code"]]))
    assert page.status_code == 200
    assert meaning in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "media"),
    [("?format=json", "application/vnd.oai.openapi+json"), ("", "application/vnd.oai.openapi")],
)
def test_the_description_is_served_in_both_notations(client, address, media):
    answer = client.get(f"/api/schema/{address}")

    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, media)


@pytest.mark.django_db
def test_the_pages_of_the_api_list_every_operation(client, operations):
    listed = set(re.findall(r"<summary><code>(\w+) ([^<]+)</code>", client.get("/api/docs/").content.decode()))

    assert listed == set(operations)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_api_keep_the_content_security_policy(live_server, new_context, scheme):
    page = new_context(color_scheme=scheme).new_page()
    page.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation', e => broken.push(e.blockedURI))"
    )
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    page.goto(f"{live_server}/api/docs/")
    page.locator("#studies_informants_create summary").click()

    assert page.locator("details[open] table").count() > 0
    assert (page.evaluate("broken"), said) == ([], [])
