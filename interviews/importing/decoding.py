"""Bytes to text: which encoding, one kind of line end, and what is refused because no text can hold it.

The byte order mark goes, CRLF and CR become LF; U+0085, U+2028, U+2029, VT and FF are kept. NUL and lone surrogates
are refused. Tried in turn: a byte order mark, UTF-8, UTF-16 without a mark, Windows-1252.
"""

import codecs
import re

from .parsed import Message, Unreadable, at_line, gettext_noop, refuse_longer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
# What nearly every text has many of, whatever its language: spaces, line ends, full stops and their wide kin.
_COMMON = re.compile("[ \n\r.,\u3000\u3001\u3002\uff0c\u0627\u0430\u0435]")


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text with LF line ends, and the name of its encoding.

    Raises Unreadable for bytes that are not text, for NUL, for half a surrogate pair and for too long a text.
    """
    raw, encoding = _decoded(name, data)
    if "\0" in raw:
        raise _not_text(name, raw.index("\0"), raw, gettext_noop("there is a NUL character"))
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    refuse_longer(name, len(text))
    return text, encoding


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], encoding), encoding
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _not_utf8(name, data)
    wide = _utf16(data) if "\0" in text else None
    return wide or (text, "utf-8")


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        what = gettext_noop("the bytes there are not %(encoding)s, which the file says it is")
        raise _refusal(name, before, what, encoding=encoding.upper()) from None


def _not_utf8(name: str, data: bytes) -> tuple[str, str]:
    if wide := _utf16(data):
        return wide
    _refuse_damaged_utf8(name, data)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("cp1252", "replace")
        what = gettext_noop("the byte %(byte)s is neither UTF-8 nor Windows-1252")
        raise _refusal(name, before, what, byte=f"0x{data[error.start]:02X}") from None
    if found := _CONTROL.search(text):
        raise _not_text(name, found.start(), text, gettext_noop("there is a control character"))
    return text, "windows-1252"


def _refuse_damaged_utf8(name: str, data: bytes) -> None:
    """A text whose letters are UTF-8 but for a few bytes is a damaged UTF-8 file, not a Windows-1252 one."""
    lenient = data.decode("utf-8", "surrogatepass" if _has_only_surrogates_wrong(data) else "replace")
    wrong = len(re.findall("[\ud800-\udfff\ufffd]", lenient))
    letters = sum(not char.isascii() for char in lenient) - wrong
    if letters > wrong or "\ufffd" not in lenient:
        first = re.search("[\ud800-\udfff\ufffd]", lenient)
        before = lenient[: first.start()] if first else lenient
        raise _refusal(name, before, gettext_noop("there is a damaged character (bytes that are not UTF-8)"))


def _has_only_surrogates_wrong(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _utf16(data: bytes) -> tuple[str, str] | None:
    """The text as UTF-16 without a mark, where that reading is plainly one; else None."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not _CONTROL.search(text):
            readings.append((len(_COMMON.findall(text)), text, encoding))
    best = max(readings, default=None)
    return (best[1], best[2]) if best and best[0] * 20 >= len(best[1]) else None


def _not_text(name: str, index: int, text: str, what: str) -> Unreadable:
    return _refusal(
        name, text[:index], what, gettext_noop("choose a text file, or save this one as plain text in UTF-8")
    )


def _refusal(
    name: str,
    before: str,
    what: str,
    next: str = gettext_noop("save the file as UTF-8 text and import it again"),
    **values: str,
) -> Unreadable:
    line = len(re.findall("\r\n|\r|\n", before)) + 1
    return Unreadable(name, at_line(line), Message(what, values), Message(next))
