"""Language and appearance are kept for the person and for the device, and lead back only to this site."""

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def choose(client, **fields):
    return client.post("/preferences/", fields)


def test_a_choice_of_theme_is_kept_for_the_person(client):
    user = make_user()
    client.force_login(user)

    choose(client, theme="dark", next="/style/")

    user.refresh_from_db()
    assert user.theme == "dark"
    assert 'data-theme="dark"' in client.get("/style/").content.decode()


def test_a_visitor_changes_the_language_before_signing_in(client):
    choose(client, language="en")

    page = client.get("/accounts/login/").content.decode()

    assert '<html lang="en"' in page


def test_an_unknown_choice_changes_nothing(client):
    user = make_user(theme="light")
    client.force_login(user)

    response = choose(client, theme="sepia", language="xx")

    user.refresh_from_db()
    assert (user.theme, user.language) == ("light", "en")
    assert response.cookies.keys() & {"coprod_theme", "coprod_language"} == set()


@pytest.mark.parametrize(
    "target", ["//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "\t//e"]
)
def test_the_way_back_stays_on_this_site(client, target):
    assert choose(client, theme="dark", next=target)["Location"] == "/"


def test_the_way_back_is_the_page_the_choice_was_made_on(client):
    assert choose(client, theme="dark", next="/accounts/login/?next=/studies/")["Location"] == (
        "/accounts/login/?next=/studies/"
    )


def test_preferences_change_only_by_post(client):
    assert client.get("/preferences/").status_code == 405


def test_the_living_page_is_for_whoever_signed_in(client):
    assert client.get("/style/").status_code == 302
