"""The text of a PDF that Chromium prints."""

from pypdfium2 import PdfDocument


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    with PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def text_of(pdf: bytes) -> str:
    """All words, page by page."""
    return "".join(pages_of(pdf))
