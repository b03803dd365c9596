"""Word documents (.docx): one turn per line, `Label: words`.

The document is read as if all tracked changes were accepted: insertions stay, deletions go. A soft break (Shift+Enter)
stays within its turn as U+2028, a paragraph that goes on in the same turn as U+2029. Content controls, hyperlinks and
fields keep their shown text. Headings are nobody's words. Notes, headers, footers, text boxes and pictures are no part
of the talk; they are counted in `dropped`. Comments stand beside the words they are about.
"""

from .commented import with_comments
from .parsed import Columns, Parsed
from .scribe import said_of
from .wordprocessing import Document


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for what is no Word document, a hostile or broken one, and one without a word."""
    document = Document(name, data)
    parsed = said_of(name, document.blocks(), document.losses, "docx", columns=columns)
    return with_comments(parsed, *document.comments())
