"""The margin of the coding screen: which codings it shows, how they are told apart, walked through and listed."""

import re

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import code_passage
from coding.reviewing import submit
from interviews.models import Role
from tests.browser.pane import reopen
from tests.browser.paper import text_of
from tests.browser.test_every_page import faults
from tests.factories import join, make_interview, make_user, span_of

pytestmark = pytest.mark.django_db(transaction=True)

CODED = (
    ("kami menyumbang masker", "MAT", "enacted"),
    ("memberi sembako", "MAT.1", "enacted"),
    ("duduk bersama dengan dinas", "IDE", "absent"),
    ("mengundang mereka", "FIS", "enacted"),
)


def code(study, interview, coder, words, key, polarity="enacted"):
    place = {"transcript": interview.transcript} | span_of(interview.transcript, words)
    return code_passage(study, coder=coder, code=study.codes.get(key=key), polarity=polarity, **place)[0]


@pytest.fixture
def codings(study, interview, coder):
    return {words: code(study, interview, coder, words, *how) for words, *how in CODED}


@pytest.fixture
def other(study):
    return join(study, Role.RESEARCHER, make_user("budi", name="Budi"))


@pytest.fixture
def page(open_pane, coder, codings):
    page = open_pane(coder)
    expect(page.locator(".stripe")).to_have_count(4)
    page.locator("[data-text]").focus()
    return page


def choose(page, name, label=None, value=None):
    page.evaluate("document.querySelector('[data-filters]').closest('details').open = true")
    page.locator(f"[data-filters] [name={name}]").select_option(label=label, value=value)


def keys_in_margin(page):
    return [stripe.get_attribute("data-key") for stripe in page.locator(".stripe").all()]


def places(page):
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.stripe')].map((s) => [s.dataset.id, s.style.cssText]))"
    )


def test_a_filter_shows_a_code_with_its_sub_codes_and_says_so(page):
    choose(page, "code", "MAT · Material")

    expect(page.locator(".stripe")).to_have_count(2)
    assert keys_in_margin(page) == ["MAT", "MAT.1"]
    expect(page.locator("[data-filtered]")).to_contain_text("Showing 2 of 4 codings (MAT · Material)")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".stripe")).to_have_count(4)
    expect(page.locator("[data-filtered]")).not_to_be_visible()


@pytest.mark.parametrize(
    ("name", "label", "left"),
    [
        ("coder", "Budi", ["IDE"]),
        ("actor", "BKB", ["FIS"]),
        ("polarity", "Absent", ["IDE"]),
        ("status", "Submitted", ["MAT"]),
    ],
)
def test_codings_are_filtered_by_each_of_what_is_known_of_them(
    open_pane, study, interview, coder, other, codings, name, label, left
):
    submit(study, coder=coder, rows=[codings["kami menyumbang masker"]])
    code(study, interview, other, "Semua jalan", "IDE")
    page = open_pane(coder)

    option = page.locator(f"[data-filters] [name={name}] option", has_text=label).first
    choose(page, name, value=option.get_attribute("value"))

    expect(page.locator(".stripe")).to_have_count(len(left))
    assert keys_in_margin(page) == left
    expect(page.locator("[data-filtered]")).to_contain_text(f"Showing {len(left)} of 5 codings")


def test_a_filter_moves_no_stripe(page, study, interview, coder):
    code(study, interview, coder, "kami menyumbang masker", "FIS", "absent")
    reopen(page)
    expect(page.locator(".stripe")).to_have_count(5)
    before = places(page)

    choose(page, "polarity", "Absent")
    expect(page.locator(".stripe")).to_have_count(2)

    filtered = places(page)
    assert filtered == {id: before[id] for id in filtered}


def test_the_words_of_what_is_filtered_out_are_not_tinted(page):
    choose(page, "polarity", "Absent")
    expect(page.locator(".stripe")).to_have_count(1)

    painted = "[...CSS.highlights].filter(([n]) => n.startsWith('code')).reduce((n, [, h]) => n + h.size, 0)"
    assert page.evaluate(painted) == 1


def test_brackets_and_cards_keep_to_the_filter(page):
    choose(page, "code", "MAT · Material")
    page.locator("[data-text]").focus()
    hand = page.locator(".pane-card.in-hand")

    for expected in ("MAT", "MAT.1", "MAT.1"):
        page.keyboard.press("]")
        expect(hand.locator(".key")).to_have_text(expected)

    page.locator(".turn").nth(3).click()
    expect(page.locator(".pane-card")).to_have_count(0)


def test_only_mine_hides_the_work_of_others_until_it_is_taken_off(page, study, interview, other):
    code(study, interview, other, "Belum pernah", "UTL")
    reopen(page)
    expect(page.locator(".stripe")).to_have_count(5)
    page.get_by_text("Filter", exact=True).click()

    page.get_by_label("Only mine").check()
    expect(page.locator(".stripe")).to_have_count(4)
    page.get_by_label("Only mine").uncheck()

    expect(page.locator(".stripe")).to_have_count(5)


