"""What people or programs send to pages by mistake or malice: it is taken, or refused in words; nothing breaks."""

import time
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from lxml import html

from ground.api import CANONICAL_UUID
from tests.browser.everything import OF_A_STUDY, OF_NO_STUDY, dropped, study_of_everything
from tests.hidden_names import hidden_names
from tests.hostile_values import IDS, NUMBERS, WORDS

pytestmark = pytest.mark.django_db

TENTH = 10
MANY = 8  # fields of one form, of which every second or third is tried where not all values are
SECONDS = 1.0
# As a form sends it, everything is a word, and half of a pair of surrogates cannot be sent.
VALUES = [
    each for each in (*WORDS, *map(str, (*NUMBERS, *IDS)), "%", "_%_%", "\\", "'--", "a,b;c") if each.isprintable()
]
VALUES += ["\x00", "a\x00b", "a\nb\r\nc", "\u202egnuf", "\u200b", "9" * 5000]
PAGES = ["0", "-1", "x", "1.5", "１", "last", "9" * 400, "\x00", ""]
# Signing out has no field, and the key of a second step is shown to who has just typed the password.
PATHS = [path for path in OF_NO_STUDY if "logout" not in path and "set-up" not in path]
PATHS += [f"/studies/studi/{path}" for path in OF_A_STUDY]


@pytest.fixture(scope="module")
def owner(django_db_setup, django_db_blocker):
    """The owner of a study in which there is something of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        client = Client(raise_request_exception=False)
        client.study = study_of_everything()
        client.user = client.study.memberships.get(role="owner").user
        client.force_login(client.user)
        yield client
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_on_their_way(owner, db, path):
    """Every test keeps its files in a place of its own."""
    if "/import/" in path:
        dropped(owner.study, owner.user)


def answered(client, method: str, path: str, told) -> tuple[int, float]:
    """Status and seconds of an answer; what was written is undone."""
    begun = time.perf_counter()
    with transaction.atomic():
        answer = client.post(path, told) if method == "POST" else client.get(f"{path.partition('?')[0]}?{told}")
        for _part in answer if answer.streaming else ():
            pass
        transaction.set_rollback(True)
    return answer.status_code, time.perf_counter() - begun


def forms_of(client, path: str, method: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The forms of a page that are sent so: where each goes, and what it sends as it stands. Alike ones are one."""
    page = client.get(path)
    assert page.status_code == 200, path
    found = {}
    for form in html.fromstring(page.content.decode(), base_url=path).forms:
        where = (form.get("action") or "").partition("?")[0] or path.partition("?")[0]
        sent = [(name, value or "") for name, value in form.form_values() if name != "csrfmiddlewaretoken"]
        names = sorted({each.get("name") for each in form.inputs if each.get("name")} - {"csrfmiddlewaretoken"})
        sent += [(name, "") for name in names if name not in dict(sent)]
        # A file that is discarded is not there again when the row is.
        if (form.method or "GET").upper() == method and where.startswith("/") and "discard" not in where:
            shape = "/".join("id" if CANONICAL_UUID.match(part) else part for part in where.split("/"))
            found.setdefault((shape, tuple(dict(sent))), (where, sent))
    return list(found.values())


@pytest.mark.parametrize(
    "every", [pytest.param(TENTH, id="a tenth of the values"), pytest.param(1, id="all", marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("path", PATHS)
def test_every_field_of_every_form_takes_a_value_or_refuses_it_in_words(owner, path, every):
    """Where a field takes a tenth of the values, the next field begins one later; `make soak` sends all to each."""
    wrong = []
    for where, sent in forms_of(owner, path, "POST"):
        names = list(dict.fromkeys(name for name, _value in sent))
        for begin, name in enumerate(names if every == 1 else names[:: 1 + len(names) // MANY]):
            for value in VALUES[begin % every :: every]:
                told = {}
                for each, usual in sent:
                    told.setdefault(each, []).append(value if each == name else usual)
                status, _seconds = answered(owner, "POST", where, told)
                if status >= 500:
                    wrong.append(f"{where} {name}={value[:40]!r}: {status}")

    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_no_form_stores_a_name_of_which_a_character_is_hidden(owner, path):
    alike = {tuple(dict(sent)): (where, sent) for where, sent in forms_of(owner, path, "POST")}
    for where, sent in alike.values():
        for name in dict.fromkeys(name for name, _value in sent):
            told = {}
            for each, usual in sent:
                told.setdefault(each, []).append(f"{usual}\u200b" if each == name else usual)
            with transaction.atomic():
                owner.post(where, told)
                hidden = hidden_names()
                transaction.set_rollback(True)
            assert hidden == [], f"{where} {name}"


@pytest.mark.parametrize(
    "every", [pytest.param(TENTH, id="a tenth of the values"), pytest.param(1, id="all", marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("path", PATHS)
def test_no_question_to_a_page_breaks_it_or_takes_long(owner, path, every):
    """Pages that are not there, words that are patterns elsewhere, and more filters than anybody asks for."""
    asked = sorted({name for _where, sent in forms_of(owner, path, "GET") for name, _value in sent} | {"page", "sort"})
    queries = [urlencode({"page": page}) for page in PAGES[:: min(every, 4)]]
    for begin, name in enumerate(asked):
        queries += [urlencode({name: value}) for value in VALUES[begin % every :: every]]
    queries.append("&".join(f"{name}={number}" for name in asked for number in range(900 // len(asked))))
    queries.append("&".join(f"code={number}" for number in range(10_000)))
    wrong = []
    for query in queries:
        # What is slow for what else the machine does is not slow three times.
        heard = [answered(owner, "GET", path, query)]
        while heard[-1][1] > SECONDS and len(heard) < 3:
            heard.append(answered(owner, "GET", path, query))
        status, seconds = heard[-1]
        if status >= 500 or seconds > SECONDS:
            wrong.append(f"{path}?{query[:60]}: {status} after {seconds:.1f} s")

    assert wrong == []
