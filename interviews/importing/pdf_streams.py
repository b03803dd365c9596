"""What the streams of a PDF unpack to, looked at before anything opens the document.

A page's drawing, a font or a table of objects is packed by itself. Pictures are left alone: nobody unpacks them to read
words, and a white page packs as tightly as a bomb.
"""

import re
import zlib

from .package import is_packed_too_tightly
from .parsed import Message, Unreadable, gettext_noop

MAX_UNPACKED_BYTES = 200_000_000
_BEGINNING = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_LONGEST_HEAD = 2_000
_CHUNK = 65_536
_MOST_AT_ONCE = 1_000_000


def refuse_bombs(name: str, data: bytes) -> None:
    """Raises Unreadable where a stream is packed beyond any honest drawing, or all of them are larger than any."""
    unpacked, done = 0, 0
    for begins in _BEGINNING.finditer(data):
        head = data[max(done, begins.start() - _LONGEST_HEAD) : begins.start()]
        if begins.start() < done or not _is_deflated(data, begins.end()) or _PICTURE.search(head[head.rfind(b"obj") :]):
            continue
        size, done = _unpacked(name, data, begins.end(), MAX_UNPACKED_BYTES - unpacked)
        unpacked += size


def _is_deflated(data: bytes, at: int) -> bool:
    """Whether the two bytes are the head that zlib writes (RFC 1950, 2.2)."""
    return len(data) > at + 1 and data[at] & 0x0F == 8 and (data[at] * 256 + data[at + 1]) % 31 == 0


def _unpacked(name: str, data: bytes, at: int, left: int) -> tuple[int, int]:
    """How many bytes the stream at `at` unpacks to, and where it ends. What is broken counts as far as it goes."""
    packer, size, start = zlib.decompressobj(), 0, at
    try:
        while at < len(data) and not packer.eof:
            waiting = data[at : at + _CHUNK]
            at += len(waiting)
            while waiting and not packer.eof:
                size += len(packer.decompress(waiting, _MOST_AT_ONCE))
                waiting = packer.unconsumed_tail
                if size > left or is_packed_too_tightly(size, at - start - len(waiting)):
                    raise _refused(name)
    except zlib.error:
        return size, start
    return size, at - len(packer.unused_data)


def _refused(name: str) -> Unreadable:
    what = gettext_noop("its pages are packed too tightly to be honest")
    return Unreadable(name, None, Message(what), Message(gettext_noop("print it to a new PDF and import that")))
