"""Memos with names in them: completed by keyboard while one writes, found by whom they mention."""

import pytest
from playwright.sync_api import expect

from coding.models import Memo
from interviews.models import Role
from tests.browser.pane import reopen
from tests.factories import join, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_colleague_is_mentioned_by_keyboard_alone_and_finds_the_memo(open_pane, coder, study):
    budi = join(study, Role.SUPERVISOR, make_user("budi", name="Budi Santoso"))
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "2", "m"):
        page.keyboard.press(key)

    page.keyboard.type("Apakah ini ide, @bu")
    expect(page.get_by_role("option", name="@budi Budi Santoso", selected=True)).to_be_visible()
    expect(page.locator("[data-live=polite]")).to_contain_text("1 fit")
    page.keyboard.press("Escape")
    expect(page.locator("#mention-list")).to_be_hidden()
    page.keyboard.type("d")
    page.keyboard.press("Enter")
    page.keyboard.type("? Lihat #fi")
    page.keyboard.press("Tab")
    expect(page.locator("#pane-memo-text")).to_have_value("Apakah ini ide, @budi ? Lihat #FIS ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")

    memo = Memo.objects.get()
    assert memo.text == f"Apakah ini ide, @[{budi.pk}] ? Lihat #[{study.codes.get(key='FIS').pk}]"
    reopen(page)
    page.locator("[data-text]").focus()
    for key in ("]", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".pane-card .pane-memos")).to_contain_text("@Budi Santoso ? Lihat #FIS")

    theirs = open_pane(budi)
    theirs.get_by_role("link", name="mentions of me").click()
    expect(theirs.locator(".memos > li")).to_have_count(1)
    theirs.locator(".memos .title").click()
    expect(theirs).to_have_url(f"{page.url}#p-{memo.coding.passage_id}")


def test_the_address_of_a_passage_is_copied_and_pasted_into_the_journal(open_pane, coder, study):
    page = open_pane(coder, permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "2"):
        page.keyboard.press(key)
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    page.get_by_role("button", name="Copy the address of the passage").click()
    expect(page.locator("[data-live=polite]")).to_contain_text("Address copied")

    page.goto(f"/studies/{study.slug}/memos/journal/")
    page.locator("textarea").focus()
    page.keyboard.type("Bandingkan: ")
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="Keep").click()
    page.locator(".memo").get_by_role("link", name="W1, line 2").click()

    expect(page.locator("[data-text]")).to_be_focused()