def test_the_stripe_of_the_coding_in_hand_is_the_wider_one(page):
    widths = "[...document.querySelectorAll('.stripe')].map((s) => getComputedStyle(s).borderInlineStartWidth)"
    page.keyboard.press("]")
    page.keyboard.press("]")

    expect(page.locator(".stripe.in-hand")).to_have_attribute("data-key", "MAT.1")
    assert page.evaluate(widths) == ["4px", "7px", "4px", "4px"]
    page.keyboard.press("q")  # drawn anew, with a message
    page.keyboard.press("w")
    expect(page.locator(".stripe.in-hand")).to_have_class(re.compile("is-limited"))
    page.keyboard.press("Escape")
    expect(page.locator(".stripe.in-hand")).to_have_count(0)


def test_what_another_coded_is_thinner_in_the_margin_and_carries_initials_on_paper(page, study, interview, other):
    code(study, interview, other, "duduk bersama", "UTL")
    reopen(page)

    widths = page.locator(".stripe").evaluate_all(
        "(all) => all.map((one) => parseFloat(getComputedStyle(one).borderLeftWidth))"
    )

    assert sorted(widths) == [2, 4, 4, 4, 4]
    assert re.findall(r"UTL\W*B", re.sub(r"\s", "", text_of(page.pdf())))


def test_a_filter_lasts_for_the_session_and_keeps_ids_only(page, study):
    choose(page, "code", value=str(study.codes.get(key="IDE").pk))
    expect(page.locator(".stripe")).to_have_count(1)
    reopen(page)

    expect(page.locator("[data-filtered]")).to_contain_text("Showing 1 of 4")
    assert keys_in_margin(page) == ["IDE"]
    kept = page.evaluate("JSON.stringify({...sessionStorage})")
    assert str(study.codes.get(key="IDE").pk) in kept
    assert "IDE" not in kept


def test_what_is_coded_while_a_filter_hides_it_is_said_to_be_hidden(page, study):
    choose(page, "code", value=str(study.codes.get(key="IDE").pk))
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "ArrowDown", "Control+ArrowRight", "2"):
        page.keyboard.press(key)

    expect(page.locator(".toast")).to_contain_text("the filter hides it")
    expect(page.locator("[data-filtered]")).to_contain_text("Showing 1 of 5")


def test_the_next_coding_of_the_same_code_is_one_key_away(page, study, interview, coder):
    code(study, interview, coder, "Semua jalan", "MAT")
    reopen(page)
    expect(page.locator(".stripe")).to_have_count(5)
    page.locator("[data-text]").focus()
    quote = page.locator("[data-here-quote]")
    page.keyboard.press("]")
    expect(quote).to_have_text("kami menyumbang masker")

    page.keyboard.press("}")
    expect(quote).to_have_text("Semua jalan")
    page.keyboard.press("}")
    expect(page.locator("[data-live=polite]")).to_contain_text("No further coding of this code")
    page.keyboard.press("{")

    expect(quote).to_have_text("kami menyumbang masker")


def test_the_next_turn_without_a_coding_is_one_of_an_informant(open_pane, study, interview, coder):
    code(study, interview, coder, "kami menyumbang masker", "MAT")
    page = open_pane(coder)
    expect(page.locator(".stripe")).to_have_count(1)
    page.locator("[data-text]").focus()

    page.keyboard.press("n")
    expect(page.locator("[data-live=polite]")).to_contain_text("Belum pernah")
    page.keyboard.press("n")
    expect(page.locator("[data-live=polite]")).to_contain_text("Kami sudah")
    page.keyboard.press("Shift+N")

    expect(page.locator("[data-live=polite]")).to_contain_text("Belum pernah")


def test_uncoded_text_is_dimmed_by_key_and_by_its_switch(page):
    colour = "getComputedStyle(document.querySelector('.turn')).color"
    before = page.evaluate(colour)

    page.keyboard.press("u")
    expect(page.locator("[data-dims]")).to_be_checked()
    assert page.evaluate(colour) != before
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Dim uncoded text").uncheck()

    assert page.evaluate(colour) == before


def test_paper_holds_the_whole_text_its_line_numbers_and_the_keys_of_its_codes(open_pane, study, coder):
    long = make_interview(study, [("T1", f"Giliran {n} tentang masker.") for n in range(1, 400)], code="W2")
    for n in (1, 200, 399):
        code(study, long, coder, f"Giliran {n} tentang", "MAT.1")
    page = open_pane(coder, code="W2")

    printed = text_of(page.pdf())

    said = re.sub(r"\s", "", printed)
    assert [n for n in range(1, 400) if f"Giliran{n}tentangmasker." not in said] == []
    assert said.count("MAT.1") == 3
    assert all(str(line) in said for line in (1, 200, 399))
    assert "Submitmycodings" not in said
    expect(page.locator(".stripe")).not_to_have_count(3)


def test_what_is_filtered_out_is_not_printed(page):
    choose(page, "polarity", "Absent")
    expect(page.locator(".stripe")).to_have_count(1)

    said = re.sub(r"\s", "", text_of(page.pdf()))

    assert "IDE" in said
    assert "MAT.1" not in said
    assert "Showing1of4codings" in said


