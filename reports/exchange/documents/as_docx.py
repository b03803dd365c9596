"""A report as a Word document: real styles, captions that count, cross-references, a table of contents."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from reports.book.tree import (
    LABELS,
    Block,
    Bullets,
    Document,
    Figure,
    Grid,
    Heading,
    Mark,
    Paragraph,
    Part,
    Quote,
    Words,
    anchors_of,
    labels_of,
)
from reports.exchange import wordml
from reports.exchange.documents import docx_package
from reports.exchange.documents.as_png import as_png
from reports.exchange.documents.docx_package import ROOM
from reports.exchange.tables.fitting import shares
from reports.exchange.tables.wording import printed
from reports.exchange.wordml import lines, paragraph, run

STRONG = "<w:rPr><w:b/></w:rPr>"
LETTERS = 6.8  # of a table in a centimetre
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'


def as_docx(document: Document) -> bytes:
    """The same tree gives the same bytes."""
    with override(document.language):
        page = _Page(document)
        return docx_package.packed(document, "".join(page.written()), page.notes, page.pictures)


class _Page:
    def __init__(self, document: Document):
        self.document = document
        self.labels = labels_of(document)
        self.marks = {anchor: f"c{place}" for place, anchor in enumerate(anchors_of(document), start=1)}
        self.notes: list[str] = []
        self.pictures = as_png([figure.svg for figure in document.figures()])
        self.drawn = 0
        self.room = ROOM[False]

    def written(self) -> Iterator[str]:
        document = self.document
        yield paragraph(run(document.title), "Title")
        yield paragraph(run(document.subtitle), "Subtitle")
        yield from (piece for block in document.lead for piece in self._block(block))
        yield from self._contents()
        wide = False
        for part in document.parts:
            if part.wide != wide:
                yield docx_package.turned(wide)
                wide = part.wide
            self.room = ROOM[wide]
            yield from self._part(part)
        yield docx_package.section(wide)

    def _contents(self) -> Iterator[str]:
        """The fields with what they will show; Word fills in the pages when it opens the file."""
        heads = [(1, part.title, part.anchor) for part in self.document.parts]
        inner = {
            part.anchor: [
                (2, each.text, each.anchor) for each in part.blocks if isinstance(each, Heading) and each.anchor
            ]
            for part in self.document.parts
        }
        entries = [entry for head in heads for entry in (head, *inner[head[2]])]
        yield paragraph(run(_("Contents")), "TOCHeading")
        yield from self._field(r'TOC \o "1-2" \h \z \u', [(f"TOC{depth}", *told) for depth, *told in entries])
        yield from self._list(_("Tables"), "table", [(each.anchor, each.table.title) for each in self.document.grids()])
        figures = [(each.anchor, each.caption) for each in self.document.figures()]
        yield from self._list(pgettext("of a document", "Figures"), "figure", figures)

    def _list(self, heading: str, kind: str, captions: list[tuple[str, str]]) -> Iterator[str]:
        """The list of all tables, or of all figures."""
        if captions:
            yield paragraph(run(heading), "TOCHeading")
            entries = [("TableofFigures", f"{self.labels[anchor]}. {title}", anchor) for anchor, title in captions]
            yield from self._field(rf'TOC \h \z \c "{LABELS[kind][self.document.language]}"', entries)

    def _field(self, code: str, entries: list[tuple[str, str, str]]) -> Iterator[str]:
        """A field over paragraphs: (style, text, anchor) of each entry."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (style, text, anchor) in enumerate(entries):
            where = self.marks[anchor]
            page = f'<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF {where} \\h ">{run("")}</w:fldSimple>'
            entry = f'<w:hyperlink w:anchor="{where}" w:history="1">{run(text)}{page}</w:hyperlink>'
            first, last = place == 0, place == len(entries) - 1
            yield paragraph(begin * first + entry + end * last, style)

    def _part(self, part: Part) -> Iterator[str]:
        yield paragraph(self._marked(part.anchor, run(part.title)), "Heading1")
        yield paragraph(run(part.stage), "Stage")
        for before, block in pairwise((None, *part.blocks)):
            if isinstance(before, Heading) and isinstance(block, Paragraph):
                yield paragraph(self._words(block.words), "Lead")  # on the page of what it leads to
            else:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield paragraph(self._marked(block.anchor, run(block.text)), f"Heading{block.level}")
        elif isinstance(block, Paragraph):
            yield paragraph(self._words(block.words), "BodyText")
        elif isinstance(block, Bullets):
            yield from (paragraph(self._words(item), "ListBullet") for item in block.items)
        elif isinstance(block, Quote):
            yield from self._quote(block)
        elif isinstance(block, Grid):
            yield from self._grid(block)
        else:
            yield from self._figure(block)

    def _words(self, words: Sequence[Words]) -> str:
        return "".join(self._run(each) for each in words)

    def _run(self, each: Words) -> str:
        text = run(each.text or self.labels.get(each.to, ""), STRONG if each.strong else "")
        if each.to in self.labels and not each.text:
            text = f'<w:fldSimple w:instr=" REF {self.marks[each.to]} \\h ">{text}</w:fldSimple>'
        elif each.to:
            text = self._link(each.to, text)
        if not each.note:
            return text
        self.notes.append(each.note)
        return text + NOTE.format(docx_package.FIRST_NOTE + len(self.notes) - 1)

    def _quote(self, quote: Quote) -> Iterator[str]:
        if quote.against:
            yield paragraph(run(_("Against it")), "Stage")
        yield paragraph(run(f"“{quote.text}” ") + self._link(quote.to, run(quote.cite)), "Quote")

    def _grid(self, grid: Grid) -> Iterator[str]:
        yield self._caption("table", grid.anchor, grid.table.title)
        columns, rows = printed(grid.table)
        share = shares(columns, rows, self.room * LETTERS)
        widths = wordml.shared(self.room, share)
        head = wordml.row([lines(column.heading, "TableHeading") for column in columns], widths, wordml.HEAD)
        marks = grid.marks or (Mark(),) * len(rows)
        body = (wordml.row(self._cells(row, mark), widths) for row, mark in zip(rows, marks, strict=True))
        yield wordml.table((head, *body), widths, "ReportTable")
        yield paragraph("", "AfterTable")

    def _cells(self, row: Sequence[str], mark: Mark) -> Iterator[str]:
        for place, text in enumerate(row):
            if mark.to in self.marks and place == mark.column:
                yield "".join(paragraph(self._link(mark.to, run(line)), "TableText") for line in text.split("\n"))
            elif mark.here and place == 0:
                yield paragraph(self._marked(mark.here, run(text)), "TableText")
            else:
                yield lines(text, "TableText")

    def _caption(self, kind: str, anchor: str, title: str) -> str:
        name, number = self.labels[anchor].split(" ")
        counted = f'{run(name + " ")}<w:fldSimple w:instr=" SEQ {name} \\* ARABIC ">{run(number)}</w:fldSimple>'
        style = "Caption" if kind == "table" else "FigureCaption"
        return paragraph(self._marked(anchor, counted) + run(f". {title}"), style)

    def _figure(self, figure: Figure) -> Iterator[str]:
        png = self.pictures[self.drawn]
        self.drawn += 1
        yield paragraph(docx_package.picture(figure, png, self.drawn, self.room), "FigureBody")
        yield self._caption("figure", figure.anchor, figure.caption)

    def _marked(self, anchor: str, content: str) -> str:
        """Content that something leads to."""
        if not anchor:
            return content
        name = self.marks[anchor]
        return f'<w:bookmarkStart w:id="{name[1:]}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{name[1:]}"/>'

    def _link(self, anchor: str, text: str) -> str:
        name = self.marks.get(anchor)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{text}</w:hyperlink>' if name else text
