"""What a file is by its first bytes, whatever its name says."""

from typing import NamedTuple

from .parsed import gettext_noop


class Kind(NamedTuple):
    """A kind of file known by how it begins; `extensions` are the names it may rightly bear, without the dot."""

    beginning: bytes
    called: str
    extensions: frozenset[str]


_KINDS = (
    Kind(b"PK\3\4", gettext_noop("a zip package such as a Word document"), frozenset(["docx", "odt", "xlsx"])),
    Kind(b"PK\5\6", gettext_noop("an empty zip package"), frozenset(["docx", "odt", "xlsx"])),
    Kind(b"\xd0\xcf\x11\xe0", gettext_noop("an old Word document, or one with a password"), frozenset(["doc"])),
    Kind(b"%PDF-", gettext_noop("a PDF document"), frozenset(["pdf"])),
    Kind(b"{\\rtf", gettext_noop("an RTF document"), frozenset(["rtf"])),
    Kind(b"\x89PNG", gettext_noop("a picture"), frozenset(["png"])),
    Kind(b"\xff\xd8\xff", gettext_noop("a picture"), frozenset(["jpg", "jpeg"])),
    Kind(b"ID3", gettext_noop("a sound recording"), frozenset(["mp3"])),
    Kind(b"OggS", gettext_noop("a sound recording"), frozenset(["ogg", "opus"])),
    Kind(b"RIFF", gettext_noop("a recording"), frozenset(["wav", "avi"])),
    Kind(b"\x1f\x8b", gettext_noop("a packed file"), frozenset(["gz"])),
    Kind(b"SQLite format 3\0", gettext_noop("a database"), frozenset(["db", "sqlite"])),
)


def kind_of(data: bytes) -> Kind | None:
    """The kind the first bytes tell, None where they tell none, as with plain text."""
    return next((kind for kind in _KINDS if data.startswith(kind.beginning)), None)
