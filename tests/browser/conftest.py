"""An interview of three voices, its coding screen, opened for a test, and people who sign in by themselves."""

import pytest
from django.conf import settings
from django.test import Client

from interviews.models import Role
from tests.factories import PASSWORD, join, make_informant, make_interview, make_study, make_user

SPOKEN = (
    ("P", "Bisa Ibu ceritakan?"),
    ("T1", "Ya, 😷 kami menyumbang masker. Warga juga memberi sembako."),
    ("P", "Dengan siapa?"),
    ("T1", "Belum pernah duduk bersama dengan dinas. Semua jalan sendiri-sendiri."),
    ("B1", "Kami sudah mengundang mereka."),
)


@pytest.fixture
def study():
    study = make_study(make_user("pemilik"), slug="layar", title="Layar")
    make_informant(study, "T1", actor="ITM")
    make_informant(study, "B1", actor="BKB")
    return study


@pytest.fixture
def interview(study):
    return make_interview(study, SPOKEN, code="W1")


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER, make_user("peneliti", name="Ani"))


@pytest.fixture
def open_pane(new_context, live_server, interview):
    """A function that opens the interview for someone, with a script before the page's, and waits for it."""

    def open_for(user, *, anchor="", code="", script="", **options):
        client = Client()
        client.force_login(user)
        context = new_context(base_url=live_server.url, **options)
        values = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: "en",
        }
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in values.items()])
        page = context.new_page()
        page.add_init_script(script)
        page.goto(f"/studies/{interview.study.slug}/interviews/{code or interview.code}/{anchor}")
        page.wait_for_selector("html[data-marks=all]", state="attached")
        return page

    return open_for


@pytest.fixture
def visitor(new_context, live_server):
    """Signs someone in with a browser of their own and returns its page."""

    def enter(username: str):
        page = new_context(base_url=live_server.url, locale="en").new_page()
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}])
        page.goto("/accounts/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Password").press("Enter")
        page.wait_for_url("**/studies/")
        return page

    return enter
