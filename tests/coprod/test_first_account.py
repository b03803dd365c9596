"""Nobody makes an administrator in advance: whoever can read the server's words makes the first account."""

import io

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from ground import first_account
from ground.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)  # `prepare` closes its connection
CHOSEN = "membaca-tanpa-henti"
MINE = {"name": "Sari", "username": "sari", "password1": CHOSEN, "password2": CHOSEN}


@pytest.fixture
def link():
    """As `prepare` says it in the log."""
    said = io.StringIO()
    call_command("prepare", stdout=said)
    (line,) = [line for line in said.getvalue().splitlines() if "first one" in line]
    return line.split(settings.SITE_URL)[1]


def test_the_link_makes_one_account_and_is_gone_then(client, link):
    assert client.get(link).status_code == 200

    answer = client.post(link, MINE)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/studies/new/")
    assert client.get("/studies/new/").status_code == 200
    assert (client.get(link).status_code, client.post(link, MINE | {"username": "lain"}).status_code) == (404, 404)
    assert User.objects.get().is_superuser is False


def test_without_the_token_there_is_no_such_page(client, link):
    assert client.get("/first/tebakan/").status_code == 404
    assert client.post("/first/tebakan/", MINE).status_code == 404
    assert not User.objects.exists()


def test_where_somebody_can_sign_in_nothing_is_said_of_it(client):
    make_user()
    said = io.StringIO()

    call_command("prepare", stdout=said)

    assert "first" not in said.getvalue()
    assert client.get(f"/first/{first_account.token()}/").status_code == 404


def test_people_of_an_imported_study_who_cannot_sign_in_do_not_close_it(client, link):
    User.objects.create(username="pindahan", password=make_password(None))

    assert client.get(link).status_code == 200


def test_the_page_that_asks_who_one_is_says_who_can_help(client):
    client.cookies["coprod_language"] = "en"

    assert "Nobody has an account here yet" in client.get("/accounts/login/").content.decode()
    make_user()
    assert "Nobody has an account here yet" not in client.get("/accounts/login/").content.decode()


def test_a_password_is_set_by_a_link_without_any_mail(client, capsys):
    make_user("sari")
    call_command("password_link", "sari")
    link = capsys.readouterr().out.strip().removeprefix(settings.SITE_URL)

    page = client.get(link, follow=True)
    new = {"password1": "menulis-tanpa-henti", "password2": "menulis-tanpa-henti"}
    client.post(page.redirect_chain[-1][0], new)

    assert client.login(username="sari", password="menulis-tanpa-henti")
    client.logout()
    again = client.get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_without_a_mail_server_the_page_says_whom_to_ask_and_sends_nothing(client, settings, mailoutbox):
    client.cookies["coprod_language"] = "en"
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    page = client.get("/accounts/password/reset/").content.decode()

    assert "Ask whoever runs it" in page
    assert 'name="email"' not in page


def test_with_a_mail_server_the_link_is_mailed(client, settings, mailoutbox):
    client.cookies["coprod_language"] = "en"
    make_user("sari", email="sari@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    client.post("/accounts/password/reset/", {"email": "sari@example.org"})

    assert "/accounts/password/reset/key/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No account has it."), ("id", "Tidak ada akun yang memakainya.")]
)
def test_an_address_that_no_account_has_is_told_so_and_led_nowhere(client, settings, mailoutbox, language, said):
    client.cookies["coprod_language"] = language
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    client.post("/accounts/password/reset/", {"email": "siapa@example.org"})

    [mail] = mailoutbox
    assert said in mail.body
    assert "://" not in mail.body
