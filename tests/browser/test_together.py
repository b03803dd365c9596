"""Two people with the same interview open: each sees within three seconds what the other does, and where they are."""

import re

import pytest
from playwright.sync_api import expect

from coding.codebook import add_code, change_code, retire_code
from coding.memos import write_memo
from coding.models import Coding
from coding.passages import code_passage
from coding.phases import close_phase, open_phase
from coding.reviewing import review, submit
from interviews.models import Role
from tests.browser.between import between
from tests.browser.pane import saved
from tests.factories import join, make_user, owner_of, span_of

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 3000


@pytest.fixture
def reviewer(study):
    return join(study, Role.SUPERVISOR, make_user("pembimbing", name="Siti Rahayu"))


def select_first_sentence(page):
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight"):
        page.keyboard.press(key)
    return page


def test_a_coding_a_change_and_a_removal_of_one_appear_at_the_other_within_three_seconds(open_pane, coder, reviewer):
    ani, siti = select_first_sentence(open_pane(coder)), open_pane(reviewer)

    ani.keyboard.press("1")
    saved(ani)
    stripe = siti.locator(".stripe")
    expect(stripe).to_have_count(1, timeout=SECONDS)
    expect(stripe).to_have_class(re.compile(r"\bfresh\b"), timeout=500)
    expect(stripe).to_have_attribute("aria-label", "IDE Idea: Enacted · ITM · Ani")

    ani.keyboard.press("w")
    expect(stripe).to_have_attribute("aria-label", "IDE Idea: Limited (low) · ITM · Ani", timeout=SECONDS + 500)
    ani.keyboard.press("Delete")
    expect(stripe).to_have_count(0, timeout=SECONDS + 500)


