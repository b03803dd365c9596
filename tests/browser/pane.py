"""Keys and mouse on the coding screen, what it says, and what is stored then."""

from playwright.sync_api import expect

from coding.models import Coding


def reopen(page) -> None:
    """Load the page again, and wait until every key works and every coding is there."""
    page.reload()
    page.wait_for_selector("html[data-marks=all]", state="attached")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page) -> None:
    """Wait until everything is stored, and shown so."""
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")
    expect(page.locator(".unsent")).to_have_count(0)


def said(page):
    """What a screen reader is told."""
    return page.locator("[data-live=polite]")


def live() -> list[tuple[str, str]]:
    """Quote and key of each coding, in reading order."""
    rows = Coding.objects.live().order_by("passage__start", "code__key")
    return list(rows.values_list("passage__quote", "code__key"))


def middle(locator) -> tuple[float, float]:
    """The place of what is shown, once it is: x and y in pixels."""
    locator.wait_for()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, end) -> None:
    """Drag what is at one place to another."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def drag_over(page, words: str, *, last: str = "") -> None:
    """Drag the mouse from the first character of `words` to behind its last one, or behind that of `last`."""
    start, end = (place_of(page, words, "start"), place_of(page, last or words, "end"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


PLACE = """([words, edge]) => {
    for (const turn of document.querySelectorAll(".turn")) {
        const node = turn.firstChild;
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        const boxes = [...range.getClientRects()];
        const box = edge === "start" ? boxes[0] : boxes.at(-1);
        return [edge === "start" ? box.left + 0.5 : box.right - 0.5, (box.top + box.bottom) / 2];
    }
}"""


def place_of(page, words: str, edge: str) -> list[float]:
    """The place on the screen where `words` start or end: x and y in pixels."""
    return page.evaluate(PLACE, [words, edge])
