"""What a coder did is never lost: without a connection, with lost answers, a closed page, a killed browser."""

import json
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from ground.launcher.processes import wait_until
from ground.problems import MEANINGS, problem_document
from tests import chromium
from tests.browser.between import between
from tests.browser.offline.unsent import CODINGS, KEPT, back_online, killed, lose_the_first, state

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_done_without_a_connection_is_shown_counted_and_sent_later(page):
    page.context.set_offline(True)
    for key in ("1", "2", "w"):
        page.keyboard.press(key)
    expect(page.locator(".stripe")).to_have_count(2)
    expect(state(page)).to_contain_text("Not sent: 3")
    assert not Coding.objects.exists()

    back_online(page)

    assert sorted(Coding.objects.values_list("code__key", "polarity")) == [("IDE", "enacted"), ("MAT", "limited")]


def test_an_answer_that_is_lost_leads_to_one_coding_not_two(page):
    lost = []
    between(page, CODINGS, lose_the_first(lost))
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
    between(page, CODINGS, lambda route: route.fulfill(status=status, content_type=kind, body=body))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    page.unroute(CODINGS)
    expect(state(page)).to_contain_text("Saved", timeout=10_000)

    assert Coding.objects.count() == 1


@pytest.mark.parametrize("days", [-3, 3])
def test_a_device_whose_clock_is_wrong_and_is_set_back_meanwhile_codes_and_undoes_as_ever(page, days):
    for key, clock in (("1", days), ("2", -days)):
        page.clock.set_system_time(datetime.now() + timedelta(days=clock))
        page.keyboard.press(key)
        expect(state(page)).to_contain_text("Saved")
        assert wait_until(lambda key=key: Coding.objects.count() == int(key), 10)
    page.keyboard.press("Control+z")
    expect(page.locator(".stripe")).to_have_count(1)

    live = Coding.objects.filter(trashed_at__isnull=True)
    assert wait_until(lambda: [coding.code.key for coding in live.all()] == ["IDE"], 10)


def test_a_full_disk_is_told_by_its_name_and_what_was_done_waits_for_room(page):
    full = json.dumps(problem_document(507, "disk_full", MEANINGS["disk_full"]))
    kind = "application/problem+json"
    between(page, CODINGS, lambda route: route.fulfill(status=507, content_type=kind, body=full))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not saved: the server's disk is full. 1 wait")

    page.unroute(CODINGS)
    expect(state(page)).to_contain_text("Saved", timeout=20_000)

    assert Coding.objects.count() == 1


def test_while_an_answer_is_on_its_way_nothing_is_called_saved(page):
    held = []
    between(page, CODINGS, lambda route: held.append(route))
    page.keyboard.press("1")
    assert wait_until(lambda: page.wait_for_timeout(50) or held, 10)
    page.wait_for_timeout(5000)  # what a slow proxy takes
    expect(state(page)).to_have_text("Saving …")
    assert not Coding.objects.exists()

    held[0].continue_()

    expect(state(page)).to_contain_text("Saved")
    assert (len(held), Coding.objects.count()) == (1, 1)


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


def test_25_codings_without_a_connection_outlive_a_killed_browser_and_lost_answers(
    playwright, tmp_path, open_pane, coder
):
    signed_in = open_pane(coder)
    cookies, address = signed_in.context.cookies(), signed_in.url

    def opened():
        context = playwright.chromium.launch_persistent_context(tmp_path, **chromium.launch_options(chromium.HEADLESS))
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