def test_a_code_that_is_new_renamed_or_retired_shows_so_without_a_reload(open_pane, study, interview, coder, reviewer):
    page = open_pane(coder)
    head, where = study.codes.get(key="MAT"), span_of(interview.transcript, "kami menyumbang masker")
    code = add_code(study, by=reviewer, key="TND", texts={"en": {"label": "Tent"}}, parent=head)
    code_passage(study, coder=reviewer, transcript=interview.transcript, code=code, **where)

    stripe = page.locator(".stripe")
    expect(stripe).to_have_attribute("aria-label", "TND Tent: Enacted · ITM · Siti Rahayu", timeout=SECONDS)
    page.get_by_role("button", name="Codes below Material").click()
    entry = page.locator("[data-codes]").get_by_role("button", name="TND Tent")
    expect(entry).to_be_visible()

    stripe.click()
    page.get_by_role("toolbar", name="Coding").get_by_role("button", name="Memo").click()
    page.get_by_role("textbox", name="Memo").press_sequentially("#TN")
    expect(page.get_by_role("option", name="#TND Tent")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    change_code(code, by=reviewer, texts={"en": {"label": "Large tent"}})
    expect(stripe).to_have_attribute("aria-label", re.compile("TND Large tent"), timeout=SECONDS + 500)
    expect(page.locator("[data-filters] [name=code]")).to_contain_text("TND · Large tent")
    retire_code(code, by=reviewer)
    expect(entry).to_have_count(0, timeout=SECONDS + 500)
    expect(stripe).to_have_attribute("aria-label", re.compile("TND Large tent"))


def test_a_blind_phase_that_begins_takes_the_others_work_off_the_open_page_and_its_end_brings_it_back(
    open_pane, study, interview, coder, reviewer
):
    where = span_of(interview.transcript, "kami menyumbang masker")
    place = {"transcript": interview.transcript, "code": study.codes.get(key="MAT"), **where}
    theirs, _ = code_passage(study, coder=reviewer, **place)
    code_passage(study, coder=coder, **place)
    write_memo(study, author=reviewer, text="Berapa masker?", about=theirs)
    page = select_first_sentence(open_pane(coder))
    stripe, said = page.locator(".stripe"), page.locator("[data-reading-changed]")
    expect(stripe).to_have_count(2)

    phase = open_phase(study, by=owner_of(study), coders=[coder, reviewer], interviews=[interview])
    expect(said).to_contain_text("A blind phase has begun", timeout=SECONDS + 500)
    expect(stripe).to_have_count(1)
    expect(stripe).to_have_attribute("aria-label", re.compile("you"))
    page.keyboard.press("1")
    saved(page)
    expect(stripe).to_have_count(2)

    close_phase(phase, by=owner_of(study))
    expect(said).to_contain_text("The blind phase is over", timeout=SECONDS + 500)
    expect(stripe).to_have_count(3)
    expect(said.get_by_role("link", name="Load the page anew")).to_be_visible()


def test_a_memo_and_a_review_appear_beside_the_coding_in_hand(open_pane, study, interview, coder, reviewer):
    where = span_of(interview.transcript, "kami menyumbang masker")
    code = study.codes.get(key="MAT")
    coding, _ = code_passage(study, coder=coder, transcript=interview.transcript, code=code, **where)
    page = open_pane(coder)
    page.locator(".stripe").click()
    card = page.locator(".pane-card")
    expect(card).to_contain_text("MAT")

    write_memo(study, author=reviewer, text="Berapa masker?", about=coding)
    expect(card).to_contain_text("Berapa masker?", timeout=SECONDS)
    submit(study, coder=coder)
    review(study, reviewer=reviewer, rows=[coding], decision="revise", reason="Sebut jumlahnya.")

    expect(card).to_contain_text("Sebut jumlahnya.", timeout=SECONDS)
    expect(card).to_contain_text("Siti Rahayu")


def test_what_is_not_sent_here_is_not_overwritten_by_what_comes_from_there(open_pane, study, coder, reviewer):
    page = select_first_sentence(open_pane(coder))
    page.keyboard.press("1")
    saved(page)
    held = []
    between(page, "**/api/v1/**/codings/*/", lambda route: held.append(route))
    page.keyboard.press("w")
    coding = Coding.objects.get()
    stripe = page.locator(".stripe")
    expect(stripe).to_have_attribute("aria-label", "IDE Idea: Limited (low) · ITM · you")

    with page.expect_response(lambda answer: "changes.json" in answer.url and str(coding.pk) in answer.text()):
        submit(study, coder=coder)
        review(study, reviewer=reviewer, rows=[coding], decision="revise", reason="Kurang.")
    expect(stripe).to_have_attribute("aria-label", "IDE Idea: Limited (low) · ITM · you")
    page.unroute("**/api/v1/**/codings/*/")  # lets the held one go, too
    saved(page)

    expect(stripe).to_have_attribute("aria-label", "IDE Idea: Limited (low) · ITM · you")
    coding.refresh_from_db()
    assert coding.polarity == "limited"


def test_who_else_is_here_is_named_with_the_line_and_goes_when_they_leave(open_pane, coder, reviewer):
    ani, siti = open_pane(coder), open_pane(reviewer)

    person = ani.get_by_role("list", name="Also here").get_by_role("button", name="Siti Rahayu, near line")
    expect(person).to_have_text("SR", timeout=SECONDS + 1000)
    box = person.bounding_box()
    siti.close()

    expect(person).to_have_count(0, timeout=15_000)
    assert min(box["width"], box["height"]) >= 24


def test_a_page_without_a_connection_asks_for_nothing_and_catches_up_when_it_is_back(open_pane, coder, reviewer):
    ani, siti = select_first_sentence(open_pane(coder)), open_pane(reviewer)
    siti.context.set_offline(True)
    ani.keyboard.press("2")
    saved(ani)
    siti.wait_for_timeout(3000)
    expect(siti.locator(".stripe")).to_have_count(0)

    siti.context.set_offline(False)

    expect(siti.locator(".stripe")).to_have_count(1, timeout=SECONDS)
