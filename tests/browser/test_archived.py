"""The coding screen of an archived study: it says so, reads as before, and offers and does nothing else."""

import pytest
from playwright.sync_api import expect

from coding.archiving import archive
from coding.memos import write_memo
from coding.models import Coding
from coding.passages import code_passage
from tests.browser.pane import press, said
from tests.factories import owner_of, span_of

pytestmark = pytest.mark.django_db(transaction=True)

CHANGING = ("1", "5", "/", "i", ".", "w", "s", "x", "c", "v", "(", ">", "b", "+", "o", "m", "Delete", "Control+z")
SAYS = "This study is archived: it can be read, and nothing in it changes."


@pytest.fixture
def page(open_pane, study, interview, coder):
    place = {"transcript": interview.transcript, **span_of(interview.transcript, "kami menyumbang masker")}
    row, _ = code_passage(study, coder=coder, code=study.codes.get(key="MAT"), **place)
    write_memo(study, author=coder, text="Berapa masker?", about=row)
    archive(study, by=owner_of(study))
    return open_pane(coder)


def test_it_says_that_it_is_archived_and_what_still_works(page):
    told = page.get_by_text("this study can be read, searched and exported, and nothing in it changes")

    expect(told).to_be_visible()
    expect(page.get_by_role("toolbar", name="Coding")).to_contain_text("archived, to be read")  # it stays in view
    expect(page.get_by_role("button", name="Take it out of the archive")).to_have_count(0)  # its owner does
    page.get_by_role("link", name="Find", exact=True).click()
    expect(told).to_be_visible()


def test_nothing_is_offered_that_would_be_refused(page):
    page.locator(".stripe").click()

    expect(page.locator(".pane-card.in-hand")).to_contain_text("Berapa masker?")
    for gone in ("[data-do=code]", "[data-do=undo]", "[data-submit-codings]", "[data-own]", ".pane-memos button"):
        expect(page.locator(gone)).to_have_count(0)
    expect(page.locator(".pane-handle").first).to_be_hidden()
    page.locator(".stripe").click(modifiers=["Control"])
    expect(page.locator("[data-also]")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    keys = page.get_by_role("dialog", name="Keys of the text")
    expect(keys).to_contain_text("Copy the words with interview and line numbers")
    expect(keys).not_to_contain_text("Remove the coding in hand")


def test_a_key_that_would_change_something_says_why_it_does_not(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method not in ("GET", "HEAD") else None)
    page.locator("[data-text]").focus()
    press(page, "]")

    for key in CHANGING:
        page.evaluate("document.querySelector('[data-live=polite]').textContent = ''")
        page.keyboard.press(key)
        expect(said(page), key).to_contain_text(SAYS)
    press(page, "{", "n", "u", "l")

    expect(page.locator("#pane-list")).to_be_visible()
    expect(page.locator("[data-list-rows] input")).to_have_count(0)
    assert asked == []
    assert Coding.objects.get().polarity == "enacted"


def test_what_was_done_before_and_comes_too_late_is_kept_with_that_reason(open_pane, study, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    page.context.set_offline(True)
    press(page, "ArrowDown", "Control+ArrowRight", "1")
    expect(page.locator("[data-saved-text]")).to_contain_text("Not sent: 1")
    archive(study, by=owner_of(study))

    page.context.set_offline(False)

    expect(page.locator("[data-saved-text]")).to_contain_text(f"Not saved: {SAYS}")
    page.get_by_role("button", name="See what").click()
    expect(page.get_by_role("dialog", name="Not saved")).to_contain_text("kami menyumbang")
