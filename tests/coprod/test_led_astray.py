"""Forged addresses, hosts and ways back lead nobody to another site; a session is one's own and new."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ELSEWHERE = "elsewhere.example"
WAYS = [
    f"{scheme}{slashes}{ELSEWHERE}{path}"
    for scheme in ("", "https:", "HTTPS:", "ftp:", "javascript:")
    for slashes in ("//", "/\\", "\\\\", "///", "/\t/", "\t//", " //", "/%09/")
    for path in ("/", "@testserver")
] + [f"https:{ELSEWHERE}", f"http://testserver@{ELSEWHERE}/", f"//testserver.{ELSEWHERE}", "javascript:alert(1)"]


@pytest.fixture
def sari(client):
    return make_user("sari", email="sari@example.org")


def leads_here(target: str) -> bool:
    return target.startswith("/") and not target.startswith(("//", "/\\")) and "\t" not in target


def test_no_forged_way_back_is_followed(client, sari):
    client.force_login(sari)
    wrong = []
    for way in WAYS:
        for address in ("/preferences/", "/accounts/login/"):
            answer = client.post(address, {"next": way, "theme": "dark"}, query_params={"next": way})
            if not leads_here(answer.headers.get("Location", "/")):
                wrong.append((address, way, answer.headers["Location"]))

    assert len(WAYS) >= 40
    assert wrong == []


def test_signing_in_follows_no_forged_way(client, sari, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    for way in WAYS[:12] + WAYS[-4:]:
        client.logout()
        answer = client.post("/accounts/login/", {"login": "sari", "password": PASSWORD, "next": way})

        assert answer.status_code == 302, answer.content.decode()[:500]
        assert leads_here(answer["Location"]), way


@pytest.mark.parametrize(
    "forged",
    [
        {"HTTP_HOST": ELSEWHERE},
        {"HTTP_HOST": f"testserver:80@{ELSEWHERE}"},
        {"HTTP_X_FORWARDED_HOST": ELSEWHERE},
        {"HTTP_FORWARDED": f"host={ELSEWHERE}"},
        {"HTTP_X_FORWARDED_SERVER": ELSEWHERE, "HTTP_X_HOST": ELSEWHERE, "HTTP_X_FORWARDED_PROTO": "gopher"},
    ],
)
def test_a_mail_names_this_site_whatever_the_request_says(client, sari, mailoutbox, settings, forged):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    answer = client.post("/accounts/password/reset/", {"email": sari.email}, **forged)

    assert answer.status_code in (302, 400)
    assert ELSEWHERE not in answer.headers.get("Location", "")
    for mail in mailoutbox:
        assert ELSEWHERE not in mail.subject + mail.body
        assert settings.SITE_URL in mail.body


def test_signing_in_makes_a_new_session_and_a_planted_one_is_worth_nothing(client, sari):
    name = settings.SESSION_COOKIE_NAME
    client.cookies[name] = "a" * 32
    client.post("/accounts/login/", {"login": "sari", "password": PASSWORD})
    first = client.cookies[name].value
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "sari", "password": PASSWORD})

    assert len({"a" * 32, first, client.cookies[name].value}) == 3
    planted = type(client)()
    planted.cookies[name] = "a" * 32
    assert planted.get("/studies/").status_code == 302


def test_there_is_no_administration_site(client):
    boss = make_user("bos", is_staff=True, is_superuser=True)
    client.force_login(boss)

    assert {client.get(path).status_code for path in ("/admin/", "/admin/ground/user/", "/django-admin/")} == {404}
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_djangos_own_list_for_deployment_finds_nothing():
    around = {name: word for name, word in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.ROOT, env=around | {"SITE_URL": "https://coprod.example"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert answer.returncode == 0, answer.stderr
