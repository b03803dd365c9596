"""Web pages (.html, .htm): one turn per line, `Label: words`. Scripts run nowhere, nothing is fetched.

A <br> stays within its turn as U+2028. Headings are nobody's words. Menus, page heads and feet, hidden and deleted
text and pictures are no part of the talk; they are counted in `dropped`.
"""

import re

from lxml import etree

from .asides import DELETIONS, HIDDEN, IMAGES, MENUS
from .decoding import decode
from .flow import Losses
from .parsed import Columns, Message, Parsed, Unreadable, gettext_noop
from .scribe import SOFT_BREAK, Scribe, said_of


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSEEN = _listed("title script style template noscript object embed iframe select textarea button rp rt")
_MENUS = _listed("nav header footer")
_PICTURES = _listed("img svg picture canvas video audio figure")
_HEADINGS = _listed("h1 h2 h3 h4 h5 h6")
_INLINE = _listed(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark output q ruby rb s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for bytes that are not text, for a page nested without end, and for one without a word."""
    source, encoding = decode(name, data)
    losses = Losses()
    reader = _Reader(Scribe(name), losses)
    root = _root(name, source)
    if root is not None:
        reader.read(root)
        reader.end()
    return said_of(name, reader.scribe.blocks, losses, "html", encoding, columns)


def _root(name: str, source: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        if not source.strip():
            return None
        raise _refusal(name) from error
    if any(
        entry.type_name in ("ERR_INTERNAL_ERROR", "ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY") for entry in parser.error_log
    ):
        raise _refusal(name)
    return root


def _refusal(name: str) -> Unreadable:
    what = Message(gettext_noop("the page is nested more deeply than any page that is read by people"))
    return Unreadable(name, None, what, Message(gettext_noop("copy its text into a .txt file and import that")))


class _Reader:
    """Goes through the elements; the parser allows no more than 256 within each other."""

    def __init__(self, scribe: Scribe, losses: Losses) -> None:
        self.scribe, self.losses = scribe, losses
        self._tables = 0
        self._after_space = True
        self._is_heading = self._is_pre = False

    def read(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN or self._is_aside(element, tag):
            return
        if tag == "br":
            self._break()
        elif tag == "table":
            self._table(element)
        elif tag in _INLINE:
            self._within(element)
        else:
            self._block(element, tag)

    def end(self) -> None:
        """The paragraph ends here."""
        if self._tables:
            self.scribe.end_cell_paragraph()
        else:
            self.scribe.end_paragraph(self._is_heading)
        self._after_space = True

    def _is_aside(self, element: etree._Element, tag: str) -> bool:
        is_unshown = element.get("hidden") is not None or _UNSHOWN.search(element.get("style", ""))
        what = (
            DELETIONS
            if tag == "del"
            else MENUS
            if tag in _MENUS
            else IMAGES
            if tag in _PICTURES
            else HIDDEN
            if is_unshown
            else None
        )
        if what is None:
            return False
        words = "".join(element.itertext())
        if what == IMAGES or words.strip():
            self.losses.add(what, words)
        return True

    def _block(self, element: etree._Element, tag: str) -> None:
        self.end()
        before = self._is_heading, self._is_pre
        self._is_heading = self._is_heading or tag in _HEADINGS
        self._is_pre = self._is_pre or tag == "pre"
        self._within(element)
        self.end()
        self._is_heading, self._is_pre = before

    def _within(self, element: etree._Element) -> None:
        self._write(element.text)
        for child in element:
            self.read(child)
            self._write(child.tail)

    def _break(self) -> None:
        self.scribe.write(SOFT_BREAK)
        self._after_space = True

    def _write(self, words: str | None) -> None:
        if not words:
            return
        if self._is_pre:
            first, *others = words.split("\n")
            self.scribe.write(first)
            for line in others:
                self.end()
                self.scribe.write(line)
            return
        words = _BLANKS.sub(" ", words)
        words = words.removeprefix(" ") if self._after_space else words
        if words:
            self._after_space = words[-1] == " "
            self.scribe.write(words)

    def _table(self, table: etree._Element) -> None:
        self.end()
        self._tables += 1
        for row in _rows_of(table):
            for cell in row.iterchildren("td", "th"):
                self._after_space = True
                self._within(cell)
                if self._tables > 1:
                    self.scribe.beside()
                else:
                    span = cell.get("colspan", "1")
                    self.scribe.end_cell(int(span) if span.isascii() and span.isdigit() and len(span) < 5 else 1)
            self.scribe.below() if self._tables > 1 else self.scribe.end_row()
        self._tables -= 1
        if not self._tables:
            self.scribe.end_table()
        self._after_space = True


def _rows_of(table: etree._Element) -> list[etree._Element]:
    parts = [child for child in table if child.tag in ("thead", "tbody", "tfoot", "tr")]
    return [row for part in parts for row in ([part] if part.tag == "tr" else part.iterchildren("tr"))]
