"""A report as a tree: what the writers of Word, PDF, HTML and Excel are given. Pure.

An anchor is any text that is used once in a document; what leads to one that is not there is plain text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reports.exchange.tables.table import Table

LABELS = {"table": {"id": "Tabel", "en": "Table"}, "figure": {"id": "Gambar", "en": "Figure"}}


@dataclass(frozen=True)
class Words:
    """A run of text. `to` is the anchor that it leads to; with no text it is read as the label of what stands there.

    `note` is a footnote behind it.
    """

    text: str = ""
    to: str = ""
    strong: bool = False
    note: str = ""


@dataclass(frozen=True)
class Heading:
    """Within a part: level 2 or 3."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Bullets:
    items: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Quote:
    """What somebody said, and where; `against` says that it speaks against what stands before it."""

    text: str
    cite: str
    to: str = ""
    against: bool = False


class Mark(NamedTuple):
    """Of a row of a table: the anchor that stands on it, and the anchor that its printed cell in `column` leads to."""

    here: str = ""
    to: str = ""
    column: int = 0


@dataclass(frozen=True)
class Grid:
    """A table under its title as caption; its rows are a tuple. `marks` has one for every row, or none at all."""

    table: Table
    anchor: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture as SVG, and what it shows in words. Its data are a Grid beside it."""

    svg: str
    alt: str
    caption: str
    anchor: str


Block = Heading | Paragraph | Bullets | Quote | Grid | Figure


@dataclass(frozen=True)
class Part:
    """One chapter or appendix; `stage` says where it belongs in a thesis. `wide` parts lie on their side."""

    title: str
    anchor: str
    stage: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True)
class Document:
    title: str
    subtitle: str
    language: str
    parts: tuple[Part, ...]
    lead: tuple[Block, ...] = field(default=())

    def blocks(self) -> Iterator[Block]:
        yield from self.lead
        for part in self.parts:
            yield from part.blocks

    def grids(self) -> list[Grid]:
        return [block for block in self.blocks() if isinstance(block, Grid)]

    def figures(self) -> list[Figure]:
        return [block for block in self.blocks() if isinstance(block, Figure)]


def labels_of(document: Document) -> dict[str, str]:
    """'Tabel 3' of every table and 'Gambar 1' of every figure by anchor, numbered through in reading order."""
    found, counts = {}, dict.fromkeys(LABELS, 0)
    for block in document.blocks():
        kind = "table" if isinstance(block, Grid) else "figure" if isinstance(block, Figure) else ""
        if kind:
            counts[kind] += 1
            found[block.anchor] = f"{LABELS[kind][document.language]} {counts[kind]}"
    return found


def anchors_of(document: Document) -> list[str]:
    """Every anchor that something can lead to, in reading order."""
    found = []
    for part in document.parts:
        found.append(part.anchor)
        for block in part.blocks:
            if isinstance(block, Heading | Grid | Figure) and block.anchor:
                found.append(block.anchor)
            if isinstance(block, Grid):
                found += [mark.here for mark in block.marks if mark.here]
    return found
