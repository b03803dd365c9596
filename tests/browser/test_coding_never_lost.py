"""What a coder did is never lost: without a connection, with lost answers, a closed page, another account."""

import json

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from coding.models import Coding
from ground.launcher.processes import wait_until
from interviews.models import Role
from tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)

CODINGS = "**/api/v1/**/codings/"


@pytest.fixture
def page(open_pane, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight"):
        page.keyboard.press(key)
    return page


def between(page, handler):
    """Answer the codings' requests in the server's place; Chromium begins to ask us a moment after it was told to."""
    page.route("**/probe/", lambda route: route.fulfill(status=204))
    assert wait_until(lambda: page.evaluate("fetch('/probe/').then((answer) => answer.status)") == 204, 10)
    page.route(CODINGS, handler)


def state(page):
    return page.locator("[data-saved-text]")


def test_what_is_done_without_a_connection_is_shown_counted_and_sent_later(page):
    page.context.set_offline(True)
    for key in ("1", "2", "w"):
        page.keyboard.press(key)
    expect(page.locator(".stripe")).to_have_count(2)
    expect(state(page)).to_contain_text("Not sent: 3")
    assert not Coding.objects.exists()

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert sorted(Coding.objects.values_list("code__key", "polarity")) == [("IDE", "enacted"), ("MAT", "limited")]


def test_an_answer_that_is_lost_leads_to_one_coding_not_two(page):
    lost = []

    def lose_the_first(route):
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.status)
            route.abort()

    between(page, lose_the_first)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")

    assert (lost, Coding.objects.count()) == ([201], 1)


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(503, "text/html", "down"), (200, "text/html", "Welcome to the hotel"), (500, "application/problem+json", "{}")],
)
def test_an_answer_that_is_not_ours_is_never_taken_for_saved(page, status, kind, body):
    between(page, lambda route: route.fulfill(status=status, content_type=kind, body=body))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    page.unroute(CODINGS)
    expect(state(page)).to_contain_text("Saved", timeout=10_000)

    assert Coding.objects.count() == 1


def test_a_refusal_gives_its_reason_and_takes_back_what_was_shown(page):
    body = '{"detail": "The code MAT is out of use. Choose another.", "code": "refused"}'
    between(page, lambda route: route.fulfill(status=400, content_type="application/problem+json", body=body))
    page.keyboard.press("2")

    expect(state(page)).to_have_text("Not saved: The code MAT is out of use. Choose another.")
    expect(page.locator(".stripe")).to_have_count(0)
    page.get_by_role("button", name="Discard").click()
    expect(state(page)).not_to_contain_text("Not saved")


def test_leaving_asks_while_something_is_not_sent_and_only_then(page):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_after_signing_out_elsewhere_the_act_waits_for_the_next_sign_in(page, coder, client):
    cookies = page.context.cookies()
    page.context.clear_cookies(name="coprod_session")
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Sign in again")

    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.count() == 1


def test_what_a_page_that_was_closed_had_not_sent_is_sent_by_the_next(page):
    page.context.set_offline(True)
    for key in ("1", "2", "w"):
        page.keyboard.press(key)
    expect(state(page)).to_contain_text("Not sent: 3")
    assert wait_until(lambda: len(json.loads(page.evaluate(KEPT))) == 3, 10)  # the device has them, too
    address, context = page.url, page.context
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(state(page)).to_contain_text("Saved")
    expect(page.locator(".stripe")).to_have_count(2)

    assert sorted(Coding.objects.values_list("code__key", "polarity")) == [("IDE", "enacted"), ("MAT", "limited")]


KEPT = """async () => {
    const database = await new Promise((resolve) => {
        const opening = indexedDB.open("coprod");
        opening.onsuccess = () => resolve(opening.result);
    });
    const all = database.transaction("acts").objectStore("acts").getAll();
    return new Promise((resolve) => { all.onsuccess = () => resolve(JSON.stringify(all.result)); });
}"""


def test_the_device_keeps_ids_and_offsets_and_no_word_of_the_text(page):
    page.context.set_offline(True)
    for key in ("1", "w", "m"):
        page.keyboard.press(key)
    page.keyboard.type("Rahasia dari masker")
    page.keyboard.press("Control+Enter")
    expect(state(page)).to_contain_text("Not sent: 3")

    kept = page.evaluate(KEPT)

    assert '"start"' in kept
    assert not any(word in kept for word in ("masker", "kami", "Rahasia", "menyumbang"))
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")
    assert wait_until(lambda: page.evaluate(KEPT) == "[]", 10)


def test_another_account_never_sends_what_this_one_did(page, study, live_server):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")
    other = Client()
    other.force_login(join(study, Role.RESEARCHER))
    own = [cookie for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]
    theirs = other.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": theirs, "url": live_server.url}])
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Sign in again")
    assert not Coding.objects.exists()

    page.context.add_cookies(own)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().coder.username == "peneliti"
