"""The way back on the coding screen: beside what was just done, and in the history of the interview."""

import re

import pytest
from playwright.sync_api import expect

from coding.codebook import add_code, change_code
from coding.memos import write_memo
from coding.models import Coding, Memo
from coding.passages import code_passage
from interviews.models import Role
from tests.browser.pane import press
from tests.factories import join, make_interview, make_user, span_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_act_is_shown_with_a_button_that_undoes_it_and_the_next_takes_its_place(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "e")
    expect(page.locator(".toast")).to_have_count(1)

    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-live=polite]")).to_contain_text("Undone")

    assert Coding.objects.live().get().polarity == "enacted"
    expect(page.locator(".toast")).to_have_text(re.compile("Undone: coding · MAT, line 2"))
    expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_hidden()
    expect(page.locator("[data-text]")).to_be_focused()


def test_on_a_phone_the_way_back_leaves_the_codes_below_the_thumb_free(page):
    page.set_viewport_size({"width": 390, "height": 800})
    press(page, "ArrowDown", "Control+ArrowRight", "2")

    toast, bar = page.locator(".toast").bounding_box(), page.locator("[data-bar]").bounding_box()

    assert toast["y"] > 0
    assert toast["y"] + toast["height"] < bar["y"]


def test_what_is_undone_by_key_needs_no_button_any_more(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+z")

    expect(page.locator("[data-live=polite]")).to_contain_text("Undone")
    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_hidden()
    assert not Coding.objects.live().exists()


def test_what_is_undone_out_of_sight_or_in_another_interview_is_named(page, study, coder):
    other = make_interview(study, code="W2").transcript
    code_passage(study, coder=coder, transcript=other, code=study.codes.get(key="FIS"), **span_of(other, "masker"))
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")

    for said in ("Undone: coding · MAT, line 2.", "Undone: coding · In another interview."):
        page.keyboard.press("Control+z")
        expect(page.locator(".toast p")).to_have_text(said)
    for said in ("Redone: coding · In another interview.", "Redone: coding · MAT, line 2."):
        page.keyboard.press("Control+Shift+z")
        expect(page.locator(".toast p")).to_have_text(said)
    assert Coding.objects.live().count() == 2


def test_the_history_of_the_interview_is_one_press_away_and_undoes_there(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    page.get_by_role("link", name="History of this interview").click()

    first = page.locator(".history > li").first
    expect(first).to_contain_text("with MAT in")
    first.get_by_role("button", name="Undo").click()

    expect(page.locator(".history > li").first).to_contain_text("You undid this")
    expect(page.locator(".history > li").nth(1).get_by_role("button", name="Redo")).to_be_visible()
    assert not Coding.objects.live().exists()


def test_what_i_did_last_stands_beside_the_text_and_an_older_act_is_undone_from_it(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "ArrowDown", "ArrowDown", "Control+ArrowRight", "3")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    page.get_by_text("What I did last").click()
    items = page.locator(".pane-recent > li")
    expect(items).to_have_count(3)

    items.nth(1).get_by_role("button", name="Undo: You coded").press("Enter")

    expect(items.first).to_contain_text("You undid this: You coded “")
    expect(items.nth(2).get_by_role("button", name="Redo")).to_be_visible()
    assert list(Coding.objects.live().values_list("code__key", flat=True)) == ["FIS"]
    items.nth(2).get_by_role("button", name="Redo").click()
    expect(items).to_have_count(5)
    assert Coding.objects.live().count() == 2


def test_undo_reaches_memos_codes_and_what_was_done_to_many_at_once(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+ArrowRight", "3", "[", "o", "]", "o", "w")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    assert set(Coding.objects.live().values_list("polarity", flat=True)) == {"limited"}
    press(page, "Escape", "]", "m")
    page.keyboard.type("Berapa?")
    press(page, "Control+Enter")
    page.locator("[data-text]").focus()
    press(page, "ArrowDown", "Control+ArrowRight", "i", "Enter")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    expect(page.locator("[data-codes]")).to_contain_text("V1")
    assert (Memo.objects.filter(trashed_at=None).count(), Coding.objects.live().count()) == (1, 3)

    for said in ("Undone: coding", "Undone: memo", "Undone: coding"):
        page.evaluate("document.querySelector('[data-toasts]').replaceChildren()")
        page.keyboard.press("Control+z")
        expect(page.locator(".toast p")).to_contain_text(said)

    expect(page.locator("[data-codes]")).not_to_contain_text("V1")
    assert (Memo.objects.filter(trashed_at=None).count(), Coding.objects.live().count()) == (0, 2)
    assert set(Coding.objects.live().values_list("polarity", flat=True)) == {"enacted"}


def test_a_code_of_ones_own_that_was_renamed_and_moved_has_its_name_and_place_back(page, study, coder):
    material, physical = study.codes.get(key="MAT"), study.codes.get(key="FIS")
    code = add_code(study, by=coder, key="TND", texts={"en": {"label": "Tent"}}, parent=material)
    change_code(code, by=coder, texts={"en": {"label": "Canopy"}}, parent=physical)
    for folded in ("Codes below Material", "Codes below Physical"):
        page.get_by_role("button", name=folded).click()
    expect(page.locator("[data-codes]")).to_contain_text("Canopy")

    page.get_by_text("What I did last").click()
    page.get_by_role("button", name="Undo: You changed the code TND").press("Enter")

    expect(page.locator(".pane-recent > li").first).to_contain_text("You undid this")
    expect(page.locator("[data-codes]")).to_contain_text("Tent")
    expect(page.locator("[data-codes]")).not_to_contain_text("Canopy")
    code.refresh_from_db()
    assert (code.label, code.parent, code.dimension) == ("Tent", material, material.dimension)


def test_what_somebody_has_built_on_is_not_undone_and_the_answer_says_who(page, study, coder):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    supervisor = join(study, Role.SUPERVISOR, make_user("siti", name="Siti Rahayu"))
    write_memo(study, author=supervisor, text="Berapa masker?", about=Coding.objects.get())

    page.keyboard.press("Control+z")

    expect(page.locator("[data-saved-text]")).to_contain_text(re.compile("Not saved: .*Siti Rahayu"))
    expect(page.locator(".stripe")).to_have_count(1)
    page.get_by_role("button", name="See what").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    assert Coding.objects.live().count() == 1
