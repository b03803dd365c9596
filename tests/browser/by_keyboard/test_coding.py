import re

import pytest
from playwright.sync_api import expect

from coding.models import Coding, Link, Memo
from tests.browser.pane import press, reopen, said, saved

pytestmark = pytest.mark.django_db(transaction=True)


def quotes():
    return [coding.passage.quote for coding in Coding.objects.live().order_by("created_at").select_related("passage")]


def test_a_sentence_a_word_and_a_turn_are_selected_and_coded(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    press(page, "Control+ArrowRight", "3")
    press(page, "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "1")
    press(page, "ArrowDown", "Shift+ArrowDown", "4")
    saved(page)

    assert quotes() == [
        "Ya, 😷 kami menyumbang masker.",
        "Warga juga memberi sembako.",
        "Dengan siapa",
        "Belum pernah duduk bersama dengan dinas. Semua jalan sendiri-sendiri.",
    ]
    assert [coding.code.key for coding in Coding.objects.order_by("created_at")] == ["MAT", "FIS", "IDE", "UTL"]


def test_polarity_actor_and_scope_are_one_key_away(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "w", "d", "x")
    saved(page)

    coding = Coding.objects.get()
    assert (coding.polarity, coding.about_actor.code, coding.in_scope) == ("limited", "MAS", False)


def test_any_code_is_found_by_typing(page):
    press(page, "ArrowDown", "Control+ArrowRight", "/")
    page.keyboard.type("money")
    expect(page.locator("[data-picker-definition]")).not_to_be_empty()
    press(page, "Enter")
    saved(page)

    assert Coding.objects.get().code.key == "MAT.1"
    expect(page.locator("[data-text]")).to_be_focused()


def test_a_link_is_made_with_keys_alone(page):
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "Control+ArrowRight", "5")
    expect(page.locator("#pane-link")).to_be_visible()
    press(page, "Tab")
    page.locator("#link-form").focus()
    page.locator("#link-form").select_option(label="RPT · Joint meeting or forum")
    page.locator("#link-polarity").select_option("absent")
    page.locator("#link-polarity").press("Enter")
    saved(page)

    link = Link.objects.get()
    assert (link.passage.quote, link.form.code) == ("Belum pernah duduk bersama dengan dinas.", "RPT")


def test_a_memo_is_kept_with_control_and_enter(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "m")
    page.keyboard.type("Berapa banyak?")
    press(page, "Control+Enter")
    saved(page)

    assert Memo.objects.get().coding == Coding.objects.get()
    expect(page.locator(".pane-card .pane-memos")).to_contain_text("Berapa banyak?")


def test_remove_undo_and_redo(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Delete")
    saved(page)
    assert quotes() == []

    press(page, "Control+z")
    expect(page.locator(".stripe")).to_have_count(1)
    press(page, "Control+z")
    expect(page.locator(".stripe")).to_have_count(0)
    press(page, "Control+Shift+z")
    expect(page.locator(".stripe")).to_have_count(1)

    assert quotes() == ["Ya, 😷 kami menyumbang masker."]


def test_undo_reaches_what_was_done_before_the_page_was_opened(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    saved(page)
    reopen(page)
    expect(page.locator(".stripe")).to_have_count(1)

    page.locator("[data-text]").focus()
    press(page, "Control+z")

    expect(page.locator(".stripe")).to_have_count(0)


def test_brackets_walk_through_the_codings(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+ArrowRight", "3")
    saved(page)
    press(page, "Escape", "Escape", "ArrowUp", "ArrowUp", "]")
    expect(page.locator(".pane-card.in-hand")).to_contain_text("MAT")

    press(page, "]")

    expect(page.locator(".pane-card.in-hand")).to_contain_text("FIS")


def test_what_is_selected_and_done_is_said(page):
    press(page, "ArrowDown", "Control+ArrowRight", "Shift+Control+ArrowRight")
    expect(said(page)).to_contain_text("from “Ya,” to “sembako.”, line 2")
    press(page, "2")

    expect(said(page)).to_have_text(re.compile(r"^Coded Material\. Codings here: 1\. Saved \d\d:\d\d$"))


def test_keys_work_only_while_the_text_has_the_focus(page):
    press(page, "ArrowDown", "Control+ArrowRight")
    page.locator("#pane-left summary").first.focus()
    press(page, "2", "m", "Delete")
    page.wait_for_timeout(200)

    assert not Coding.objects.exists()
    expect(page.locator("#pane-memo")).not_to_be_visible()


def test_a_question_mark_lists_the_keys(page):
    press(page, "?")
    expect(page.locator("#pane-keys")).to_contain_text("Undo, redo")
    press(page, "Escape")

    expect(page.locator("#pane-keys")).not_to_be_visible()


def test_the_same_again_is_no_second_coding(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "2")
    saved(page)

    assert Coding.objects.count() == 1
    expect(said(page)).to_contain_text("already")
