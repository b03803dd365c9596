"""One's own account: what one settles oneself, and what happens to it on signing out."""

import pytest
from django.conf import settings

from ground.models import Restoration, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SAID = {"name": "Sari", "email": "", "language": "id", "theme": "dark", "time_zone": "Asia/Jayapura"}


@pytest.fixture
def sari(client):
    client.cookies["coprod_language"] = "en"
    user = make_user("sari")
    client.post("/accounts/login/", {"login": "sari", "password": PASSWORD})
    return user


def test_name_language_appearance_and_time_zone_are_ones_own(client, sari):
    page = client.post("/account/", SAID, follow=True)

    sari.refresh_from_db()
    assert [sari.name, sari.language, sari.theme, sari.time_zone] == ["Sari", "id", "dark", "Asia/Jayapura"]
    assert [client.cookies[name].value for name in ("coprod_language", "coprod_theme")] == ["id", "dark"]
    assert 'lang="id"' in page.content.decode()


@pytest.mark.parametrize(("zone", "shown"), [("", "14:05"), ("Asia/Jayapura", "16:05")])
def test_times_are_shown_in_ones_own_zone(client, sari, zone, shown):
    User.objects.update(time_zone=zone)
    restoration = Restoration.objects.create(made_at="2026-11-02T07:05:00Z", restored_at="2026-11-02T08:00:00Z")
    client.force_login(sari)

    answer = client.get("/api/v1/me/", headers={"X-Epoch": "another"})

    assert f"2026, {shown}" in answer.json()["detail"]
    assert answer.json()["current"]["epoch"] == str(restoration.pk)


@pytest.mark.parametrize("password", ["", "salah-sekali"])
def test_another_address_needs_the_password(client, sari, password):
    answer = client.post("/account/", SAID | {"email": "sari@example.org", "password": password})

    assert answer.status_code == 422
    assert "not the password of this account" in answer.content.decode()
    assert User.objects.get().email == ""


@pytest.mark.parametrize("address", ["email/", "confirm-email/", "confirm-email/MQ:1abc:def/"])
def test_no_other_page_takes_an_address(client, sari, mailoutbox, address):
    added = {"action_add": "", "email": "pencuri@example.org"}

    assert [client.get(f"/accounts/{address}").status_code, client.post(f"/accounts/{address}", added).status_code] == [
        404,
        404,
    ]
    client.post("/accounts/password/reset/", {"email": "pencuri@example.org"})
    assert not any("/key/" in mail.body for mail in mailoutbox)


def test_with_the_password_a_forgotten_one_can_be_mailed_there_from_then_on(client, sari, mailoutbox):
    client.post("/account/", SAID | {"email": "sari@example.org", "password": PASSWORD})
    client.logout()

    client.post("/accounts/password/reset/", {"email": "sari@example.org"})

    assert [mail.to for mail in mailoutbox] == [["sari@example.org"]]


def test_the_password_cannot_be_guessed_here_either(client, sari):
    answers = [
        client.post("/account/", SAID | {"email": "x@example.org", "password": f"tebakan-{each}"}).content.decode()
        for each in range(6)
    ]

    assert "Too many tries" in answers[-1]
    assert User.objects.get().email == ""


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "'; DROP TABLE"])
def test_a_time_zone_that_is_none_is_refused(client, sari, zone):
    assert client.post("/account/", SAID | {"time_zone": zone}).status_code == 422


def test_a_cookie_dies_with_signing_out(client, sari):
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.get("/studies/").status_code == 200
    client.post("/accounts/logout/")

    client.cookies[settings.SESSION_COOKIE_NAME] = cookie

    assert client.get("/studies/").status_code == 302
    assert client.get("/api/v1/me/").status_code == 401


def test_a_new_password_ends_the_sessions_elsewhere(client, sari):
    elsewhere = type(client)()
    elsewhere.force_login(sari)
    assert elsewhere.get("/studies/").status_code == 200

    new = {"oldpassword": PASSWORD, "password1": "menulis-tanpa-henti", "password2": "menulis-tanpa-henti"}
    assert client.post("/accounts/password/change/", new).status_code == 302

    assert client.get("/studies/").status_code == 200
    assert elsewhere.get("/studies/").status_code == 302
