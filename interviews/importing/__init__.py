"""Transcripts from files: bytes in, text and turns out. Pure; one module a format.

A new format is a module with `read(name, data) -> Parsed`, where it knows tables also `columns`, and a line in READERS.
A reader is loaded when it is asked for: the web process leaves reading to the cage, and need not hold what it takes.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from .kinds import kind_of
from .parsed import MAX_BYTES, Columns, Comment, Dropped, Message, Parsed, ParsedTurn, Unreadable, gettext_noop

__all__ = [
    "READERS",
    "Columns",
    "Comment",
    "Dropped",
    "Message",
    "Parsed",
    "ParsedTurn",
    "Unreadable",
    "load_readers",
    "read_transcript",
    "reader_of",
]

# The ending of a file's name, and the module that reads it.
READERS = {
    "csv": "delimited",
    "docx": "docx",
    "htm": "html",
    "html": "html",
    "json": "segments",
    "md": "md",
    "odt": "odt",
    "pdf": "pdf",
    "rtf": "rtf",
    "srt": "srt",
    "tsv": "delimited",
    "txt": "txt",
    "vtt": "vtt",
    "xlsx": "xlsx",
}
TABLED = frozenset(["csv", "docx", "htm", "html", "odt", "pdf", "rtf", "tsv", "xlsx"])


def read_transcript(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """The text of the file `name` and its turns; spans are half-open, in Unicode code points.

    `columns` say what a table in it holds; without, and in a file that has no tables, it is guessed.
    Raises Unreadable, and nothing else, whatever the bytes are: the file is taken whole or not at all. Files from
    outside are read by `cage.read_caged`, which does the same in a process with limits.
    """
    reader = reader_of(name, data)
    return reader(name, data, columns) if columns and extension_of(name) in TABLED else reader(name, data)


def extension_of(name: str) -> str:
    return PurePath(name).suffix[1:].lower()


def reader_of(name: str, data: bytes) -> Callable[..., Parsed]:
    """What reads the file, by its ending. Raises Unreadable for a wrong ending and for too large a file."""
    extension = extension_of(name)
    if extension not in READERS:
        known = {"extensions": ", ".join(f".{each}" for each in sorted(READERS))}
        what = gettext_noop("this kind of file is not read here")
        raise Unreadable(name, None, Message(what), Message(gettext_noop("save it as one of %(extensions)s"), known))
    if len(data) > MAX_BYTES:
        what = Message(gettext_noop("the file is larger than %(limit)d MB"), {"limit": MAX_BYTES // 1_000_000})
        raise Unreadable(name, None, what, Message(gettext_noop("import it in parts, or without its pictures")))
    _refuse_misnamed(name, extension, data)
    return _load(READERS[extension])


def load_readers() -> None:
    """Load every reader now, so that the first file of a kind is read as fast as the next."""
    for module in READERS.values():
        _load(module)


def _load(module: str) -> Callable[..., Parsed]:
    return import_module(f".{module}", __package__).read


def _refuse_misnamed(name: str, extension: str, data: bytes) -> None:
    kind = kind_of(data)
    if kind is None or extension in kind.extensions:
        return
    values = {"kind": Message(kind.called), "extension": extension}
    what = Message(gettext_noop("it is %(kind)s, although its name ends in .%(extension)s"), values)
    if rightly := sorted(kind.extensions & READERS.keys()):
        cure = Message(gettext_noop("give it the ending .%(extension)s"), {"extension": rightly[0]})
    else:
        cure = Message(gettext_noop("save it as .docx or .txt and import that"))
    raise Unreadable(name, None, what, cure)
