"""The list of keys is true, and its keys become one's own: changed, given to codes, or switched off."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.pane_words import keylist
from tests.browser.pane import press, reopen, saved

pytestmark = pytest.mark.django_db(transaction=True)

ON_THE_BOARD = {"Space": " ", "Shift N": "N"}


def keys_of(page):
    press(page, "?")
    return page.locator("#pane-keys")


def give(page, name, key):
    keys_of(page).get_by_role("button", name=f"Change the key {name}:").click()
    press(page, key)


def codes():
    return list(Coding.objects.live().order_by("passage__start").values_list("code__key", flat=True))


def test_every_single_key_that_is_listed_does_something(page):
    listed = [
        ON_THE_BOARD.get(key, key) for keys, _ in keylist() for key in keys if " " not in key and key not in "↑↓←→…"
    ]
    known = page.evaluate(
        """(keys) => keys.filter((key) => {
            const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            document.querySelector("[data-text]").dispatchEvent(event);
            document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
            return event.defaultPrevented;
        })""",
        [key for key in listed if key != "Space"],
    )

    assert known == listed


def test_a_key_of_the_list_is_changed_shown_everywhere_and_kept(page):
    give(page, "m", "g")
    expect(page.locator("[data-keys-told]")).to_contain_text("The key is g")
    press(page, "Escape")
    expect(page.locator("[data-bar] [data-do=memo] kbd")).to_have_text("g")

    reopen(page)
    expect(page.locator("[data-bar] [data-do=memo] kbd")).to_have_text("g")
    page.locator("[data-text]").focus()
    press(page, "ArrowDown", "Control+ArrowRight", "m")
    expect(page.locator("#pane-memo")).to_be_hidden()
    press(page, "g")
    expect(page.locator("#pane-memo")).to_be_visible()


def test_a_key_that_does_something_else_is_not_taken_from_it(page):
    give(page, "m", "x")
    expect(page.locator("[data-keys-told]")).to_contain_text("x does something else already")
    page.locator("#pane-keys").get_by_role("button", name="Change the key m:").click()
    press(page, "F5")
    expect(page.locator("[data-keys-told]")).to_contain_text("a letter, a digit or a sign")
    page.locator("#pane-keys").get_by_role("button", name="Change the key m:").click()
    press(page, "Escape")

    expect(page.locator("#pane-keys")).to_be_visible()
    expect(page.locator("[data-bar] [data-do=memo] kbd")).to_have_text("m")


def test_a_code_gets_a_key_and_loses_it(page):
    dialog = keys_of(page)
    dialog.get_by_label("Code", exact=True).select_option(label="MAT.1 · money")
    dialog.get_by_role("button", name="Give it a key").click()
    press(page, "j", "Escape", "ArrowDown", "Control+ArrowRight", "j")
    saved(page)
    assert codes() == ["MAT.1"]

    keys_of(page).get_by_role("button", name="Take the key away: j").click()
    press(page, "Escape", "Control+ArrowRight", "j")
    page.wait_for_timeout(200)
    assert codes() == ["MAT.1"]


def test_single_keys_are_switched_off_and_all_keys_are_put_back(page):
    dialog = keys_of(page)
    dialog.get_by_label("Letters, digits and signs do something").uncheck()
    press(page, "Escape", "ArrowDown", "Control+ArrowRight", "2", "m", "?")
    page.wait_for_timeout(200)
    assert codes() == []
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-bar] [data-do=code] kbd").first).to_be_hidden()

    page.locator("[data-bar] [data-do=keys]").click()
    dialog.get_by_role("button", name="All keys as they were").click()
    press(page, "Escape")
    page.locator("[data-text]").focus()
    press(page, "2")
    saved(page)

    assert codes() == ["MAT"]
