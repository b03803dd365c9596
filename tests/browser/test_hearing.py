"""A recording is played beside its text: the sound follows the turns, and the turns follow the sound."""

import pytest
from playwright.sync_api import expect

from ground.acts import act
from interviews.models import Turn
from interviews.ranges import MOST
from tests.browser.between import between
from tests.factories import make_recording, owner_of, sound

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 600
TIMES = [(0, 2_000), (2_000, 5_000), (None, None), (30_000, None), (560_000, None)]
NOW = "document.querySelector('[data-media]').currentTime"
# Where nothing is loaded yet, played and stopped before the sound has begun.
TWICE = """() => {
    document.querySelector("[data-media]").currentTime = 400;
    for (const _ of [1, 2]) document.querySelector("[data-player] [data-do=hear]").click();
}"""
PAUSED = "document.querySelector('[data-media]').paused"


def until(page, expression):
    """Waits by asking again: the policy of the page forbids what Playwright's own waiting would do there."""
    for _again in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not within ten seconds: {expression}")


@pytest.fixture
def interview(interview):
    """Its turns have times; one has none. The sound is larger than one answer brings."""
    with act(owner_of(interview.study), "turn.stamp", interview.study):
        for index, (start, end) in enumerate(TIMES):
            Turn.objects.filter(transcript=interview.transcript, index=index).update(start_ms=start, end_ms=end)
    data = sound(SECONDS)
    assert len(data) > MOST
    make_recording(interview, data)
    return interview


@pytest.fixture
def page(open_pane, interview):
    page = open_pane(owner_of(interview.study))
    until(page, "document.querySelector('[data-media]').readyState >= 1")
    page.locator("[data-text]").focus()
    return page


def heard(page):
    return page.locator(".turn.is-heard")


def test_nothing_is_heard_before_one_asks(page):
    page.wait_for_timeout(300)

    assert page.evaluate(f"[{NOW}, {PAUSED}]") == [0, True]
    assert page.evaluate("document.querySelector('[data-media]').duration") == SECONDS


def test_playback_starts_at_the_turn_where_one_is_and_stops_by_the_same_key(page):
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "p"):
        page.keyboard.press(key)
    until(page, f"{NOW} > 30.1")
    expect(heard(page)).to_have_id("t-3")
    assert page.evaluate(NOW) < 60

    page.keyboard.press("p")
    until(page, PAUSED)
    page.evaluate(TWICE)
    until(page, PAUSED)
    page.wait_for_timeout(100)
    expect(page.locator("[data-trouble]")).to_be_hidden()


def test_the_turns_follow_the_sound_also_far_into_the_file(page):
    page.locator("#t-3").click(position={"x": 50, "y": 12})
    until(page, f"{NOW} === 30")
    page.locator("#t-2").click(position={"x": 50, "y": 12})
    expect(page.locator(".toasts")).to_contain_text("is not known")

    page.evaluate("document.querySelector('[data-media]').currentTime = 3")
    expect(heard(page)).to_have_id("t-1")

    page.evaluate("document.querySelector('[data-media]').currentTime = 561")
    expect(heard(page)).to_have_id("t-4")
    page.keyboard.press("p")
    until(page, f"{NOW} > 0 && !{PAUSED}")


def test_a_key_hears_the_selected_turn_again_and_stops_at_its_end(page):
    for key in ("ArrowDown", "Shift+P"):
        page.keyboard.press(key)
    until(page, f"{NOW} > 2.2")
    until(page, PAUSED)

    assert 4.9 < page.evaluate(NOW) < 6.5


def test_the_time_of_a_turn_is_put_right_and_the_old_one_is_a_press_away(page, interview):
    turn = Turn.objects.filter(transcript=interview.transcript, index=2)
    page.evaluate("document.querySelector('[data-media]').currentTime = 12.5")
    for key in ("ArrowDown", "ArrowDown", "Shift+P"):
        page.keyboard.press(key)
    expect(page.locator(".toast")).to_contain_text("press z")

    page.keyboard.press("z")
    expect(page.locator(".toast", has_text="This turn begins at 0:12")).to_be_visible()
    assert turn.get().start_ms == 12_500
    expect(heard(page)).to_have_id("t-2")

    page.locator(".toast", has_text="This turn begins at 0:12").get_by_role("button", name="Undo").click()
    expect(heard(page)).to_have_id("t-1")
    assert turn.get().start_ms is None

    between(page, "**/stamp/", lambda route: route.abort())
    page.get_by_role("button", name="Turn begins now").click()
    expect(page.locator(".toast", has_text="Not saved: no connection")).to_be_visible()
    expect(page.locator(".toast", has_text="This turn begins at 0:12")).to_have_count(0)
    assert turn.get().start_ms is None


def test_buttons_do_what_the_keys_do_and_keep_the_selection(page):
    for key in ("ArrowDown", "Control+ArrowRight"):
        page.keyboard.press(key)
    selected = page.evaluate("getSelection().toString()")
    page.get_by_role("button", name="Hear the passage").click()
    until(page, f"{NOW} > 1.3")

    assert page.evaluate("getSelection().toString()") == selected != ""
    page.select_option("[data-rate]", "1.5")
    assert page.evaluate("document.querySelector('[data-media]').playbackRate") == 1.5
