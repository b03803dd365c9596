"""The mouse on the coding screen."""


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
