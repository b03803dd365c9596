"""PDF documents (.pdf): one turn per line, `Label: words`.

A page holds words at places, no paragraphs: lines are put together from their places, paragraphs from lines, the rows
of a table from its columns. Running heads, page numbers and numbers of lines in the margin are counted in `dropped`.
"""

from importlib import import_module
from typing import Any

from .asides import IMAGES, MARGINS, RUNNING
from .flow import Losses
from .page_flow import blocks_of
from .page_lines import Line, Piece, lines_of, without_margins, without_running
from .parsed import Columns, Message, Parsed, Unreadable, at_page, gettext_noop, refuse_longer
from .pdf_streams import refuse_bombs
from .scribe import said_of

MAX_PAGES = 3_000
MAX_PIECES = 5_000  # on a page
_BREAKS = str.maketrans(
    {"\r": " ", "\n": " ", "\0": "", "\ufffe": "\x02", "\u00ad": "\x02", "\uffff": "", "\ufeff": ""}
)


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for what is no PDF, a broken one or a bomb, one with a password, and one without a word."""
    refuse_bombs(name, data)
    losses = Losses()
    pages = [lines_of(pieces) for pieces in _pages(name, data, losses)]
    if not any(pages):
        cure = gettext_noop("have its text recognised (OCR), save that as .docx or .txt and import it")
        raise Unreadable(
            name, None, Message(gettext_noop("its pages are pictures; there is no text in it")), Message(cure)
        )
    pages = _without_edges(pages, losses)
    return said_of(name, blocks_of(name, pages), losses, "pdf", columns=columns)


def _without_edges(pages: list[list[Line]], losses: Losses) -> list[list[Line]]:
    pages, running = without_running(pages)
    pages, margins = without_margins(pages)
    for what, dropped in ((RUNNING, running), (MARGINS, margins)):
        for words in dropped:
            losses.add(what, words)
    return pages


def _pages(name: str, data: bytes, losses: Losses) -> list[list[Piece]]:
    pdfium = import_module("pypdfium2")  # heavy, and asked for only here
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(name, str(error)) from error
    try:
        if len(document) > MAX_PAGES:
            what = Message(gettext_noop("it has more than %(limit)d pages"), {"limit": MAX_PAGES})
            raise Unreadable(name, None, what, Message(gettext_noop("import it in parts")))
        length, pages = 0, []
        for number in range(len(document)):
            pieces = _pieces(name, document, number, pdfium.PdfiumError)
            length += sum(len(piece.words) for piece in pieces)
            refuse_longer(name, length)
            pages.append(pieces)
            if not pieces:
                losses.add(IMAGES, "")
        return pages
    finally:
        document.close()


def _pieces(name: str, document: Any, number: int, error: type[Exception]) -> list[Piece]:
    try:
        page = document[number]
        words = page.get_textpage()
        count = words.count_rects()
        if count > MAX_PIECES:
            raise _broken(name, number)
        boxes = [words.get_rect(index) for index in range(count)]
        pieces = [Piece(*box, words.get_text_bounded(*box).translate(_BREAKS)) for box in boxes]
        words.close()
        page.close()
    except error as failure:
        raise _broken(name, number) from failure
    return [piece for piece in pieces if piece.words.strip()]


def _refused(name: str, reason: str) -> Unreadable:
    if "password" in reason.casefold():
        cure = gettext_noop("save a copy without the password and import that")
        return Unreadable(name, None, Message(gettext_noop("it is protected by a password")), Message(cure))
    cure = gettext_noop("open it in a reader, copy its text into a .txt file and import that")
    return Unreadable(name, None, Message(gettext_noop("the file is broken or not complete")), Message(cure))


def _broken(name: str, number: int) -> Unreadable:
    cure = gettext_noop("open it in a reader, copy its text into a .txt file and import that")
    what = Message(gettext_noop("the page cannot be read"))
    return Unreadable(name, at_page(number + 1), what, Message(cure))
