"""The parts of an Office Open XML package and their XML, read without entities, DTD or network."""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from lxml import etree

from .package import Package
from .parsed import Message, Unreadable, gettext_noop

MAX_BODY_BYTES = 100_000_000
MAX_PIECE_BYTES = 10_000_000
MAX_PART_BYTES = 10_000_000
_CHUNK = 65_536

WORD_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


def w(*names: str) -> tuple[str, ...]:
    """The names in both namespaces of WordprocessingML, transitional and strict."""
    return tuple(f"{{{space}}}{name}" for name in names for space in WORD_SPACES)


def value_of(element: etree._Element, name: str = "val") -> str:
    """The attribute `w:val`, or another of that namespace; empty where it is missing."""
    return next((element.get(attribute) for attribute in w(name) if element.get(attribute) is not None), "")


class Part(NamedTuple):
    """A part the document refers to: the last word of its relationship's type ("comments"), and its name."""

    kind: str
    path: str


class Office:
    """A Word package: its body bit by bit, and the parts beside it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._package = Package(name, data)
        self._main = next(
            (part.path for part in self._related("") if part.kind == "officeDocument"), "word/document.xml"
        )
        if self._main not in self._package:
            raise self._no_word_document()
        self._parts = self._related(self._main)

    def body_events(self, tags: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
        """Each start and end of an element of `tags` within the body."""
        parser = etree.XMLPullParser(("start", "end"), tag=(*w("body"), *tags), **careful())
        seen, waiting = False, 0
        with self._package.stream(self._main, MAX_BODY_BYTES) as body, self._told(self._main):
            while chunk := body.read(_CHUNK):
                parser.feed(chunk)
                waiting += len(chunk)
                for event, element in parser.read_events():
                    seen = seen or not self._refuse_dtd(element, self._main)
                    waiting = 0
                    yield event, element
                if waiting > MAX_PIECE_BYTES:
                    raise self._refusal(gettext_noop("a single paragraph in it is larger than any interview"))
            parser.close()
        if not seen:
            raise self._no_word_document()

    def parts(self, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
        """The kind and the root of each part of these kinds."""
        for kind, path in self._parts:
            if kind in kinds and path in self._package:
                yield kind, self._root(path)

    def _related(self, part: str) -> list[Part]:
        """What `part` ("" for the package) refers to within the package."""
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self._package:
            return []
        return [
            Part(
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in self._root(path).iter("{*}Relationship")
            if link.get("TargetMode") != "External"
        ]

    def _root(self, path: str) -> etree._Element:
        data = self._package.read(path, MAX_PART_BYTES)
        with self._told(path):
            root = etree.fromstring(data, etree.XMLParser(**careful()))
        self._refuse_dtd(root, path)
        return root

    def _refuse_dtd(self, element: etree._Element, path: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise self._refusal(
                gettext_noop("the part %(part)s declares entities, which no Word document does"), part=path
            )

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        try:
            yield
        except (etree.LxmlError, ValueError) as error:
            if isinstance(error, Unreadable):
                raise
            raise self._refusal(gettext_noop("the part %(part)s is not well-formed XML"), part=path) from error

    def _no_word_document(self) -> Unreadable:
        return self._refusal(gettext_noop("there is no Word document in it"))

    def _refusal(self, what: str, **values: object) -> Unreadable:
        cure = gettext_noop("open the file in a word processor, save it anew as .docx and import that")
        return Unreadable(self.name, None, Message(what, values), Message(cure))


def careful() -> dict[str, bool]:
    return {
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
