"""The signs of an RTF file one by one, and its letters in whatever code page the font says."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_DEPTH = 1_000
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_CHARSETS = {
    **{0: None, 1: None, 2: None, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250", 255: "cp437"},
}


class Token(NamedTuple):
    """`kind` is word, byte, text, open or close."""

    kind: str
    word: str = ""
    number: int | None = None


def tokens_of(data: bytes) -> Iterator[Token]:
    """Each token; what follows \\bin is passed over."""
    source, at = data.decode("latin-1"), 0
    while match := _TOKEN.search(source, at):
        at = match.end()
        word, number, byte, sign, brace, text = match.groups()
        if word == "bin" and number:
            at += max(0, int(number))
        elif word:
            yield Token("word", word, int(number) if number else None)
        elif byte:
            yield Token("byte", "", int(byte, 16))
        elif sign:
            yield Token("word", sign)
        elif brace:
            yield Token("open" if brace == "{" else "close")
        elif text:
            yield Token("text", text)


class Letters:
    """Puts letters together from bytes of a code page, UTF-16 units and plain text. `lost` counts failures."""

    def __init__(self) -> None:
        self.fonts: dict[int, str | None] = {}
        self.lost = 0
        self._page = self._current = "cp1252"
        self._made: list[str] = []
        self._bytes = bytearray()
        self._high = 0
        self._skip = 0

    def font(self, number: int, charset: int) -> None:
        if len(self.fonts) < 10_000:
            self.fonts[number] = _CHARSETS.get(charset)

    def code_page(self, number: int) -> None:
        try:
            self._page = codecs.lookup("utf-8" if number == 65001 else f"cp{number}").name
        except LookupError:
            self._page = "cp1252"
        self._current = self._page

    def charset(self, encoding: str | None) -> None:
        self._end_bytes()
        self._current = encoding or self._page

    def is_skipping(self) -> bool:
        """Whether a control word here only stands for a letter that was given as \\u already."""
        if self._skip:
            self._skip -= 1
            return True
        return False

    def end_skipping(self) -> None:
        self._skip = 0

    def byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._bytes.append(value)

    def text(self, words: str) -> None:
        passed = min(self._skip, len(words))
        self._skip -= passed
        words = words[passed:]
        if not words:
            return
        if self._is_half_a_letter():
            self._bytes.extend(words[0].encode("latin-1"))
            words = words[1:]
        self._end_bytes()
        if words.isascii():
            self._end_unit()
            self._made.append(words)
        else:
            self._bytes.extend(words.encode("latin-1"))

    def unit(self, value: int, skip: int) -> None:
        """A UTF-16 unit, written as a signed number, with `skip` letters behind it for older readers."""
        self._end_bytes()
        self._skip = skip
        value &= 0xFFFF
        if 0xDC00 <= value < 0xE000 and self._high:
            self._made.append(chr(0x10000 + ((self._high - 0xD800) << 10) + value - 0xDC00))
            self._high = 0
            return
        self._end_unit()
        if 0xD800 <= value < 0xDC00:
            self._high = value
        elif 0xDC00 <= value < 0xE000 or value == 0:
            self.lost += 1
        else:
            self._made.append(chr(value) if value not in (10, 13) else " ")

    def taken(self) -> str:
        """What was put together since the last time."""
        self._end_bytes()
        if not self._made:
            return ""
        words, self._made = "".join(self._made), []
        return words.replace("\0", "")

    def _is_half_a_letter(self) -> bool:
        if not self._bytes or self._current not in ("cp932", "cp949", "gbk", "big5", "johab"):
            return False
        try:
            self._bytes.decode(self._current)
        except UnicodeDecodeError as error:
            return error.end == len(self._bytes)
        return False

    def _end_bytes(self) -> None:
        if self._bytes:
            self._end_unit()
            words = self._bytes.decode(self._current, "replace")
            self.lost += words.count("\ufffd")
            self._made.append(words)
            self._bytes.clear()

    def _end_unit(self) -> None:
        if self._high:
            self.lost += 1
            self._high = 0
