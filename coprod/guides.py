"""The guides in docs/ as pages of the app: Markdown set as HTML, with its links leading to the app's own addresses.

Everything here comes from files that are shipped with the app; raw HTML in them is shown, not obeyed.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DOCS = Path(settings.ROOT) / "docs"
IMAGES = DOCS / "images"
PAGES = {
    "researcher": {"en": "researcher.md", "id": "peneliti.md"},
    "interviews": {"en": "interviews.md", "id": "wawancara.md"},
    "coding": {"en": "coding.md", "id": "pengodean.md"},
    "finding": {"en": "finding.md", "id": "pencarian.md"},
    "supervisor": {"en": "supervisor.md", "id": "pembimbing.md"},
    "agreement": {"en": "agreement.md", "id": "kesepakatan.md"},
    "thesis": {"en": "thesis.md", "id": "bab-iv.md"},
    "glossary": {"en": "glossary.md", "id": "glossary.md"},
    "method": {"en": "method.md", "id": "method.md"},
    "api": {"en": "api.md", "id": "api.md"},
}
OF_FILE = {file: name for name, files in PAGES.items() for file in files.values()}
TWIN = re.compile(r"^\*(In English|Dalam bahasa Indonesia):.*$", re.MULTILINE)
# A table may be wider than the page; its frame is then scrolled, by keyboard too.
FRAME = ('<div class="table-wrap" tabindex="0"><table class="table">\n', "</table></div>\n")


@cache
def guide(name: str, language: str) -> str:
    """The HTML of a guide in 'id' or 'en'. Raises KeyError for a name that is no guide."""
    text = (DOCS / PAGES[name][language]).read_text(encoding="utf-8")
    markdown = _markdown()
    tokens = markdown.parse(TWIN.sub("", text, count=1))
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and after is not None:
            token.attrSet("id", anchor(after.content))
        _point(token.children or [])
    _plain_corners(tokens)
    return markdown.renderer.render(tokens, markdown.options, {})


@cache
def _markdown() -> "MarkdownIt":
    markdown = import_module("markdown_it").MarkdownIt("commonmark", {"html": False})  # loaded by who opens a guide
    markdown.enable("table")
    markdown.add_render_rule("table_open", lambda *_: FRAME[0])
    markdown.add_render_rule("table_close", lambda *_: FRAME[1])
    return markdown


def _plain_corners(tokens: "list[Token]") -> None:
    """An empty cell in the head of a table heads nothing: it becomes a plain one."""
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "th_open" and not words.content:
            opening.tag = closing.tag = "td"


def is_only_english(name: str) -> bool:
    """Whether there is no Indonesian text of its own; the glossary is in both languages at once."""
    return name != "glossary" and PAGES[name]["id"] == PAGES[name]["en"]


def anchor(heading: str) -> str:
    """The fragment that a heading is linked by: "1. Found a study" is `1-found-a-study`."""
    words = re.sub(r"[`*_]|\[|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def _point(tokens: "list[Token]") -> None:
    """Lead links and pictures to where the app shows them; a link to what it does not show becomes its words."""
    for token in tokens:
        if token.type == "image":
            token.attrSet("src", reverse("help-image", args=[Path(str(token.attrs["src"])).name]))
            token.attrSet("loading", "lazy")
    inside = False
    for token in tokens:
        if token.type == "link_open":
            href = _address(str(token.attrs["href"]))
            inside = href is None
            token.attrs = {} if href is None else {"href": href}
        if token.type in ("link_open", "link_close") and inside:
            token.tag = "span"


def _address(href: str) -> str | None:
    """Where a link of the docs leads in the app; None where it leads to a file that is not shown."""
    if href.startswith(("#", "http:", "https:", "mailto:")):
        return href
    file, _hash, fragment = href.partition("#")
    if file not in OF_FILE:
        return None
    return reverse("help-page", args=[OF_FILE[file]]) + (f"#{fragment}" if fragment else "")


def image(name: str) -> Path:
    """The file of a picture of the guides. Raises KeyError for any other name."""
    return {file.name: file for file in IMAGES.glob("*.png")}[name]
