import pytest
from playwright.sync_api import expect

from coding.models import Code, Coding, Link, Memo
from coding.passages import code_passage
from coding.reviewing import review, submit
from interviews.models import Actor, Role
from tests.browser.pane import live, press, reopen, said, saved
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, SECOND = "Ya, 😷 kami menyumbang masker.", "Warga juga memberi sembako."


def code_first_sentence(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2")
    saved(page)


def undo_all_at_once(page, was):
    press(page, "Control+z")
    expect(said(page)).to_contain_text("Undone")
    assert live() == was


def test_a_coding_grows_and_shrinks_word_by_word_at_both_ends(page):
    code_first_sentence(page)
    for keys, words in (
        ("<", "Ya, 😷 kami menyumbang"),
        (">", FIRST),
        (">>", f"{FIRST} Warga juga"),
        (")", "😷 kami menyumbang masker. Warga juga"),
        ("()))", "menyumbang masker. Warga juga"),
    ):
        press(page, *keys)
        saved(page)
        assert live() == [(words, "MAT")]


def test_a_coding_grows_over_a_turn_and_never_shrinks_to_nothing(page):
    press(page, "ArrowDown", "Control+ArrowRight", "Control+ArrowRight", "2", ">")
    saved(page)
    assert live()[0][0].endswith("Dengan")

    press(page, *"<<<<<<<<")
    saved(page)

    assert live() == [("Warga", "MAT")]
    expect(said(page)).to_contain_text("cannot go further")


def test_a_coding_is_split_at_the_cursor_and_one_undo_makes_it_whole(page):
    press(page, "ArrowDown", "Shift+ArrowDown", "2", "Control+ArrowRight")
    press(page, "ArrowUp", "Control+ArrowRight", "b")
    saved(page)
    assert live() == [(FIRST, "MAT"), (SECOND, "MAT")]

    undo_all_at_once(page, [(f"{FIRST} {SECOND}", "MAT")])
    press(page, "Control+Shift+z")
    expect(page.locator(".stripe")).to_have_count(2)


def test_where_there_is_nothing_to_split_or_join_it_says_so(page):
    press(page, "ArrowDown", "Control+ArrowRight", "b")
    expect(page.locator(".toast")).to_contain_text("inside one of your own")
    press(page, "2", "+")

    expect(page.locator(".toast").last).to_contain_text("touches this one")
    saved(page)
    assert live() == [(FIRST, "MAT")]


def test_touching_codings_are_joined_with_their_memos_and_one_undo_parts_them(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+ArrowRight", "2", "m")
    page.keyboard.type("Kapan?")
    press(page, "Control+Enter")
    press(page, "Control+ArrowRight", "[", "+")
    saved(page)

    assert live() == [(f"{FIRST} {SECOND}", "MAT")]
    assert Memo.objects.get().coding == Coding.objects.live().get()
    expect(page.locator(".pane-card.in-hand")).to_contain_text("Kapan?")
    undo_all_at_once(page, [(FIRST, "MAT"), (SECOND, "MAT")])


def test_several_codes_are_ticked_and_given_in_one_go(page):
    press(page, "ArrowDown", "Control+ArrowRight", "/")
    page.keyboard.type("mat.1")
    press(page, "Control+Enter")
    page.keyboard.type("fis")
    press(page, "Control+Enter", "Enter")
    saved(page)

    assert live() == [(FIRST, "FIS"), (FIRST, "MAT.1")]
    undo_all_at_once(page, [])


def test_the_picker_shows_what_the_codebook_says_while_one_chooses(page):
    press(page, "ArrowDown", "Control+ArrowRight", "/")
    page.keyboard.type("MAT")

    told = page.locator("[data-picker-definition]")
    for head in ("Use when", "Not when", "Example"):
        expect(told).to_contain_text(head)


def test_a_code_is_made_of_the_informants_words_and_one_undo_takes_both_back(page):
    press(page, "ArrowDown", "Control+ArrowRight", "i")
    expect(page.get_by_label("Label")).to_have_value(FIRST)
    page.keyboard.type("menyumbang masker")
    press(page, "Enter")
    saved(page)

    assert live() == [(FIRST, "V1")]
    assert Code.objects.get(key="V1").label == "menyumbang masker"
    expect(page.locator("[data-codes]")).to_contain_text("menyumbang masker")
    undo_all_at_once(page, [])
    assert Code.objects.get(key="V1").retired_at is not None


def test_a_code_in_vivo_needs_a_key_that_is_free(page):
    press(page, "ArrowDown", "Control+ArrowRight", "i")
    page.locator("#in-vivo-key").fill("MAT")
    press(page, "Enter")

    expect(page.locator("#pane-in-vivo [role=alert]")).to_contain_text("has a code MAT already")
    press(page, "Escape")
    assert live() == []


def test_the_last_codes_are_repeated_all_together(page):
    press(page, "ArrowDown", "Control+ArrowRight", "/")
    page.keyboard.type("mat.1")
    press(page, "Control+Enter")
    page.keyboard.type("fis")
    press(page, "Control+Enter", "Enter", "Control+ArrowRight", ".")
    saved(page)

    assert live() == [(FIRST, "FIS"), (FIRST, "MAT.1"), (SECOND, "FIS"), (SECOND, "MAT.1")]


def test_codes_used_lately_keep_a_digit_also_the_next_time(page):
    press(page, "ArrowDown", "Control+ArrowRight", "/")
    page.keyboard.type("mat.2")
    press(page, "Enter", "Control+ArrowRight", "6")
    saved(page)
    assert live() == [(FIRST, "MAT.2"), (SECOND, "MAT.2")]

    reopen(page)
    expect(page.locator("[data-lately]")).to_contain_text("MAT.2")
    page.locator("[data-text]").focus()
    press(page, "Control+ArrowRight", "6")
    expect(page.locator(".stripe")).to_have_count(3)


def test_another_code_is_given_to_the_coding_in_hand(page):
    code_first_sentence(page)
    press(page, "c")
    page.keyboard.type("fis")
    press(page, "Enter")
    saved(page)

    assert live() == [(FIRST, "FIS")]


def test_polarity_actor_code_and_scope_of_many_are_changed_at_once(page):
    press(page, "ArrowDown", "Control+ArrowRight", "2", "Control+ArrowRight", "2", "o")
    saved(page)
    press(page, "[", "o")
    expect(page.locator("[data-also]")).to_contain_text("2 chosen")
    press(page, "e", "d")
    saved(page)
    assert set(Coding.objects.values_list("polarity", "about_actor__code")) == {("absent", "MAS")}

    press(page, "c")
    page.keyboard.type("ide")
    press(page, "Enter", "x")
    saved(page)
    assert [key for _, key in live()] == ["IDE", "IDE"]
    assert set(Coding.objects.values_list("in_scope", flat=True)) == {False}
    press(page, "Delete")
    saved(page)
    assert live() == []
    press(page, "Control+z")
    expect(page.locator(".stripe")).to_have_count(2)


def test_a_links_ends_form_and_regularity_are_changed_in_place(page):
    press(page, "ArrowDown", "Control+ArrowRight", "5")
    page.locator("#link-form").select_option(label="RPT · Joint meeting or forum")
    page.locator("#link-form").press("Enter")
    saved(page)
    card = page.locator(".pane-card.in-hand")
    link = Link.objects.get()
    assert (link.from_actor.code, link.to_actor.code) == ("ITM", "BKB")

    card.get_by_role("group", name="To", exact=True).get_by_role("button", name="MAS").click()
    card.get_by_role("group", name="From", exact=True).get_by_role("button", name="MAS").click()
    card.get_by_label("How often").select_option("recurrent")
    card.get_by_label("Form").select_option(label="SDY · Shared resources")
    saved(page)

    link.refresh_from_db()
    assert (link.from_actor.code, link.to_actor.code, link.regularity, link.form.code) == (
        "MAS",
        "ITM",
        "recurrent",
        "SDY",
    )
    card.get_by_label("Form").select_option(label="ANY · General statement")
    expect(page.locator("[data-live=assertive]")).to_contain_text("general statement cannot be enacted")
    assert Actor.objects.count() == 3


def test_the_ends_form_and_direction_of_many_links_are_changed_at_once(page):
    for form in ("RPT · Joint meeting or forum", "SDY · Shared resources"):
        press(page, "ArrowDown", "Control+ArrowRight", "5")
        page.locator("#link-form").select_option(label=form)
        page.locator("#link-form").press("Enter")
        saved(page)
    press(page, "o", "[", "o")
    expect(page.locator("[data-also]")).to_contain_text("2 chosen")
    card = page.locator(".pane-card.in-hand")
    card.get_by_role("group", name="To", exact=True).get_by_role("button", name="MAS").click()
    card.get_by_role("button", name="Turn round").click()
    card.get_by_label("Form").select_option(label="RPT · Joint meeting or forum")
    saved(page)
    assert ends_of_links() == {("MAS", "ITM", "RPT")}

    page.locator("[data-text]").focus()
    press(page, "ArrowDown", "Control+ArrowRight", "2", "l")
    saved(page)
    press(page, "ArrowUp", "ArrowUp", "Control+a")
    expect(page.locator("[data-list-chosen]")).to_have_text("2 chosen")
    expect(page.locator("[data-list-rows] input:disabled")).to_have_count(1)
    page.locator("[data-list-form]").get_by_label("From").select_option(str(Actor.objects.get(code="ITM").pk))
    page.get_by_role("button", name="Change", exact=True).click()
    saved(page)
    assert ends_of_links() == {("ITM", "MAS", "RPT")}
    page.keyboard.press("Escape")
    page.locator("[data-text]").focus()
    for standing in (*[("MAS", "ITM")] * 3, ("ITM", "MAS")):  # the list, the coding, the form, the turning round
        press(page, "Control+z")
        saved(page)
        assert {ends[:2] for ends in ends_of_links()} == {standing}


def ends_of_links():
    return set(Link.objects.values_list("from_actor__code", "to_actor__code", "form__code"))


def test_words_are_copied_with_who_said_them_where_and_on_which_lines(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, "ArrowDown", "Control+ArrowRight", "k")
    expect(said(page)).to_contain_text("Copied with its reference")

    assert page.evaluate("navigator.clipboard.readText()") == f"“{FIRST}” (T1, W1, line 2)"


def test_to_change_where_an_approved_coding_ends_hands_it_to_the_reviewer_again(open_pane, coder, study, interview):
    words = span_of(interview.transcript, FIRST)
    coding, _ = code_passage(
        study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words
    )
    submit(study, coder=coder, rows=[coding])
    review(study, reviewer=join(study, Role.SUPERVISOR), rows=[coding], decision="approve")
    page = open_pane(coder)
    page.locator("[data-text]").focus()

    press(page, "]", "<")
    expect(page.locator(".pane-card.in-hand")).to_contain_text("Submitted")
    saved(page)

    assert Coding.objects.get().status == "submitted"


def test_another_coders_coding_is_neither_split_nor_reshaped(open_pane, coder, study, interview):
    words = span_of(interview.transcript, FIRST)
    other = join(study, Role.RESEARCHER)
    code_passage(study, coder=other, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)
    page = open_pane(coder)
    page.locator("[data-text]").focus()

    press(page, "]", "<", "b", "+", "o", "Delete")

    expect(page.locator(".toast").first).to_be_visible()
    assert live() == [(FIRST, "MAT")]
    expect(page.locator(".stripe")).to_have_count(1)
