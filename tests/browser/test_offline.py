"""What a coder did is never lost: without a connection, with lost answers, a killed browser, another account."""

import json
import os
import signal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import remove_coding
from ground.acts import act
from ground.launcher.processes import wait_until
from interviews.models import Membership, Role
from tests import chromium
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
    [
        (503, "text/html", "down"),
        (200, "text/html", "Welcome to the hotel"),
        (200, "application/json", '{"welcome": "to the hotel"}'),
        (201, "application/json", '{"id": "cut in the'),
        (500, "application/problem+json", "{}"),
    ],
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
    page.get_by_role("button", name="See what").click()
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


def test_leaving_asks_nothing_once_all_is_stored(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")

    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert asked == []


def test_after_signing_out_elsewhere_the_act_waits_for_the_next_sign_in(page, coder, client):
    cookies = page.context.cookies()
    page.context.clear_cookies(name="coprod_session")
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="Sign in in another tab")).to_have_attribute("target", "_blank")

    page.context.add_cookies(cookies)
    page.evaluate("dispatchEvent(new Event('focus'))")
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
    expect(state(page)).to_contain_text("You are signed out")
    assert not Coding.objects.exists()

    page.context.add_cookies(own)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().coder.username == "peneliti"


def killed(folder):
    """Kill the browser that works in the folder, as a crash or an empty battery would."""
    for each in Path("/proc").glob("[0-9]*"):
        words = (each / "cmdline").read_bytes() if (each / "cmdline").exists() else b""
        if f"--user-data-dir={folder}".encode() in words and b"--type=" not in words:
            os.kill(int(each.name), signal.SIGKILL)


def test_25_codings_without_a_connection_outlive_a_killed_browser_and_lost_answers(
    playwright, tmp_path, open_pane, coder
):
    signed_in = open_pane(coder)
    cookies, address = signed_in.context.cookies(), signed_in.url

    def opened():
        context = playwright.chromium.launch_persistent_context(tmp_path, **chromium.launch_options())
        context.add_cookies(cookies)
        return context, context.new_page()

    context, page = opened()
    page.goto(address)
    page.wait_for_selector("html[data-marks=all]", state="attached")
    context.set_offline(True)
    page.locator("[data-text]").focus()
    for number in range(25):
        if number % 4 == 0:
            page.keyboard.press("Control+ArrowRight")
        page.keyboard.press("1234"[number % 4])
    expect(state(page)).to_contain_text("Not sent: 25")
    assert wait_until(lambda: len(json.loads(page.evaluate(KEPT))) == 25, 10)
    born = [kept["about"] for kept in json.loads(page.evaluate(KEPT))]

    killed(tmp_path)
    context, page = opened()
    count = 0

    def lose_three_of_ten(route):
        nonlocal count
        count += 1
        answer = route.fetch()
        if count % 10 in (1, 4, 8):
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route(CODINGS, lose_three_of_ten)
    page.goto(address)
    expect(state(page)).to_contain_text("Saved", timeout=60_000)

    assert [str(pk) for pk in Coding.objects.order_by("created_at").values_list("pk", flat=True)] == born
    assert count > 25
    context.close()


def refusals(page):
    page.get_by_role("button", name="See what").click()
    return page.get_by_role("dialog", name="Not saved").get_by_role("listitem")


def test_what_was_refused_waits_in_a_list_with_its_words_and_reason_also_after_a_reload(page, study, coder):
    membership = Membership.objects.get(study=study, user=coder)
    with act(coder, "member.change", study):
        membership.role = Role.OBSERVER
        membership.save()
    page.keyboard.press("2")
    expect(state(page)).to_contain_text("Not saved: Your role in this study does not allow this")
    assert wait_until(lambda: '"refused"' in page.evaluate(KEPT), 10)
    kept = page.evaluate(KEPT)
    page.reload()

    (entry,) = refusals(page).all()
    expect(entry).to_contain_text("coding: created · MAT")
    expect(entry.locator("blockquote")).to_contain_text("Ya, 😷 kami menyumbang masker")
    assert "masker" not in kept
    with act(coder, "member.change", study):
        membership.role = Role.RESEARCHER
        membership.save()
    entry.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().code.key == "MAT"
    assert wait_until(lambda: page.evaluate(KEPT) == "[]", 10)


