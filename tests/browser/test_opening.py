"""Opening a long interview: what is in view comes first, and can be coded at once, whatever its length."""

import json

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import code_passage
from tests.browser.pane import press, reopen, saved
from tests.factories import make_interview, owner_of

pytestmark = pytest.mark.django_db(transaction=True)

TURNS = 60


@pytest.fixture
def interview(study):
    """A long interview whose every turn begins with a coded word."""
    spoken = [("T1", f"{word} " * 100) for word in ("masker", "rapat", "posko") * (TURNS // 3)]
    interview = make_interview(study, spoken, code="W1")
    code, owner = study.codes.get(key="IDE"), owner_of(study)
    for start in interview.transcript.turns.values_list("start", flat=True):
        code_passage(
            study, coder=owner, transcript=interview.transcript, code=code, about_actor=None, start=start, end=start + 5
        )
    return interview


def test_one_codes_what_is_in_view_before_all_the_codings_have_come(open_pane, coder):
    page, held = open_pane(coder), []
    page.route("**/marks.json", lambda route: held.append(route))
    page.reload()
    page.wait_for_selector("html[data-pane=ready]", state="attached")
    expect(page.locator("#t-0 .stripe")).to_have_count(1)

    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "2"):
        page.keyboard.press(key)
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    expect(page.locator("html[data-marks=all]")).to_have_count(0)
    page.unroute("**/marks.json")  # lets the held one go, too

    page.wait_for_selector("html[data-marks=all]", state="attached")
    expect(page.locator("#t-1 .stripe")).to_have_count(2)
    page.locator(f"#t-{TURNS - 1}").scroll_into_view_if_needed()
    expect(page.locator(f"#t-{TURNS - 1} .stripe")).to_have_count(1)
    assert Coding.objects.filter(coder=coder).count() == 1


# Done in the moment in which one can code: nothing that waits for the browser to rest has come yet.
AT_ONCE = """new MutationObserver((_, watching) => {
    if (document.documentElement.dataset.pane !== "ready") return;
    watching.disconnect();
    %s
}).observe(document, { subtree: true, attributeFilter: ["data-pane"] });"""
DRAWN = """const isSeen = (element) => element.getBoundingClientRect().top < innerHeight;
    window.drawn = [...document.querySelectorAll(".turn:has(.stripe)")].map(isSeen);"""
PRESSED = """const pressed = new KeyboardEvent("keydown", { key: "g", bubbles: true });
    document.querySelector("[data-text]").dispatchEvent(pressed);"""


def test_before_one_can_code_the_codings_in_the_window_are_drawn_and_no_others(open_pane, coder):
    page = open_pane(coder, script=AT_ONCE % DRAWN)
    drawn = page.evaluate("window.drawn")

    assert len(drawn) > 1
    assert all(drawn)
    expect(page.locator(f"#t-{len(drawn)} .stripe")).to_have_count(1)  # beside the window, once that is painted


def test_ones_own_key_works_from_the_first_moment(open_pane, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    press(page, "?")
    page.get_by_role("button", name="Change the key l:").click()
    press(page, "g")
    page.add_init_script(AT_ONCE % PRESSED)

    page.reload()

    expect(page.locator("#pane-list")).to_be_visible()


def test_a_page_asks_for_no_icon(open_pane, coder):
    page, asked = open_pane(coder), []
    page.on("request", lambda request: asked.append(request.url))

    reopen(page)

    assert any("pane" in address for address in asked)
    assert [address for address in asked if "icons" in address] == []


def test_to_code_and_to_scroll_styles_what_changed_not_the_page(open_pane, coder):
    page = open_pane(coder)
    whole = page.evaluate("document.querySelectorAll('*').length")
    page.locator("[data-text]").focus()
    page.context.browser.start_tracing(page=page, categories=["devtools.timeline"])

    press(page, "Control+ArrowRight", "2")
    saved(page)
    page.locator("#t-30").scroll_into_view_if_needed()
    expect(page.locator("#t-30 .stripe")).to_have_count(1)

    assert 0 < max(styled(page.context.browser.stop_tracing())) < whole / 4


# What of the cursor's line is covered, or out of the window: by the page's head, the bar, a filter's line.
COVERED = """() => {
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const at = document.elementFromPoint(box.left + 1, (box.top + box.bottom) / 2);
    return at?.closest(".transcript") ? null : `${Math.round(box.top)} ${at?.outerHTML.slice(0, 80)}`;
}"""


@pytest.mark.parametrize("size", [(1280, 720), (390, 700)])
def test_where_one_walks_by_keyboard_nothing_covers_it(open_pane, coder, size):
    page = open_pane(coder, viewport={"width": size[0], "height": size[1]})
    page.locator("[data-text]").focus()

    covered = []
    for key in ("ArrowDown",) * 12 + ("Control+ArrowRight",) * 3 + ("ArrowUp",) * 8 + ("n", "Shift+N"):
        press(page, key)
        covered.append((key, page.evaluate(COVERED)))

    assert [each for each in covered if each[1]] == []


def styled(trace: bytes) -> list[int]:
    """How many elements each reckoning of styles went through."""
    events = json.loads(trace)["traceEvents"]
    return [each["args"]["elementCount"] for each in events if each["name"] == "UpdateLayoutTree" and each["ph"] == "X"]
