"""The text of a PDF that Chromium prints, read with what Python brings."""

import re
import zlib

OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\b(.*?)^endobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]*)>|\(((?:\\.|[^\\()])*)\)|\bT[dm*]\b|\bET\b", re.S)
PAIR = re.compile(rb"^<(\w+)> <(\w+)>$", re.M)
RANGE = re.compile(rb"^<(\w+)> <(\w+)> <(\w+)>$", re.M)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """All words in the order in which they were drawn, without the spaces between them."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        if cmap := re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b"")):
            fonts[name] = _letters(_stream(objects[int(cmap[1])]))
    return "".join(_drawn(_stream(body), fonts) for body in objects.values() if b" Tf" in _stream(body))


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompressobj().decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters(cmap: bytes) -> dict[int, str]:
    cmap = cmap.partition(b"endcodespacerange")[2]
    letters = {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in PAIR.findall(cmap)}
    for first, last, text in RANGE.findall(cmap):
        for step in range(int(last, 16) - int(first, 16) + 1):
            letters[int(first, 16) + step] = chr(int(text, 16) + step)
    return letters


def _drawn(content: bytes, fonts: dict) -> str:
    said, letters = [], {}
    for font, hexed, literal in SHOWN.findall(content):
        if font:
            letters = fonts.get(font, {})
        glyphs = bytes.fromhex(hexed.decode()) if hexed else _unescaped(literal)
        said += [letters.get(int.from_bytes(glyphs[at : at + 2], "big"), "") for at in range(0, len(glyphs), 2)]
    return "".join(said)


def _unescaped(literal: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{1,3})", lambda found: bytes([int(found[1], 8)]), literal)
    return re.sub(rb"\\(.)", lambda found: ESCAPED.get(found[1], found[1]), octal, flags=re.S)
