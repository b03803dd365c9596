"""Comments of an OpenDocument text: an annotation where its words begin, and an end of the same name behind them.

An answer (LibreOffice) stands on the words of the comment that it answers.
"""

from lxml import etree

from .parsed import Comment

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT = _SPACE % "office", _SPACE % "text"
ANNOTATION, ANNOTATION_END = f"{_OFFICE}annotation", f"{_OFFICE}annotation-end"
_NAME = f"{_OFFICE}name"
_ANSWERS = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}parent-name"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_SIGNS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": " ", f"{_TEXT}s": " "}


class Annotations:
    """Takes the marks as a reader meets them, with the offsets at which they stand."""

    def __init__(self) -> None:
        self._noted: list[etree._Element] = []
        self._begun: dict[str, int] = {}
        self._ended: dict[str, int] = {}

    def note(self, mark: etree._Element, at: int) -> None:
        name = mark.get(_NAME, "")
        if mark.tag == ANNOTATION:
            self._noted.append(mark)
            self._begun.setdefault(name, at)
        elif name in self._begun:
            self._ended.setdefault(name, at)

    def found(self) -> list[Comment]:
        """The comments with a word in them; the span of one that only marks a place is empty."""
        read = [(self._span(mark), _author(mark), _words(mark)) for mark in self._noted]
        return [Comment(*span, author, words) for span, author, words in read if any(map(str.isalnum, words))]

    def _span(self, mark: etree._Element) -> tuple[int, int]:
        names = [mark.get(_NAME, ""), mark.get(_ANSWERS, "")]
        name = next((name for name in names if name in self._ended), "")
        return self._begun.get(name, 0), self._ended.get(name, 0)


def _author(mark: etree._Element) -> str:
    return " ".join(mark.findtext(_CREATOR, "").split())[:120]


def _words(mark: etree._Element) -> str:
    for sign in mark.iter(*_SIGNS):
        sign.text = _SIGNS[sign.tag]
    return "\n".join("".join(paragraph.itertext()) for paragraph in mark.iter(f"{_TEXT}p", f"{_TEXT}h")).strip()
