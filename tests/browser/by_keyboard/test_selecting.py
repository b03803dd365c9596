"""Every way to select by keyboard, forwards and backwards, and the keys that no other test presses."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import code_passage
from interviews.models import Role
from tests.browser.pane import live, press, saved
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "Ya, 😷 kami menyumbang masker.", "Warga juga memberi sembako."


@pytest.mark.parametrize(
    "steps",
    [
        [
            ("Control+ArrowRight Control+ArrowRight", SECOND),
            ("Control+ArrowLeft", FIRST),
            ("Alt+ArrowRight", SECOND),
            ("Alt+ArrowLeft", FIRST),
            ("Shift+Control+ArrowRight", f"{FIRST} {SECOND}"),
            ("Shift+Control+ArrowLeft", f"{FIRST} "),
        ],
        [
            ("ArrowRight ArrowRight Shift+ArrowRight", " kami"),
            ("Shift+ArrowRight", " kami menyumbang"),
            ("Shift+ArrowLeft", " kami "),
            ("ArrowLeft Shift+ArrowRight", "kami"),
        ],
        [
            ("Space", FIRST),
            ("Space", f"{FIRST} {SECOND}"),
            ("ArrowDown Shift+ArrowDown", "Dengan siapa?"),
            ("ArrowUp Shift+ArrowUp", "Bisa Ibu ceritakan?"),
        ],
        [
            ("Control+End Space", "Kami sudah mengundang mereka."),
            ("Control+Home Space", "Bisa Ibu ceritakan?"),
            ("Control+End ArrowLeft Shift+Control+End", "mereka."),
        ],
    ],
    ids=["by sentence", "by word", "by turn", "to the ends"],
)
def test_the_selection_goes_and_grows_both_ways(page, steps):
    press(page, "ArrowDown")

    for keys, words in steps:
        press(page, *keys.split())
        assert page.evaluate("getSelection().toString()").strip("\n") == words, keys


def test_what_is_coded_has_no_space_around_it_however_it_was_selected(page):
    press(page, "ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "1")
    press(
        page,
        "Control+Home",
        "ArrowDown",
        "Control+ArrowRight",
        "Shift+Control+ArrowRight",
        "Shift+Control+ArrowLeft",
        "2",
    )
    saved(page)

    assert live() == [(FIRST, "MAT"), ("kami", "IDE")]


def test_a_coding_is_moved_to_other_words_by_one_key(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+ArrowRight")
    press(page, "[", "v")
    saved(page)

    assert live() == [(SECOND, "MAT")]
    assert Coding.objects.count() == 1


def test_backspace_removes_and_control_y_redoes_too(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "s", "Backspace")
    saved(page)
    assert live() == []

    press(page, "Control+z")
    expect(page.locator(".stripe")).to_have_count(1)
    press(page, "Control+y")
    expect(page.locator(".stripe")).to_have_count(0)
    assert Coding.objects.get().about_actor.code == "ITM"


def test_enter_takes_the_coding_here_in_hand_and_then_goes_to_its_card(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    saved(page)
    press(page, "Escape", "Escape", "Control+ArrowLeft")
    expect(page.locator(".pane-card.in-hand")).to_have_count(0)

    press(page, "Enter")
    expect(page.locator(".pane-card.in-hand")).to_contain_text("MAT")
    press(page, "Enter")

    expect(page.locator(".pane-card.in-hand")).to_be_focused()


def test_the_card_keeps_the_focus_though_a_colleague_s_coding_comes_in_between(page, study, interview):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    saved(page)
    press(page, "Enter")
    expect(page.locator(".pane-card.in-hand")).to_be_focused()

    place = {"transcript": interview.transcript} | span_of(interview.transcript, FIRST)
    code_passage(study, coder=join(study, Role.RESEARCHER), code=study.codes.get(key="IDE"), **place)
    expect(page.locator(".pane-card")).to_have_count(2)

    expect(page.locator(".pane-card.in-hand")).to_be_focused()
