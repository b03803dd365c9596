"""Zip packages from strangers (.docx and its kin): judged by their table of contents before anything is unpacked.

Nothing is ever written to a folder; parts are read by their exact names.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .parsed import Message, Unreadable, gettext_noop

MAX_ENTRIES = 10_000
MAX_CONTENTS_BYTES = 4_000_000
MAX_UNPACKED_BYTES = 1 << 30
# Bytes beyond which a part may not unpack to more than so many times its size. The same sentence over and over, as in a
# made-up interview, reaches 300; one byte over and over, as in a bomb, 1,000.
MAX_RATIOS = ((1_000_000, 500), (10_000_000, 200))

CURE = gettext_noop("open the file in a word processor, save it anew as .docx and import that")
_END_OF_CONTENTS = struct.Struct("<4s4H2LH")
_DEVIOUS = re.compile(r"\A[/\\]|\A[A-Za-z]:|\\|\0|(?:\A|/)\.\.(?:/|\Z)")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def is_packed_too_tightly(unpacked: int, packed: int) -> bool:
    """Whether so many bytes unpack to more than any honest document's."""
    return any(unpacked > max(size, ratio * packed) for size, ratio in MAX_RATIOS)


class Package:
    """The parts of a zip file, after a look at its table of contents.

    Raises Unreadable for a broken file, too many or too large parts, packing beyond any honest document, names that
    lead elsewhere or twice to the same place, links, passwords and rare compressions.
    """

    def __init__(self, name: str, data: bytes, cure: str = CURE) -> None:
        self.name, self._cure = name, cure
        self._refuse_endless_contents(data)
        with self._told():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._refuse_bad(info)
            self._parts[info.filename] = info
        self._refuse_twins()
        self._refuse_bombs()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str, limit: int) -> bytes:
        """The bytes of a part. Raises Unreadable where it is missing or holds more than `limit` bytes."""
        with self.stream(part, limit) as unpacked:
            return unpacked.read()

    @contextmanager
    def stream(self, part: str, limit: int) -> Iterator[IO[bytes]]:
        """The part to be read bit by bit; what goes wrong while reading comes out as Unreadable too."""
        info = self._parts.get(part)
        if info is None:
            raise self._refusal(gettext_noop("the part %(part)s is missing"), part=part)
        if info.file_size > limit:
            raise self._refusal(gettext_noop("the part %(part)s is too large"), part=part)
        with self._told(), self._zip.open(info) as unpacked:
            yield unpacked

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Unreadable:
            raise
        except _BROKEN as error:
            raise self._refusal(gettext_noop("the file is broken or not complete")) from error

    def _refuse_endless_contents(self, data: bytes) -> None:
        at = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
        if at < 0 or len(data) - at < _END_OF_CONTENTS.size:
            raise self._refusal(gettext_noop("the file is broken or not complete"))
        *_, entries, length, _, _ = _END_OF_CONTENTS.unpack_from(data, at)
        if entries > MAX_ENTRIES or length > MAX_CONTENTS_BYTES:
            raise self._refusal(gettext_noop("there are more than %(limit)d parts in it"), limit=MAX_ENTRIES)

    def _refuse_bad(self, info: zipfile.ZipInfo) -> None:
        part = info.orig_filename
        if _DEVIOUS.search(part):
            raise self._refusal(gettext_noop("the part %(part)s has a name that leads out of the file"), part=part)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise self._refusal(gettext_noop("the part %(part)s is a link"), part=part)
        if info.flag_bits & 0x1:
            raise self._refusal(gettext_noop("it is protected by a password"))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refusal(gettext_noop("the part %(part)s is packed in a way Word does not use"), part=part)

    def _refuse_twins(self) -> None:
        seen: set[str] = set()
        for info in self._zip.infolist():
            if (part := info.filename.casefold()) in seen:
                raise self._refusal(gettext_noop("the part %(part)s is there twice"), part=info.filename)
            seen.add(part)

    def _refuse_bombs(self) -> None:
        if sum(info.file_size for info in self._parts.values()) > MAX_UNPACKED_BYTES:
            raise self._refusal(gettext_noop("unpacked it would be larger than 1 GB"))
        for part, info in self._parts.items():
            if is_packed_too_tightly(info.file_size, info.compress_size):
                raise self._refusal(gettext_noop("the part %(part)s is packed too tightly to be honest"), part=part)

    def _refusal(self, what: str, **values: object) -> Unreadable:
        return Unreadable(self.name, None, Message(what, values), Message(self._cure))
