"""WordprocessingML: the paragraphs and tables of a Word document as they read once all tracked changes are accepted."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from .asides import BOXES, DELETIONS, ENDNOTES, FOOTNOTES, HEADERS, IMAGES, NUMBERS
from .flow import Losses, Paragraph, Table
from .ooxml import Office, value_of, w
from .parsed import Comment, gettext_noop, refuse_longer

SOFT_BREAK = "\u2028"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT_BOX = w("p"), w("tbl"), w("tr"), w("tc"), w("txbxContent")
_PROPERTIES, _ROW_PROPERTIES, _SPAN, _SYMBOL = w("pPr"), w("trPr"), w("gridSpan"), w("sym")
_STYLED, _OUTLINED, _NUMBERED = w("pStyle"), w("outlineLvl"), w("numPr")
_DELETED, _PICTURES = w("del", "moveFrom"), w("drawing", "pict", "object")
_ASIDE = (*_PICTURES, f"{_COMPATIBILITY}AlternateContent")
_UNSEEN = (*_DELETED, *w("rt"))
_LEFT_OUT = frozenset([*_ASIDE, *_UNSEEN])
_SIGNS = {
    **dict.fromkeys(w("br", "cr"), SOFT_BREAK),
    **dict.fromkeys(w("tab", "ptab"), "\t"),
    **dict.fromkeys(w("noBreakHyphen"), "\u2011"),
    **dict.fromkeys(w("softHyphen"), "\u00ad"),
}
_SHOWN = frozenset([*w("t"), f"{_MATH}t", *_SYMBOL, *_SIGNS])
_BEGINS, _ENDS, _REFERS, _COMMENT = (
    w("commentRangeStart"),
    w("commentRangeEnd"),
    w("commentReference"),
    w("comment"),
)
_ASIDES = {
    "footnotes": FOOTNOTES,
    "endnotes": ENDNOTES,
    "header": HEADERS,
    "footer": HEADERS,
}
_SYMBOLS = gettext_noop("Signs of symbol fonts")


class _Read(NamedTuple):
    """A paragraph; `is_joined` where the end of the paragraph is deleted, so that the next one goes on in it."""

    text: str
    is_heading: bool
    is_joined: bool


class Document:
    """A Word document. `blocks()` goes through it once and counts in `losses` what it leaves out."""

    def __init__(self, name: str, data: bytes) -> None:
        self.losses = Losses()
        self._office = Office(name, data)
        self._remarks = list(self._office.parts("comments"))
        self._marks = (*_BEGINS, *_ENDS, *_REFERS) if self._remarks else ()
        self._read_so_far: list[str] = []
        self._at = 0
        self._begun: dict[str, int] = {}
        self._ended: dict[str, int] = {}
        self._heading_styles: frozenset[str] | None = None

    def blocks(self) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables in the order of the document; tables within tables are part of their cell."""
        length, carried = 0, ""
        for block in self._read():
            if isinstance(block, _Read):
                carried += block.text
                length += len(block.text)
                if not block.is_joined:
                    yield Paragraph(carried, block.is_heading)
                    carried = ""
            else:
                length += sum(len(cell) for row in block.rows for cell in row)
                yield block
            refuse_longer(self._office.name, length)
        yield Paragraph(carried)
        self._count_asides()

    def comments(self) -> tuple[str, list[Comment]]:
        """The paragraphs as they were read, parted by LF, and the comments with the spans of them they stand on."""
        found = []
        for _, root in self._remarks:
            for remark in root.iter(*_COMMENT):
                words = "\n".join("".join(p.itertext(*w("t"))) for p in remark.iter(*_PARAGRAPH)).strip()
                number = value_of(remark, "id")
                if any(map(str.isalnum, words)):
                    start, end = self._begun.get(number, 0), self._ended.get(number, 0)
                    found.append(Comment(start, end, " ".join(value_of(remark, "author").split())[:120], words))
        return "\n".join(self._read_so_far), found

    def _count_asides(self) -> None:
        """Counts notes, headers and footers."""
        for kind, root in self._office.parts(*_ASIDES):
            apart = () if kind in ("header", "footer") else w(kind.removesuffix("s"))
            for aside in root.iter(*apart) if apart else [root]:
                words = "".join(aside.itertext(*w("t")))
                if not value_of(aside, "type") and any(map(str.isalnum, words)):
                    self.losses.add(_ASIDES[kind], words)

    def _read(self) -> Iterator[_Read | Table]:
        rows: list[list[str]] = []
        depth = boxes = 0
        for event, element in self._office.body_events((*_PARAGRAPH, *_TABLE, *_ROW, *_TEXT_BOX, *self._marks)):
            step, tag = 1 if event == "start" else -1, element.tag
            if tag in self._marks:
                if event == "end" and next(element.iterancestors(*_PARAGRAPH), None) is None:
                    self._mark(element, self._at)
            elif tag in _TEXT_BOX:
                boxes += step
            elif boxes == 0 and tag in _TABLE:
                depth += step
                if depth == 0:
                    yield Table(rows)
                    rows = []
            elif event == "end" and boxes == 0:
                if tag in _PARAGRAPH and depth == 0:
                    yield self._paragraph(element)
                    _let_go(element)
                elif tag in _ROW and depth == 1:
                    rows += self._row(self._without_asides(element))
                    _let_go(element)

    def _row(self, row: etree._Element) -> list[list[str]]:
        """The row as a list of one, or of none where its deletion is tracked."""
        if any(next(properties.iter(*_DELETED), None) is not None for properties in row.iterchildren(*_ROW_PROPERTIES)):
            self.losses.add(DELETIONS, "".join(row.itertext()))
            return []
        cells: list[str] = []
        for cell in row.iter(*_CELL):
            if next(cell.iterancestors(*_ROW)) is row:
                spans = [value_of(span) for span in cell[0].iterchildren(*_SPAN)] if len(cell) else []
                width = int(spans[0]) if spans and spans[0].isdecimal() else 1
                cells += [self._cell(cell, row), *[""] * min(width - 1, 62)]
        return [cells]

    def _cell(self, cell: etree._Element, row: etree._Element) -> str:
        """The paragraphs of a cell, parted by LF; those of a row of a table within it, by tabs."""
        text, last, joined = "", None, True
        for element in list(cell.iter(*_PARAGRAPH)):
            inner = next(element.iterancestors(*_ROW))
            read = self._paragraph(element)
            sign = "" if joined else "\t" if inner is last and inner is not row else "\n"
            text += sign + read.text
            last, joined = inner, read.is_joined
        return text

    def _paragraph(self, paragraph: etree._Element) -> _Read:
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag in _PROPERTIES else None
        is_heading = is_joined = is_numbered = False
        if properties is not None:
            is_heading = self._is_heading(properties)
            is_joined = next(properties.iter(*_DELETED), None) is not None
            is_numbered = next(properties.iterchildren(*_NUMBERED), None) is not None
            paragraph.remove(properties)
        nodes = self._left(paragraph)
        if self._marks:
            text = self._marked_text(nodes)
        else:
            text = "".join([self._shown(node) for node in nodes if node.tag in _SHOWN])
        text = text.replace("\r", " ").replace("\n", " ") if "\n" in text or "\r" in text else text
        if is_numbered and text:
            self.losses.add(NUMBERS, text)
        return _Read(text, is_heading, is_joined)

    def _shown(self, node: etree._Element) -> str:
        return node.text or _SIGNS.get(node.tag) or self._symbol(node)

    def _marked_text(self, nodes: list[etree._Element]) -> str:
        """The text of a paragraph, while it is noted where comments begin and end."""
        text = ""
        for node in nodes:
            if node.tag in self._marks:
                self._mark(node, self._at + len(text))
            elif node.tag in _SHOWN:
                text += self._shown(node)
        self._read_so_far.append(text.replace("\r", " ").replace("\n", " "))
        self._at += len(text) + 1
        return text

    def _mark(self, node: etree._Element, at: int) -> None:
        """A comment that only refers to a place has no words; where a range was begun, it ends here at the latest."""
        number = value_of(node, "id")
        if node.tag in _BEGINS:
            self._begun.setdefault(number, at)
        elif number in self._begun:
            self._ended.setdefault(number, at)

    def _symbol(self, node: etree._Element) -> str:
        if node.tag not in _SYMBOL:
            return ""
        code = value_of(node, "char")
        sign = chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""
        if sign and not "\ud800" <= sign <= "\uf8ff" and sign.isprintable():
            return sign
        self.losses.add(_SYMBOLS, f"{value_of(node, 'font')} {code}")
        return ""

    def _is_heading(self, properties: etree._Element) -> bool:
        if next(properties.iterchildren(*_OUTLINED), None) is not None:
            return True
        style = next(properties.iterchildren(*_STYLED), None)
        if style is None:
            return False
        if self._heading_styles is None:
            self._heading_styles = frozenset(self._styles_of_headings())
        return value_of(style) in self._heading_styles

    def _styles_of_headings(self) -> Iterator[str]:
        for _, root in self._office.parts("styles"):
            for style in root.iterchildren(*w("style")):
                names = [value_of(name).casefold() for name in style.iterchildren(*w("name"))]
                if any(name.startswith("heading ") or name in ("title", "subtitle") for name in names):
                    yield value_of(style, "styleId")

    def _left(self, paragraph: etree._Element) -> list[etree._Element]:
        """The paragraph and all within it, once pictures, text boxes and what is deleted are removed.

        To look at each is quicker than to let lxml look for some: it prepares all names it looks for anew each time.
        """
        nodes = list(paragraph.iter())
        if _LEFT_OUT.isdisjoint([node.tag for node in nodes]):
            return nodes
        self._remove_unseen(self._without_asides(paragraph))
        return list(paragraph.iter())

    def _without_asides(self, element: etree._Element) -> etree._Element:
        """The element without pictures and text boxes."""
        while (aside := next(element.iter(*_ASIDE), None)) is not None:
            boxes = ["".join(box.itertext(*w("t"))) for box in aside.iter(*_TEXT_BOX)]
            if any(boxes):
                self.losses.add(BOXES, boxes[0])
            else:
                self.losses.add(IMAGES, "")
            aside.getparent().remove(aside)
        return element

    def _remove_unseen(self, paragraph: etree._Element) -> None:
        while (unseen := next(paragraph.iter(*_UNSEEN), None)) is not None:
            if unseen.tag in _DELETED:
                self.losses.add(DELETIONS, "".join(unseen.itertext()))
            unseen.getparent().remove(unseen)


def _let_go(element: etree._Element) -> None:
    """Frees the element and its elder siblings; the parser goes on behind it."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]
