"""The larger gestures without a connection: shown at once, kept as ids and offsets, sent once and in their order."""

import json

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import remove_coding
from tests.browser.between import between
from tests.browser.offline.unsent import KEPT, back_online, lose_the_first, state
from tests.browser.pane import live, press

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("menyumbang", "masker", "Warga", "sembako")


def test_split_join_grow_and_several_codes_wait_for_the_network_and_keep_no_words(page):
    page.context.set_offline(True)
    press(page, "2", "<", "Control+ArrowRight", "/")
    page.keyboard.type("fis")
    press(page, "Control+Enter")
    page.keyboard.type("ide")
    press(page, "Control+Enter", "Enter", "(", "+")
    expect(state(page)).to_contain_text("Not sent: 4")
    kept = page.evaluate(KEPT)

    assert len(json.loads(kept)) == 4
    assert not [word for word in WORDS if word in kept]
    back_online(page)
    first, second = "Ya, 😷 kami menyumbang", "Warga juga memberi sembako."
    assert sorted(live()) == sorted([(second, "FIS"), (f"masker. {second}", "IDE"), (first, "MAT")])


def test_a_split_whose_answer_is_lost_is_made_once(page):
    lost = []
    press(page, "2")
    expect(state(page)).to_contain_text("Saved")
    between(page, "**/codings/split/", lose_the_first(lost))
    press(page, "Shift+ArrowLeft", "b")
    expect(page.locator(".stripe")).to_have_count(2)
    expect(state(page)).to_contain_text("Saved", timeout=15_000)
    expect(page.locator(".unsent")).to_have_count(0)

    assert lost == [201]
    assert live() == [("Ya, 😷 kami menyumbang", "MAT"), ("masker.", "MAT")]


def test_a_split_that_the_server_refuses_is_taken_back_and_listed_with_its_reason(page, coder):
    press(page, "2")
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    press(page, "Shift+ArrowLeft", "b")
    expect(page.locator(".stripe")).to_have_count(2)
    remove_elsewhere(coder)
    page.context.set_offline(False)

    expect(state(page)).to_contain_text("Not saved")
    page.get_by_role("button", name="See what").click()
    expect(page.locator("[data-refused-list]")).to_contain_text("This was removed")
    expect(page.locator(".stripe")).to_have_count(0)


def remove_elsewhere(coder):
    coding = Coding.objects.select_related("passage__transcript__interview__study").get()
    remove_coding(coding, by=coder, study=coding.passage.transcript.interview.study)