def listed(page):
    return [row.locator("td").all_inner_texts()[1:] for row in page.locator("[data-list-rows] tr").all()]


def test_the_list_says_all_that_the_margin_shows_in_reading_order(page):
    page.keyboard.press("l")

    expect(page.locator("#pane-list")).to_be_visible()
    assert listed(page) == [
        ["2", "kami menyumbang masker", "MAT", "ITM", "Enacted", "you", "Draft"],
        ["2", "memberi sembako", "MAT.1", "ITM", "Enacted", "you", "Draft"],
        ["4", "duduk bersama dengan dinas", "IDE", "ITM", "Absent", "you", "Draft"],
        ["6", "mengundang mereka", "FIS", "BKB", "Enacted", "you", "Draft"],
    ]
    expect(page.locator("[data-live=polite]")).to_contain_text("4 codings listed")


def test_enter_in_the_list_goes_to_the_words(page):
    page.keyboard.press("l")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#pane-list")).not_to_be_visible()
    expect(page.locator("[data-text]")).to_be_focused()
    expect(page.locator(".pane-card.in-hand .key")).to_have_text("IDE")


def test_the_list_keeps_to_the_filter(page):
    choose(page, "polarity", "Absent")
    page.get_by_role("button", name="List of codings").click()

    expect(page.locator("[data-list-rows] tr")).to_have_count(1)
    expect(page.locator("[data-list-count]")).to_have_text("1–1 of 1")


def test_many_are_chosen_and_given_a_polarity_at_once_and_one_undo_takes_it_back(page):
    page.keyboard.press("l")
    boxes = page.locator("[data-list-rows] input")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-list-chosen]")).to_have_text("3 chosen")
    page.locator("[data-list-form] [name=polarity]").select_option("planned")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    changed = polarities()

    page.keyboard.press("Escape")
    page.locator("[data-text]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".stripe.is-planned")).to_have_count(0)

    assert changed == ["planned", "planned", "planned", "enacted"]
    assert polarities() == ["enacted", "enacted", "absent", "enacted"]


def polarities():
    return list(Coding.objects.live().order_by("passage__start").values_list("polarity", flat=True))


def test_all_are_chosen_by_control_a_and_removed_but_not_those_of_others(page, study, interview, other):
    code(study, interview, other, "Belum pernah", "UTL")
    reopen(page)
    expect(page.locator(".stripe")).to_have_count(5)
    page.locator("[data-text]").focus()

    page.keyboard.press("l")
    page.keyboard.press("Control+a")
    expect(page.locator("[data-list-chosen]")).to_have_text("4 chosen")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")

    assert Coding.objects.live().get().coder == other
    expect(page.locator("[data-list-rows] tr")).to_have_count(1)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_open_list_and_the_open_filter_are_accessible(page, look):
    page.evaluate(f"document.documentElement.dataset.theme = '{look}'")
    choose(page, "polarity", "Enacted")
    page.get_by_role("button", name="List of codings").click()
    page.keyboard.press("Control+a")
    expect(page.locator("[data-list-form]")).to_be_visible()

    assert faults(page) == []
    page.keyboard.press("Escape")
    assert faults(page) == []
    small = "[...document.querySelectorAll('.pane-list :is(button, label, select), .pane-filters :is(label, select)')]"
    assert page.evaluate(f"{small}.filter((e) => e.checkVisibility() && e.offsetHeight < 24).length") == 0


def test_the_label_of_a_stripe_stays_under_the_pointer_and_goes_with_escape(page):
    label = page.locator("[data-bubble]")
    page.locator(".stripe").nth(2).hover()
    expect(label).to_contain_text("IDE")
    expect(label).to_contain_text("Absent · ITM · you")

    label.hover()
    page.wait_for_timeout(500)
    expect(label).to_be_visible()
    page.keyboard.press("Escape")
    expect(label).not_to_be_visible()

    page.locator(".stripe").nth(0).focus()
    expect(label).to_contain_text("MAT")
    page.mouse.move(5, 5)


def test_a_long_list_is_turned_page_by_page_and_its_buttons_stay_in_view(open_pane, study, coder):
    long = make_interview(study, [("T1", f"Giliran {n} tentang masker.") for n in range(1, 121)], code="W2")
    for n in range(1, 121):
        code(study, long, coder, f"Giliran {n} tentang", "MAT")
    page = open_pane(coder, code="W2", viewport={"width": 1280, "height": 600})
    page.get_by_role("button", name="List of codings").click()
    after = page.get_by_role("button", name="Page after")
    expect(after).to_be_in_viewport(ratio=1)

    after.click()
    page.keyboard.press("PageDown")

    expect(page.locator("[data-list-count]")).to_have_text("101–120 of 120")
    expect(page.locator("[data-list-rows] tr")).to_have_count(20)
    expect(after).to_be_disabled()
    expect(page.locator("[data-list-rows] button").first).to_be_focused()
