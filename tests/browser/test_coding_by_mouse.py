import pytest
from playwright.sync_api import expect

from coding.models import Coding, Link, Memo, Reply
from coding.passages import code_passage
from coding.reviewing import review, submit
from interviews.models import Actor, Role
from tests.browser.pane import drag, drag_over, middle, place_of, saved
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_dragged_over_and_a_pressed_dimension_are_a_coding(open_pane, coder):
    page = open_pane(coder)

    drag_over(page, "😷 kami menyumbang masker")
    page.locator("[data-do=code]").nth(1).click()
    saved(page)

    coding = Coding.objects.get()
    assert (coding.passage.quote, coding.code.key, coding.about_actor.code) == (
        "😷 kami menyumbang masker",
        "MAT",
        "ITM",
    )
    expect(page.locator(f".stripe[data-id='{coding.pk}']")).to_have_count(1)
    expect(page.locator(".pane-card.in-hand")).to_contain_text("Enacted · ITM · you")


def test_a_selection_across_turns_holds_the_text_between_them(open_pane, coder, interview):
    page = open_pane(coder)

    drag_over(page, "Warga juga", last="Dengan siapa?")
    page.locator("[data-do=code]").first.click()
    saved(page)

    text = interview.transcript.text
    assert Coding.objects.get().passage.quote == text[text.index("Warga juga") : text.index("siapa?") + 6]


def test_three_presses_code_the_turn_without_the_label_of_who_speaks_next(open_pane, coder):
    page = open_pane(coder)

    page.mouse.click(*place_of(page, "Warga juga", "end"), click_count=3)
    page.locator("[data-do=code]").first.click()
    saved(page)

    assert Coding.objects.get().passage.quote == "Ya, 😷 kami menyumbang masker. Warga juga memberi sembako."


def test_a_press_on_the_card_holds_though_a_colleague_s_coding_comes_in_between(open_pane, coder, study, interview):
    page = open_pane(coder)
    drag_over(page, "Warga juga memberi sembako")
    page.locator("[data-do=code]").first.click()
    saved(page)

    page.locator(".pane-card.in-hand").get_by_role("button", name="Absent").hover()
    page.mouse.down()
    where = {"transcript": interview.transcript} | span_of(interview.transcript, "Warga juga memberi sembako")
    code_passage(study, coder=join(study, Role.RESEARCHER), code=study.codes.get(key="FIS"), **where)
    expect(page.locator(".stripe")).to_have_count(2)
    page.mouse.up()
    saved(page)

    expect(page.locator(".pane-card")).to_have_count(2)
    assert Coding.objects.get(coder=coder).polarity == "absent"


def test_the_card_in_hand_changes_polarity_and_actor_and_removes(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, "Warga juga memberi sembako")
    page.locator("[data-do=code]").first.click()
    card = page.locator(".pane-card.in-hand")

    card.get_by_role("button", name="Limited").click()
    card.get_by_role("button", name="MAS").click()
    saved(page)
    coding = Coding.objects.get()
    assert (coding.polarity, coding.about_actor.code) == ("limited", "MAS")
    card.get_by_role("button", name="Remove").click()
    saved(page)

    assert not Coding.objects.live().exists()
    page.locator("[data-bar]").get_by_role("button", name="Undo").click()
    expect(page.locator(".stripe")).to_have_count(1)
    assert Coding.objects.live().get() == coding


def test_who_codes_the_interviewer_alone_is_told_that_it_counts_nowhere(open_pane, coder):
    page = open_pane(coder)
    told = page.get_by_text("No informant speaks in these words")
    drag_over(page, "Dengan siapa?")
    page.locator("[data-do=code]").first.click()
    saved(page)
    expect(told).to_be_visible()

    drag_over(page, "Belum pernah duduk bersama dengan dinas.")
    page.locator("[data-do=code]").first.click()
    saved(page)
    expect(told).to_be_hidden()


def test_a_link_is_made_in_a_small_dialog_that_knows_who_speaks(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, "Belum pernah duduk bersama dengan dinas.")

    page.locator("[data-do=link]").click()
    dialog = page.locator("#pane-link")
    expect(dialog.get_by_label("From")).to_have_value(str(Actor.objects.get(code="ITM").pk))
    dialog.get_by_label("Form").select_option(label="ANY · General statement")
    dialog.get_by_role("button", name="Link").click()
    expect(dialog.get_by_role("alert")).to_contain_text("general statement")
    dialog.get_by_label("Polarity").select_option("absent")
    dialog.get_by_role("button", name="Link").click()
    saved(page)

    link = Link.objects.get()
    assert (link.from_actor.code, link.to_actor.code, link.form.code, link.polarity) == ("ITM", "BKB", "ANY", "absent")


