"""What of a document is no part of the talk: how it is called where `dropped` counts it."""

from .parsed import gettext_noop

COMMENTS = gettext_noop("Comments")
FOOTNOTES = gettext_noop("Footnotes")
ENDNOTES = gettext_noop("Endnotes")
HEADERS = gettext_noop("Headers and footers")
DELETIONS = gettext_noop("Deleted text (tracked changes)")
BOXES = gettext_noop("Text boxes")
IMAGES = gettext_noop("Pictures and drawings")
NUMBERS = gettext_noop("Automatic numbers and bullets")
CONTENTS = gettext_noop("Tables of contents")
HIDDEN = gettext_noop("Hidden text")
MENUS = gettext_noop("Menus, page heads and page feet")
LOST = gettext_noop("Characters that could not be read")
RUNNING = gettext_noop("Running heads and page numbers")
MARGINS = gettext_noop("Line numbers in the margin")
SHEETS = gettext_noop("Other sheets of the workbook")
EMPTY = gettext_noop("Segments without words")
