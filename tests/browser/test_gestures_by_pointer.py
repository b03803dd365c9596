import pytest
from playwright.sync_api import expect

from coding.models import Coding, Memo, Review
from coding.passages import code_passage
from coding.reviewing import submit
from interviews.models import Role
from tests.browser.pane import drag, drag_over, live, middle, place_of, saved
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "Ya, 😷 kami menyumbang masker.", "Warga juga memberi sembako."


@pytest.fixture
def coded(study, interview, coder):
    code, words = study.codes.get(key="MAT"), span_of(interview.transcript, FIRST)
    return code_passage(study, coder=coder, transcript=interview.transcript, code=code, **words)[0]


def code_of(page, key):
    return page.locator("[data-codes] .pane-code").filter(has=page.locator(".key", has_text=key)).first


def test_the_ends_of_a_coding_are_dragged_to_other_words(open_pane, coder, coded):
    page = open_pane(coder)
    page.locator(".stripe").click()

    drag(page, middle(page.locator(".pane-handle[data-edge=end]")), place_of(page, "memberi", "end"))
    saved(page)
    assert live() == [(f"{FIRST} Warga juga memberi", "MAT")]
    drag(page, middle(page.locator(".pane-handle[data-edge=start]")), place_of(page, "kami", "start"))
    saved(page)

    assert live() == [("kami menyumbang masker. Warga juga memberi", "MAT")]


def test_an_end_that_is_let_go_where_it_was_changes_nothing(open_pane, coder, coded):
    page = open_pane(coder)
    page.locator(".stripe").click()

    page.locator(".pane-handle[data-edge=end]").click()
    page.wait_for_timeout(200)

    assert live() == [(FIRST, "MAT")]
    expect(page.locator("[data-saved-text]")).to_have_text("Everything is saved")


def test_what_is_not_ones_own_has_no_handles(open_pane, study, coded):
    page = open_pane(study.memberships.get(role="owner").user)
    page.locator(".stripe").click()

    expect(page.locator(".pane-card.in-hand")).to_be_visible()
    expect(page.locator(".pane-handle:visible")).to_have_count(0)


def test_a_code_of_the_list_is_pressed_and_given_to_the_selected_words(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, "Warga", last="sembako.")

    code_of(page, "FIS").click()
    saved(page)
    page.get_by_role("button", name="Codes below Material").click()
    code_of(page, "MAT.1").click()
    saved(page)

    assert live() == [(SECOND, "FIS"), (SECOND, "MAT.1")]


def test_selected_words_are_dragged_to_a_code(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, SECOND)
    here = place_of(page, "juga", "start")

    drag(page, (here[0] + 4, here[1]), middle(code_of(page, "FIS")))
    saved(page)

    assert live() == [(SECOND, "FIS")]


def test_a_code_is_dragged_onto_the_sentence_under_the_pointer(open_pane, coder):
    page = open_pane(coder)
    here = place_of(page, "menyumbang", "start")

    drag(page, middle(code_of(page, "IDE")), (here[0] + 4, here[1]))
    saved(page)

    assert live() == [(FIRST, "IDE")]


def test_a_stripe_is_dragged_to_another_code(open_pane, coder, coded):
    page = open_pane(coder)

    drag(page, middle(page.locator(".stripe")), middle(code_of(page, "UTL")))
    saved(page)

    assert live() == [(FIRST, "UTL")]
    assert Coding.objects.get().pk == coded.pk


def test_ctrl_and_a_press_choose_several_codings_that_are_changed_together(open_pane, coder, study, interview, coded):
    words = span_of(interview.transcript, SECOND)
    code_passage(study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="FIS"), **words)
    page = open_pane(coder)

    page.locator(".stripe").first.click()
    page.locator(".stripe").last.click(modifiers=["Control"])
    expect(page.locator("[data-also]")).to_contain_text("2 chosen")
    page.locator(".pane-card.in-hand").get_by_role("button", name="Planned").click()
    saved(page)
    assert set(Coding.objects.values_list("polarity", flat=True)) == {"planned"}

    page.locator("[data-also]").get_by_role("button", name="Let go").click()
    expect(page.locator("[data-also]")).to_be_hidden()


def test_codes_are_ticked_by_pressing_and_given_by_a_button(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, SECOND)
    page.locator("[data-do=pick]").click()
    for key in ("MAT", "UTL"):
        page.locator("[role=option]").filter(has=page.locator(".key", has_text=key)).first.locator(".tick").click()
    page.get_by_role("button", name="Give MAT, UTL").click()
    saved(page)

    assert live() == [(SECOND, "MAT"), (SECOND, "UTL")]


def test_the_card_splits_grows_and_joins_too(open_pane, coder, coded):
    page = open_pane(coder, viewport={"width": 1280, "height": 1100})
    page.locator(".stripe").click()
    card = page.locator(".pane-card.in-hand")
    card.get_by_role("button", name="End earlier").click()
    saved(page)
    assert live() == [("Ya, 😷 kami menyumbang", "MAT")]

    here = place_of(page, "menyumbang", "start")
    page.mouse.click(here[0] + 1, here[1])
    page.locator(".pane-card .chip").click()
    card.get_by_role("button", name="Split here").click()
    saved(page)
    assert live() == [("Ya, 😷 kami", "MAT"), ("menyumbang", "MAT")]
    card.get_by_role("button", name="Join").click()
    saved(page)

    assert live() == [("Ya, 😷 kami menyumbang", "MAT")]


def test_on_a_touch_screen_a_tap_selects_the_sentence_and_a_second_one_the_turn(open_pane, coder):
    page = open_pane(coder, viewport={"width": 390, "height": 800}, has_touch=True)
    here = place_of(page, "juga", "start")

    page.touchscreen.tap(here[0] + 4, here[1])
    expect(page.locator("[data-live=polite]")).to_contain_text("from “Warga” to “sembako.”")
    page.locator("[data-do=code]").nth(1).tap()
    saved(page)
    assert live() == [(SECOND, "MAT")]

    page.touchscreen.tap(here[0] + 4, here[1])
    expect(page.locator("[data-live=polite]")).to_contain_text("from “Ya,” to “sembako.”")


def test_on_a_phone_a_memo_is_written_about_the_sentence_that_was_tapped(open_pane, coder):
    page = open_pane(coder, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    here = place_of(page, "juga", "start")
    page.touchscreen.tap(here[0] + 4, here[1])
    expect(page.locator("[data-live=polite]")).to_contain_text("from “Warga” to “sembako.”")

    page.locator("[data-do=memo]").tap()
    page.locator("#pane-memo-text").fill("Siapa saja?")
    page.get_by_role("button", name="Keep").tap()
    saved(page)
    page.get_by_role("button", name="Here", exact=True).tap()

    expect(page.locator("[data-memos-here]")).to_contain_text("Siapa saja?")
    assert Memo.objects.get().passage.quote == SECOND


def test_on_a_phone_a_coding_is_reviewed_with_a_reason(open_pane, study, coder, coded):
    submit(study, coder=coder)
    page = open_pane(
        join(study, Role.SUPERVISOR), viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    page.goto(f"/studies/{study.slug}/review/")
    row = page.locator("[data-reviewing] > li")
    expect(row).to_contain_text(FIRST)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    row.get_by_role("checkbox").tap()
    page.get_by_label("Reason").fill("Siapa yang memberi?")
    page.get_by_role("button", name="Ask for revision").tap()

    expect(row).to_have_count(0)
    assert Review.objects.get().reason == "Siapa yang memberi?"
