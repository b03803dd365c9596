"""OpenDocument texts (.odt): one turn per line, `Label: words`, read as if all tracked changes were accepted.

A line break stays within its turn as U+2028. Headings are nobody's words. Notes, text boxes, pictures and deleted text,
headers and footers are no part of the talk; they are counted in `dropped`. Comments stand beside the words they are
about.
"""

from lxml import etree

from .asides import BOXES, CONTENTS, DELETIONS, ENDNOTES, FOOTNOTES, HEADERS, IMAGES
from .commented import with_comments
from .flow import Losses
from .odt_comments import ANNOTATION, ANNOTATION_END, Annotations
from .ooxml import careful
from .package import Package
from .parsed import Columns, Message, Parsed, Unreadable, gettext_noop
from .scribe import SOFT_BREAK, Scribe, said_of

MAX_CONTENT_BYTES = 20_000_000
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE = (_SPACE % name for name in ("office", "text", "table", "drawing", "style"))
_SPANS = f"{_TABLE}number-columns-repeated"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PICTURES = (
    "frame",
    "g",
    "line",
    "rect",
    "custom-shape",
    "circle",
    "ellipse",
    "polygon",
    "polyline",
    "path",
    "control",
)
_INDEXES = ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "bibliography")


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for what is no text document, a hostile or broken one, and one without a word."""
    package, losses = Package(name, data), Losses()
    reader = _Reader(Scribe(name), losses)
    for body in _body(name, package):
        reader.read(body)
    _count_headers(name, package, losses)
    parsed = said_of(name, reader.scribe.blocks, losses, "odt", columns=columns)
    return with_comments(parsed, reader.scribe.written, reader.annotations.found())


def _body(name: str, package: Package) -> list[etree._Element]:
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml", 1_000_000):
        raise _refusal(name, gettext_noop("it is protected by a password"))
    if "content.xml" not in package:
        raise _refusal(name, gettext_noop("there is no text document in it"))
    texts = _root(name, package, "content.xml").findall(f"{_OFFICE}body/{_OFFICE}text")
    if not texts:
        raise _refusal(name, gettext_noop("there is no text document in it"))
    return texts


def _count_headers(name: str, package: Package, losses: Losses) -> None:
    if "styles.xml" not in package:
        return
    for page in _root(name, package, "styles.xml").iter(f"{_STYLE}master-page"):
        for aside in page:
            words = _words_in(aside) if isinstance(aside.tag, str) else ""
            if any(map(str.isalnum, words)):
                losses.add(HEADERS, words)


def _root(name: str, package: Package, part: str) -> etree._Element:
    data = package.read(part, MAX_CONTENT_BYTES)
    try:
        root = etree.fromstring(data, etree.XMLParser(**careful()))
    except (etree.LxmlError, ValueError) as error:
        raise _refusal(name, gettext_noop("the part %(part)s is not well-formed XML"), part=part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        what = gettext_noop("the part %(part)s declares entities, which no word processor does")
        raise _refusal(name, what, part=part)
    return root


def _refusal(name: str, what: str, **values: object) -> Unreadable:
    cure = gettext_noop("open the file in a word processor, save it anew as .docx and import that")
    return Unreadable(name, None, Message(what, values), Message(cure))


class _Reader:
    """Goes through the elements; the parser allows no more than 256 within each other."""

    def __init__(self, scribe: Scribe, losses: Losses) -> None:
        self.scribe, self.losses, self.annotations = scribe, losses, Annotations()
        self._tables = 0
        self._after_space = True

    def read(self, element: etree._Element) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            space, _, tag = child.tag.rpartition("}")
            if space + "}" == _TEXT and tag in ("p", "h"):
                self._paragraph(child, tag == "h")
            elif child.tag == f"{_TEXT}tracked-changes":
                self._deletions(child)
            elif space + "}" == _TEXT and tag in _INDEXES:
                self.losses.add(CONTENTS, _words_in(child))
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif space + "}" == _DRAW:
                self._picture(child)
            elif child.tag in (ANNOTATION, ANNOTATION_END):
                self.annotations.note(child, self.scribe.at)
            else:
                self.read(child)

    def _paragraph(self, element: etree._Element, is_heading: bool) -> None:
        self._after_space = True
        self._write(element.text)
        self._inline(element)
        if self._tables:
            self.scribe.end_cell_paragraph()
        else:
            self.scribe.end_paragraph(is_heading, keep_empty=True)

    def _inline(self, element: etree._Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._inline_child(child)
            self._write(child.tail)

    def _inline_child(self, child: etree._Element) -> None:
        space, _, tag = child.tag.rpartition("}")
        if space + "}" == _DRAW:
            self._picture(child)
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            self.scribe.write(" " * min(int(count) if count.isascii() and count.isdigit() else 1, 1000))
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            self.scribe.write("\t" if tag == "tab" else SOFT_BREAK)
            self._after_space = True
        elif child.tag in (ANNOTATION, ANNOTATION_END):
            self.annotations.note(child, self.scribe.at)
        elif child.tag == f"{_TEXT}note":
            is_end = child.get(f"{_TEXT}note-class") == "endnote"
            self.losses.add(ENDNOTES if is_end else FOOTNOTES, " ".join(map(_words_in, child.iter(f"{_TEXT}p"))))
        elif child.tag != f"{_TEXT}ruby-text":
            self._write(child.text)
            self._inline(child)

    def _write(self, words: str | None) -> None:
        """Runs of blanks are one, as the format has it; none at the beginning of a line."""
        if not words:
            return
        if any(sign in words for sign in "\n\t\r") or "  " in words or words[0] == " ":
            kept = " ".join(words.replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" "))
            while "  " in kept:
                kept = kept.replace("  ", " ")
            words = kept.removeprefix(" ") if self._after_space else kept
        if words:
            self._after_space = words[-1] == " "
            self.scribe.write(words)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        for row in _rows_of(table):
            for cell in row.iterchildren(*_CELLS):
                self.read(cell)
                if self._tables > 1:
                    self.scribe.beside()
                else:
                    span = cell.get(_SPANS, "1")
                    self.scribe.end_cell(int(span) if span.isascii() and span.isdigit() and len(span) < 5 else 1)
            self.scribe.below() if self._tables > 1 else self.scribe.end_row()
        self._tables -= 1
        if not self._tables:
            self.scribe.end_table()

    def _deletions(self, changes: etree._Element) -> None:
        for deletion in changes.iter(f"{_TEXT}deletion"):
            self.losses.add(DELETIONS, " ".join(map(_words_in, deletion.iter(f"{_TEXT}p", f"{_TEXT}h"))))

    def _picture(self, drawn: etree._Element) -> None:
        words = _words_in(drawn)
        if words.strip():
            self.losses.add(BOXES, words)
        elif drawn.tag.rpartition("}")[2] in _PICTURES:
            self.losses.add(IMAGES, "")


def _rows_of(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            rows.append(child)
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            rows += _rows_of(child)
    return rows


def _words_in(element: etree._Element) -> str:
    return "".join(element.itertext())
