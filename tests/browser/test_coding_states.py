"""The coding screen in every state it can be in: accessible, within its width, with targets that a finger hits."""

import pytest
from playwright.sync_api import expect

from coding.archiving import archive
from coding.memos import write_memo
from coding.passages import code_passage
from interviews.models import Study
from tests.browser.between import between
from tests.browser.pane import press, reopen
from tests.browser.test_every_page import faults
from tests.factories import owner_of, span_of

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (320, 768, 1280, 1920)
SCHEMES = ("light", "dark")
SMALLEST = 24
PRESSED = "a[href], button, select, summary, input, .pane-handle, [role=option]"
# What is smaller than that of all that can be pressed and is seen. A stripe has its twin in the list of codings.
TOO_SMALL = """([pressed, smallest]) => [...document.querySelectorAll(pressed)]
    .map((each) => each.matches("input[type=checkbox]") ? each.closest("label") ?? each : each)
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < smallest - 0.01 || box.height < smallest - 0.01))
    .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""


def select_a_sentence(page):
    page.locator("[data-text]").focus()
    press(page, "ArrowDown", "Control+ArrowRight")


def take_in_hand(page):
    page.locator("[data-text]").focus()
    press(page, "]")
    expect(page.locator(".pane-handle").first).to_be_visible()


def choose_two(page):
    take_in_hand(page)
    press(page, "o", "]", "o")
    expect(page.locator("[data-also]")).to_contain_text("2 chosen")


def make_a_link(page):
    select_a_sentence(page)
    press(page, "5")
    page.locator("#link-form").select_option(index=1)
    page.locator("#link-form").press("Enter")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")


def open_with(*keys):
    def open_it(page):
        select_a_sentence(page)
        press(page, *keys)
        expect(page.locator("dialog[open]")).to_be_visible()

    return open_it


def tick_two(page):
    open_with("/")(page)
    for typed in ("mat.1", "fis"):
        page.keyboard.type(typed)
        press(page, "Control+Enter")


def use_lately(page):
    tick_two(page)
    press(page, "Enter")
    expect(page.locator("[data-lately] li")).to_have_count(1)


def go_offline(page):
    page.context.set_offline(True)
    select_a_sentence(page)
    press(page, "2")
    expect(page.locator("[data-saved-text]")).to_contain_text("Not sent: 1")


def be_refused(page):
    refusal = {"status": 409, "content_type": "application/problem+json", "body": '{"detail": "Refused.", "code": "x"}'}
    between(page, "**/codings/", lambda route: route.fulfill(**refusal))
    select_a_sentence(page)
    press(page, "4")
    page.get_by_role("button", name="See what").click()


def be_archived(page):
    study = Study.objects.get()
    archive(study, by=owner_of(study))
    reopen(page)
    page.locator("[data-text]").focus()
    press(page, "]")


EMPTY = {"empty": lambda page: None, "selecting": select_a_sentence}
FULL = {
    "full": lambda page: None,
    "in hand": take_in_hand,
    "several chosen": choose_two,
    "a link in hand": make_a_link,
    "picker": open_with("/"),
    "picker with two ticked": tick_two,
    "used lately": use_lately,
    "in vivo": open_with("i"),
    "link": open_with("5"),
    "memo": open_with("m"),
    "keys": open_with("?"),
    "list": open_with("l"),
    "offline": go_offline,
    "error": be_refused,
    "archived": be_archived,
}


def wrong_in_every_look(page):
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            wrong += [f"{width} {scheme}: {each}" for each in faults(page)]
        wrong += [f"{width}: {each}" for each in page.evaluate(TOO_SMALL, [PRESSED, SMALLEST])]
    return wrong


@pytest.fixture
def coded(study, interview, coder):
    for key, words in (("MAT", "kami menyumbang"), ("FIS", "Warga juga"), ("IDE", "menyumbang masker")):
        code = study.codes.get(key=key)
        place = span_of(interview.transcript, words)
        row, _ = code_passage(study, coder=coder, transcript=interview.transcript, code=code, **place)
        write_memo(study, author=coder, text="Tanya lagi.", about=row)


@pytest.mark.parametrize("state", EMPTY)
def test_without_a_coding_the_screen_is_accessible(open_pane, coder, state):
    page = open_pane(coder)
    EMPTY[state](page)

    assert wrong_in_every_look(page) == []


@pytest.mark.parametrize("state", FULL)
def test_with_codings_the_screen_is_accessible(open_pane, coder, coded, state):
    page = open_pane(coder)
    FULL[state](page)

    assert wrong_in_every_look(page) == []