def test_a_change_to_a_coding_that_is_gone_is_shown_refused_and_can_be_discarded(page, study, coder):
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    page.keyboard.press("w")
    expect(state(page)).to_contain_text("Not sent: 1")
    remove_coding(Coding.objects.get(), by=coder, study=study)

    page.context.set_offline(False)

    expect(state(page)).to_contain_text("Not saved")
    expect(page.locator(".stripe")).to_have_count(0)
    (entry,) = refusals(page).all()
    expect(entry).to_contain_text("coding: changed")
    entry.get_by_role("button", name="Discard").click()
    expect(state(page)).not_to_contain_text("Not saved")


def test_an_interview_in_the_trash_refuses_each_act_and_all_are_listed(page, study, interview, coder):
    with act(coder, "interview.trash", study):
        interview.trashed_at = interview.created_at
        interview.save()
    for key in ("1", "2"):
        page.keyboard.press(key)

    expect(state(page)).to_have_text("Not saved: 2")
    expect(refusals(page)).to_have_count(2)


def sign_out(page):
    page.evaluate("document.querySelector('[data-signs-out]').requestSubmit()")
    return page.get_by_role("dialog", name="Sign out")


def test_signing_out_with_something_unsent_sends_it_first(page):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")
    asked = sign_out(page)
    expect(asked).to_contain_text("1 of what you did are not stored yet")

    page.context.set_offline(False)
    asked.get_by_role("button", name="Send now, then sign out").click()
    page.wait_for_url(lambda url: "/interviews/" not in url)

    assert Coding.objects.count() == 1


def test_signing_out_may_discard_what_is_unsent_and_leaves_nothing_of_it_on_the_device(page):
    between(page, lambda route: route.abort())
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    with page.expect_response(lambda answer: "logout" in answer.url) as left:
        sign_out(page).get_by_role("button", name="Discard 1 and sign out").click()
    page.unroute(CODINGS)
    page.wait_for_url(lambda url: "/interviews/" not in url)

    assert left.value.all_headers()["clear-site-data"] == '"cache"'
    assert page.evaluate(KEPT) == "[]"
    assert not Coding.objects.exists()


EVERYTHING = """async () => {
    const told = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(await caches.keys())];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => resolve(opening.result);
        });
        for (const store of database.objectStoreNames) {
            const all = database.transaction(store).objectStore(store).getAll();
            told.push(await new Promise((resolve) => { all.onsuccess = () => resolve(JSON.stringify(all.result)); }));
        }
    }
    return told.join();
}"""


def test_after_a_session_no_storage_of_the_browser_holds_a_word_of_the_interview(page, interview):
    for key in ("1", "w", "Control+ArrowRight", "2", "Delete"):
        page.keyboard.press(key)
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    page.keyboard.press("3")
    expect(state(page)).to_contain_text("Not sent: 1")

    told = page.evaluate(EVERYTHING).lower()

    words = {word.strip(".?,").lower() for word in interview.transcript.text.split() if len(word) > 5}
    assert '"start"' in told
    assert [word for word in sorted(words) if word in told] == []


DENIED = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"
FULL = "IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); };"


@pytest.mark.parametrize("script", [DENIED, FULL], ids=["denied", "full"])
def test_where_the_browser_keeps_nothing_coding_works_and_the_page_says_so(open_pane, coder, script):
    page = open_pane(coder, script=script)
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "1"):
        page.keyboard.press(key)

    expect(page.get_by_text("Cannot work offline here")).to_be_visible()
    expect(state(page)).to_contain_text("Saved")
    assert Coding.objects.count() == 1
