"""Bytes → the document in them. What is not JSON as the standard has it, or too large, is refused here."""

import io
import json
import math
import zipfile
import zlib

from django.utils.translation import gettext as _

from reports.exchange.bundle.refusal import Fault, Refused, path_of

INSIDE = "bundle.json"
MAX_BYTES = 100_000_000
MAX_DEPTH = 24
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def read_document(name: str, data: bytes) -> dict:
    """The JSON object in a `.json` file or in the `bundle.json` of a `.zip`. Raises Refused."""
    if data[:4] == b"PK\x03\x04":
        data = _unzipped(name, data)
    if len(data) > MAX_BYTES:
        raise _refused(name, _too_large())
    document = _parsed(name, data)
    if not isinstance(document, dict):
        raise _refused(name, _("The file holds no JSON object, so it is no bundle."))
    return document


def _unzipped(name: str, data: bytes) -> bytes:
    """At most MAX_BYTES are unpacked, whatever the archive says of its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.namelist() != [INSIDE]:
                raise _refused(name, _("The archive must hold one file, {file}, and nothing else.").format(file=INSIDE))
            with archive.open(INSIDE) as inside:
                found = inside.read(MAX_BYTES + 1)
    except BROKEN as broken:
        raise _refused(name, _("The archive cannot be unpacked: it is damaged, or no archive at all.")) from broken
    if len(found) > MAX_BYTES:
        raise _refused(name, _too_large())
    return found


def _parsed(name: str, data: bytes):
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_number
        )
    except UnicodeDecodeError as error:
        raise _refused(name, _("Byte {byte} is not UTF-8.").format(byte=error.start)) from error
    except RecursionError as error:
        raise _refused(name, _too_deep()) from error
    except json.JSONDecodeError as error:
        place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise _refused(name, _("This is not JSON: {error}").format(error=error.msg), place) from error
    except ValueError as error:
        raise _refused(name, _("This is not JSON: {error}").format(error=error)) from error
    _check_texts(name, document)
    return document


def _once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _value in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} is repeated")
    return found


def _no_constant(name):
    raise ValueError(f"{name} is not a number")


def _finite(digits):
    value = float(digits)
    if math.isinf(value):
        raise ValueError(f"the number {digits[:20]} is too large")
    return value


def _number(digits):
    if len(digits) > 20:
        raise ValueError(f"the number {digits[:20]}… is too large")
    return int(digits)


def _check_texts(name: str, document) -> None:
    """PostgreSQL stores neither NUL nor half a character; a file that holds one would fail half-way."""
    waiting = [((), document)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_DEPTH:
            raise _refused(name, _too_deep(), path_of(path[:6]) + "…")
        if isinstance(value, dict):
            waiting += [((*path, key), item) for key, item in value.items()]
            waiting += [((*path, "…"), key) for key in value if not key.isascii() or "\x00" in key]
        elif isinstance(value, list):
            waiting += [((*path, index), item) for index, item in enumerate(value)]
        elif isinstance(value, str) and ("\x00" in value or not value.isascii()):
            _check_text(name, path, value)


def _check_text(name: str, path, value: str) -> None:
    if "\x00" in value:
        raise _refused(name, _("The text holds a NUL character."), path_of(path))
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = _("The text holds half a character (a lone surrogate) at {place}.").format(place=error.start)
        raise _refused(name, half, path_of(path)) from error


def _too_large() -> str:
    return _("The file holds more than {limit} MB.").format(limit=MAX_BYTES // 1_000_000)


def _too_deep() -> str:
    return _("The file is nested more than {depth} levels deep.").format(depth=MAX_DEPTH)


def _refused(name: str, what: str, path: str = "") -> Refused:
    return Refused(name, [Fault(path, what)])
