"""The coding screen on a phone, enlarged, in the system's own colours, and as a screen reader reads it."""

import pytest
from playwright.sync_api import expect

from coding.passages import code_passage
from tests.browser.pane import place_of, press
from tests.factories import make_interview, span_of

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ENLARGED = {"viewport": {"width": 320, "height": 256}}  # 1280 × 1024 at 400 %
LONG = (
    "Kami bagikan masker ke setiap rumah, lalu kembali lagi minggu depan dengan sembako" + " dan sabun cuci tangan" * 9
)
SPOKEN = (*(("T1", f"{number}. Belum pernah duduk bersama dengan dinas.") for number in range(12)), ("T1", LONG))


@pytest.fixture
def interview(study):
    return make_interview(study, SPOKEN, code="W1")


@pytest.fixture
def coded(study, interview, coder):
    """Two codings: of one short turn and of all the words of a long one, far below."""
    for words, key in (("2. Belum pernah duduk", "IDE"), (LONG, "MAT")):
        place = {"transcript": interview.transcript} | span_of(interview.transcript, words)
        code_passage(study, coder=coder, code=study.codes.get(key=key), polarity="absent", **place)


@pytest.fixture
def others(study):
    """Ten more interviews of the study."""
    for number in range(2, 12):
        make_interview(study, [("T1", "Ya.")], code=f"W{number:02}")


def edge(page, selector, side):
    """Where a side of a box is, in pixels from the top of the window."""
    return page.locator(selector).evaluate(f"(element) => element.getBoundingClientRect().{side}")


def pixel(page, x, y) -> bytes:
    """A picture of one pixel: two of the same colour are the same bytes."""
    return page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})


def behind(page, words) -> bytes:
    """The colour between two words, above the line that is drawn below them."""
    x, y = place_of(page, words, "end")
    return pixel(page, x + 2, y - 6)


@pytest.mark.usefixtures("coded")
def test_on_a_phone_the_whole_coding_one_walks_to_stands_clear_of_the_bar(open_pane, coder):
    page = open_pane(coder, **PHONE)
    page.locator("[data-text]").focus()

    press(page, "]", "]")

    expect(page.locator(".pane-handle[data-edge=end]")).to_be_visible()
    assert edge(page, ".pane-handle[data-edge=end]", "bottom") < edge(page, "[data-bar]", "top")
    assert edge(page, ".pane-handle[data-edge=start]", "top") > edge(page, ".site-head", "bottom")


@pytest.mark.usefixtures("others")
def test_the_drawer_of_codes_opens_at_the_codes(open_pane, coder):
    page = open_pane(coder, **PHONE)

    page.get_by_role("button", name="Codes", exact=True).tap()

    for key in ("IDE", "MAT", "FIS", "UTL"):
        expect(page.locator(".pane-code", has_text=key).first).to_be_in_viewport(ratio=1)


def test_the_focus_is_not_lost_with_a_drawer_that_closes(open_pane, coder):
    page = open_pane(coder, **ENLARGED)
    button = page.get_by_role("button", name="Codes", exact=True)
    button.press("Enter")
    page.locator(".pane-fold").first.focus()

    page.keyboard.press("Escape")

    expect(page.locator("#pane-left")).to_be_hidden()
    expect(button).to_be_focused()


def test_enlarged_four_times_three_quarters_of_the_window_are_text(open_pane, coder):
    page = open_pane(coder, **ENLARGED)
    page.locator("[data-text]").focus()

    press(page, *["ArrowDown"] * 8)

    head, bar = edge(page, ".site-head", "bottom"), edge(page, "[data-bar]", "top")
    assert bar - max(0, head) >= 0.75 * 256
    for name in ("memo", "undo", "keys"):
        button = page.locator(f"[data-bar] [data-do={name}]")
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_the_systems_colours_only_the_coding_in_hand_is_filled(open_pane, coder, theme):
    page = open_pane(coder, forced_colors="active", color_scheme=theme)
    words, plain = "2. Belum", "5. Belum"
    assert behind(page, words) == behind(page, plain)

    page.locator("[data-text]").focus()
    press(page, "]")

    expect(page.locator(".pane-card.in-hand")).to_be_visible()
    assert behind(page, words) != behind(page, plain)


@pytest.mark.usefixtures("coded")
def test_who_listens_hears_who_speaks_before_the_words(open_pane, coder):
    page = open_pane(coder)

    read = page.locator(".turn").nth(4).aria_snapshot()

    assert read.index("T1") < read.index("4. Belum pernah")


def test_beside_the_codes_the_picker_shows_all_that_the_codebook_says_of_one(open_pane, study, coder):
    code = study.codes.get(key="MAT")
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    press(page, "Space", "/")
    page.keyboard.type("MAT")

    said = page.locator("[data-picker-definition]")

    expect(said).to_contain_text(f"{code.key} · ")
    expect(said.locator("dt")).to_have_text(["Use when", "Not when", "Example"])
    expect(said.locator("dd").last).to_be_in_viewport(ratio=1)
    assert said.evaluate("(element) => element.scrollHeight <= element.clientHeight")


def test_a_memo_has_room_for_several_lines_before_one_writes(open_pane, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()

    press(page, "Space", "m")

    lines = page.locator("#pane-memo-text").evaluate(
        "(field) => field.clientHeight / parseFloat(getComputedStyle(field).lineHeight)"
    )
    assert lines >= 3


@pytest.mark.usefixtures("others")
def test_beside_many_interviews_the_open_one_and_the_codes_stand_in_view(open_pane, coder):
    page = open_pane(coder, code="W11", viewport={"width": 1280, "height": 800})

    expect(page.locator("#pane-left [aria-current]")).to_be_in_viewport(ratio=1)
    expect(page.locator("#pane-left .pane-code", has_text="UTL").first).to_be_in_viewport(ratio=1)


@pytest.mark.usefixtures("coded")
def test_on_a_phone_the_list_of_codings_needs_no_scrolling_sideways(open_pane, coder):
    page = open_pane(coder, **PHONE)
    page.locator("[data-text]").focus()

    press(page, "l")

    row = page.locator("[data-list-rows] tr").last
    expect(row).to_contain_text("Kami bagikan masker")
    expect(row.locator("td").last).to_have_text("Draft")
    for cell in row.locator("td").all():
        expect(cell).to_be_in_viewport(ratio=1)
    assert page.locator(".pane-list-rows").evaluate("(box) => box.scrollWidth <= box.clientWidth")
    expect(page.get_by_role("button", name="Page after")).to_be_hidden()
