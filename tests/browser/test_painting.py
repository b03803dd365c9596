"""What giving a code costs the browser: the stripe and the words are painted in the first frame, and little else."""

import pytest
from playwright.sync_api import expect

from coding.passages import code_passage
from tests.browser.pane import press, saved
from tests.factories import span_of

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "kami menyumbang masker"
# The same words thrice, a part of them, and words around them.
CODED = (
    (WORDS, "MAT"),
    (WORDS, "IDE"),
    (WORDS, "FIS"),
    ("menyumbang", "UTL"),
    ("Ya, 😷 kami menyumbang masker.", "MAT.1"),
)

# What came before, what the margin is measured on, what stands in it then; with a look after each thing written, five.
MOST_LAYOUTS = 3
# Presses a key; when the frame after it is painted: the stripes and the handles that are shown.
IN_ONE_FRAME = """(key) => new Promise((resolve) => {
    const shown = [".stripe", ".pane-handle:not([hidden])"];
    const counts = () => shown.map((each) => document.querySelectorAll(each).length);
    const text = document.querySelector("[data-text]");
    text.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(counts());
        channel.port2.postMessage(0);
    });
})"""
# The browser is told by ranges that do not know their words.
PAINTED = """[...CSS.highlights].flatMap(([name, all]) => [...all].map((each) =>
    [each.startOffset, each.startContainer.data.slice(each.startOffset, each.endOffset), name]
)).sort((a, b) => a[0] - b[0]).map(([, words, name]) => [words, name])"""


@pytest.fixture
def page(study, interview, coder, open_pane):
    for words, key in CODED:
        place = {"transcript": interview.transcript} | span_of(interview.transcript, words)
        code_passage(study, coder=coder, code=study.codes.get(key=key), **place)
    page = open_pane(coder)
    expect(page.locator(".stripe")).to_have_count(len(CODED))
    page.locator("[data-text]").focus()
    press(page, "Control+ArrowRight", "Control+ArrowRight")  # the sentence that is coded
    expect(page.locator(".pane-card")).to_have_count(len(CODED))
    page.wait_for_load_state("networkidle")
    return page


def test_of_codings_that_lie_over_each_other_the_browser_is_told_of_what_is_seen_and_no_more(page):
    assert page.evaluate(PAINTED) == [
        ["Ya, 😷 ", "code-1"],
        ["kami ", "code-2"],
        ["menyumbang", "code-3"],
        [" masker", "code-2"],
        [".", "code-1"],
    ]


def test_the_stripe_is_painted_in_the_first_frame_and_the_handles_come_after_it(page):
    assert page.evaluate(IN_ONE_FRAME, "4") == [len(CODED) + 1, 0]

    expect(page.locator(".pane-handle:visible")).to_have_count(2)
    saved(page)


def test_a_coding_is_painted_with_no_more_layouts_than_what_came_before_it_and_its_own_stripe_need(page):
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")

    needed = []
    for key in ("4", "3", "2"):  # now and then the browser lays the page out for reasons of its own, too
        before = layouts(tools)
        page.evaluate(IN_ONE_FRAME, key)
        needed.append(layouts(tools) - before)
        saved(page)

    assert min(needed) <= MOST_LAYOUTS


def test_the_stripes_that_stood_beside_a_new_one_are_the_same_elements_as_before(page):
    page.evaluate("for (const each of document.querySelectorAll('.stripe')) each.stands = true")

    page.keyboard.press("4")
    saved(page)

    standing = page.locator(".stripe").evaluate_all("(all) => all.map((each) => Boolean(each.stands))")
    assert sorted(standing) == [False] + [True] * len(CODED)


def layouts(tools) -> int:
    """How often the browser has laid out the page."""
    told = {each["name"]: each["value"] for each in tools.send("Performance.getMetrics")["metrics"]}
    return told["LayoutCount"]