def test_where_several_informants_speak_the_coder_says_whose_words_these_are(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, "Semua jalan", last="Kami sudah mengundang mereka.")
    page.locator("[data-do=code]").first.click()
    saved(page)
    assert Coding.objects.get().about_actor is None

    page.locator("[data-ask]").get_by_role("button", name="B1").click()

    expect(page.locator(".pane-card.in-hand")).to_contain_text("BKB")
    saved(page)
    coding = Coding.objects.get()
    assert (coding.speaker.label, coding.about_actor.code) == ("B1", "BKB")


def test_another_coders_coding_is_shown_with_their_name_and_cannot_be_changed(open_pane, coder, study, interview):
    other = join(study, Role.SUPERVISOR)
    words = span_of(interview.transcript, "menyumbang masker")
    code_passage(study, coder=other, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)
    page = open_pane(coder)

    page.locator(".stripe").click()

    expect(page.locator(".pane-card.in-hand")).to_contain_text(str(other))
    expect(page.locator(".pane-card [data-own]:visible")).to_have_count(0)


def test_a_stripe_says_what_it_is_on_hover_until_escape(open_pane, coder, study, interview):
    words = span_of(interview.transcript, "menyumbang masker")
    code_passage(study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)
    page = open_pane(coder)

    page.locator(".stripe").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("MAT")
    page.keyboard.press("Escape")

    expect(page.get_by_role("tooltip")).to_be_hidden()


def test_who_may_only_read_sees_no_gesture(open_pane, study):
    page = open_pane(join(study, Role.OBSERVER))

    expect(page.locator("[data-do=code]")).to_have_count(0)
    page.locator("[data-text]").focus()
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("1")
    posted = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    drag(page, middle(page.locator("[data-codes] .pane-code").first), place_of(page, "menyumbang", "start"))
    page.wait_for_timeout(200)

    expect(page.locator(".stripe")).to_have_count(0)
    assert posted == []
    assert not Coding.objects.exists()


def test_an_address_with_a_passage_goes_there(open_pane, coder, study, interview):
    words = span_of(interview.transcript, "Semua jalan sendiri-sendiri.")
    coding, _ = code_passage(
        study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MOT"), **words
    )

    page = open_pane(coder, anchor=f"#p-{coding.passage_id}", viewport={"width": 900, "height": 300})

    expect(page.locator(".pane-card.in-hand")).to_contain_text("MOT")
    expect(page.locator("#t-3")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(open_pane, coder, width):
    page = open_pane(coder, viewport={"width": width, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_codes_and_what_is_here_come_as_drawers(open_pane, coder):
    page = open_pane(coder, viewport={"width": 390, "height": 800}, has_touch=True)
    expect(page.locator("#pane-left")).not_to_be_visible()

    page.get_by_role("button", name="Codes", exact=True).click()
    expect(page.locator("#pane-left")).to_be_visible()
    page.get_by_role("button", name="Here", exact=True).click()

    expect(page.locator("#pane-left")).not_to_be_visible()
    expect(page.locator("#pane-right")).to_be_visible()


def test_the_reviewers_reason_stands_on_the_card_and_is_answered_there(open_pane, coder, study, interview):
    words = span_of(interview.transcript, "menyumbang masker")
    coding, _ = code_passage(
        study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words
    )
    submit(study, coder=coder)
    supervisor = join(study, Role.SUPERVISOR)
    review(study, reviewer=supervisor, rows=[coding], decision="revise", reason="Who gave them?")
    page = open_pane(coder)

    page.locator(".stripe").click()
    thread = page.locator(".pane-thread")
    expect(thread).to_contain_text("Who gave them?")
    thread.get_by_label("Your reply").fill("We did.")
    thread.get_by_role("button", name="Send the reply").click()
    saved(page)

    assert Reply.objects.get().text == "We did."


def test_a_memo_about_words_that_nobody_coded_is_kept_shown_and_removed(open_pane, coder):
    page = open_pane(coder)
    drag_over(page, "Semua jalan sendiri-sendiri")
    page.locator("[data-do=memo]").click()
    page.locator("#pane-memo-text").fill("Ask again.")
    page.get_by_role("button", name="Keep").click()
    saved(page)
    assert Memo.objects.get().passage.quote == "Semua jalan sendiri-sendiri"

    page.locator("[data-memos-here]").get_by_role("button", name="Remove").click()
    saved(page)

    assert Memo.objects.get().trashed_at is not None


def test_what_another_coder_does_appears_without_a_reload(open_pane, coder, study, interview):
    page = open_pane(coder)
    drag_over(page, "Warga juga memberi sembako")
    page.locator("[data-do=code]").first.click()
    saved(page)

    other = join(study, Role.SUPERVISOR)
    words = span_of(interview.transcript, "menyumbang masker")
    code_passage(study, coder=other, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)

    expect(page.locator(".stripe")).to_have_count(2, timeout=20_000)
