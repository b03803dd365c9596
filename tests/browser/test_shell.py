"""What every page does by script: theme, menus, dialogs, messages, files dropped, forms sent once."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from ground.models import User
from tests.browser.everything import sign_in
from tests.factories import make_study, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader():
    return make_user("pembaca")


@pytest.fixture
def living(page, live_server, client, reader):
    """The living page, open and signed in."""
    client.force_login(reader)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/style/")
    return page


def test_the_theme_changes_at_once_and_stays_for_the_person(living, reader):
    living.click("details[data-theme-menu] summary")
    with living.expect_response("**/preferences/"):
        living.click("[data-theme-form] [value=dark]")

    assert living.locator("html").get_attribute("data-theme") == "dark"
    assert User.objects.get(pk=reader.pk).theme == "dark"


def test_escape_closes_a_menu_and_gives_the_focus_back(living):
    summary = living.locator("details[data-theme-menu] summary")
    summary.click()

    living.keyboard.press("Escape")

    assert living.locator("details.menu[open]").count() == 0
    assert summary.evaluate("node => node === document.activeElement")


def test_a_dialog_opens_closes_and_gives_the_focus_back(living):
    opener = living.locator("[data-opens=sample-dialog]")
    opener.click()
    assert living.locator("dialog[open]").count() == 1

    living.locator("dialog [data-closes]").last.click()

    assert living.locator("dialog[open]").count() == 0
    assert opener.evaluate("node => node === document.activeElement")


def test_a_message_is_shown_and_spoken_with_its_way_back(living):
    living.click("[data-toast-text]")

    toast = living.locator("[data-toasts] .toast")
    toast.locator("[data-undo]").wait_for()
    spoken = living.locator("[data-live=polite]")
    expect(spoken).not_to_be_empty()
    assert spoken.inner_text() in toast.inner_text()


def test_chosen_files_are_listed_by_name(living):
    file = {"name": "W-T1.txt", "mimeType": "text/plain", "buffer": b"P: Apa kabar?"}

    living.set_input_files("[data-dropzone] input[type=file]", [file])

    assert "W-T1.txt" in living.locator("[data-files]").inner_text()


def test_a_form_pressed_twice_is_sent_once(page, live_server):
    sent = []
    page.route("**/accounts/login/", lambda route: (sent.append(route.request.method), route.continue_()))
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "siapa")
    page.fill("[name=password]", "salah-sekali")

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate("document.querySelectorAll('main form .button').forEach((b) => { b.click(); b.click(); })")
    page.wait_for_load_state("networkidle")

    assert sent.count("POST") == 1


def test_on_a_phone_the_tabs_of_the_page_are_in_sight_and_the_way_by_tab_begins_at_the_top(
    page, live_server, client, reader
):
    sign_in(page, live_server, client, reader)
    study = make_study(reader)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/studies/{study.slug}/what-if/")

    for tab in page.locator(".study-tabs [aria-current]").all():
        expect(tab).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")

    expect(page.locator(".skip-link")).to_be_focused()
