"""Word documents (.docx): one turn per line, `Label: words`.

The document is read as if all tracked changes were accepted: insertions stay, deletions go. A soft break (Shift+Enter)
stays within its turn as U+2028, a paragraph that goes on in the same turn as U+2029. Content controls, hyperlinks and
fields keep their shown text. Headings are nobody's words. Comments, notes, headers, footers, text boxes and pictures
are no part of the talk; they are counted in `dropped`.
"""

from .composing import compose
from .flow import said_in
from .parsed import Parsed, refuse_longer, refuse_wordless
from .wordprocessing import Document


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for what is no Word document, a hostile or broken one, and one without a word."""
    document = Document(name, data)
    text, turns = compose(said_in(document.blocks(), document.losses))
    document.count_asides()
    refuse_longer(name, len(text))
    refuse_wordless(name, turns)
    return Parsed(text, turns, document.losses.listed(), "docx")
