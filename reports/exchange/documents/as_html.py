"""A report as one HTML file that needs nothing beside it: no script, no address of another server."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.book.tree import (
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
from reports.exchange.tables.wording import printed

SHEET = Path(__file__).with_name("report.css")
# Nothing is fetched and nothing runs, wherever the file is opened.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def as_html(document: Document) -> bytes:
    """UTF-8. Quotes lead to their line in the transcript, where the report holds it."""
    with override(document.language):
        return "".join(_Page(document).written()).encode()


class _Page:
    def __init__(self, document: Document):
        self.document = document
        self.labels = labels_of(document)
        self.ids = {anchor: f"a{place}" for place, anchor in enumerate(anchors_of(document), start=1)}
        self.notes: list[str] = []

    def written(self) -> Iterator[str]:
        document, title = self.document, escape(self.document.title)
        yield f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        yield f"<style>{SHEET.read_text()}</style></head><body>\n<header><h1>{title}</h1>"
        yield f'<p class="subtitle">{escape(document.subtitle)}</p></header>\n'
        yield from self._contents()
        yield "<main>"
        yield from (piece for block in document.lead for piece in self._block(block))
        for part in document.parts:
            yield from self._part(part)
        yield from self._footnotes()
        yield "</main></body></html>\n"

    def _contents(self) -> Iterator[str]:
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{escape(_("Contents"))}</h2><ol>'
        for part in self.document.parts:
            inner = [block for block in part.blocks if isinstance(block, Heading) and block.level == 2 and block.anchor]
            yield f"<li>{self._link(part.anchor, escape(part.title))}"
            if inner:
                entries = "".join(f"<li>{self._link(each.anchor, escape(each.text))}</li>" for each in inner)
                yield f"<ol>{entries}</ol>"
            yield "</li>"
        yield "</ol></nav>\n"

    def _part(self, part: Part) -> Iterator[str]:
        yield f'<section{self._id(part.anchor)}><p class="stage">{escape(part.stage)}</p><h2>{escape(part.title)}</h2>'
        for block in part.blocks:
            yield from self._block(block)
        yield "</section>\n"

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            level = block.level + 1
            yield f"<h{level}{self._id(block.anchor)}>{escape(block.text)}</h{level}>\n"
        elif isinstance(block, Paragraph):
            yield f"<p>{self._words(block.words)}</p>\n"
        elif isinstance(block, Bullets):
            yield f"<ul>{''.join(f'<li>{self._words(item)}</li>' for item in block.items)}</ul>\n"
        elif isinstance(block, Quote):
            yield self._quote(block)
        elif isinstance(block, Grid):
            yield from self._grid(block)
        else:
            yield from self._figure(block)

    def _words(self, words: Sequence[Words]) -> str:
        return "".join(self._run(each) for each in words)

    def _run(self, each: Words) -> str:
        text = escape(each.text or self.labels.get(each.to, ""))
        text = f"<strong>{text}</strong>" if each.strong else text
        text = self._link(each.to, text) if each.to else text
        if not each.note:
            return text
        self.notes.append(each.note)
        number = len(self.notes)
        return f'{text}<sup id="r{number}"><a href="#n{number}">{number}</a></sup>'

    def _quote(self, quote: Quote) -> str:
        against = f'<p class="stage">{escape(_("Against it"))}</p>' if quote.against else ""
        cite = self._link(quote.to, escape(quote.cite))
        look = ' class="against"' if quote.against else ""
        return f"<blockquote{look}>{against}<p>“{escape(quote.text)}” <cite>{cite}</cite></p></blockquote>\n"

    def _grid(self, grid: Grid) -> Iterator[str]:
        columns, rows = printed(grid.table)
        label = self.labels[grid.anchor]
        yield f'<div class="scrolls"><table{self._id(grid.anchor)}>'
        yield f"<caption><strong>{label}.</strong> {escape(grid.table.title)}</caption><thead><tr>"
        yield from (f'<th scope="col">{escape(column.heading)}</th>' for column in columns)
        yield "</tr></thead><tbody>\n"
        for row, mark in zip(rows, grid.marks or (Mark(),) * len(rows), strict=True):
            yield f"<tr{self._id(mark.here)}>{''.join(self._cells(row, mark))}</tr>\n"
        yield "</tbody></table></div>\n"

    def _cells(self, row: Sequence[str], mark: Mark) -> Iterator[str]:
        for place, cell in enumerate(row):
            text = escape(cell).replace("\n", "<br>")
            yield f"<td>{self._link(mark.to, text) if mark.to and place == mark.column else text}</td>"

    def _figure(self, figure: Figure) -> Iterator[str]:
        data = f"data:image/svg+xml;base64,{b64encode(figure.svg.encode()).decode()}"
        caption = f"<strong>{self.labels[figure.anchor]}.</strong> {escape(figure.caption)}"
        yield f'<figure{self._id(figure.anchor)}><img src="{data}" alt="{escape(figure.alt)}">'
        yield f"<figcaption>{caption}</figcaption></figure>\n"

    def _footnotes(self) -> Iterator[str]:
        if not self.notes:
            return
        yield f'<section aria-label="{escape(_("Footnotes"))}"><ol class="footnotes">'
        for number, note in enumerate(self.notes, start=1):
            yield f'<li id="n{number}">{escape(note)} <a href="#r{number}">{escape(_("Back"))}</a></li>'
        yield "</ol></section>\n"

    def _id(self, anchor: str) -> str:
        return f' id="{self.ids[anchor]}"' if anchor in self.ids else ""

    def _link(self, anchor: str, text: str) -> str:
        return f'<a href="#{self.ids[anchor]}">{text}</a>' if anchor in self.ids else text
