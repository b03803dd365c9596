"""The text of a PDF that Chromium prints."""

from pypdfium2 import PdfDocument


def text_of(pdf: bytes) -> str:
    """All words, page by page."""
    with PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)
