"""Bytes in, evidence documents out: one JSON document, or JSON Lines. Stricter than Python's reader (method.md 4.8)."""

import json
from collections.abc import Iterator
from typing import Any

from reports.method.checks import InvalidEvidence, key_shown, no_floats, shown

WHOLE = "document"


class LineRefused(Exception):
    """A document refused, with its line (from 1) where the input is JSON Lines and None where it is one document."""

    def __init__(self, line: int | None, refusal: InvalidEvidence) -> None:
        super().__init__(f"line {line}: {refusal}" if line else str(refusal))
        self.line, self.refusal = line, refusal


def documents(data: bytes) -> Iterator[tuple[int | None, Any]]:
    """Each document of the input with its line. Raises LineRefused for what is not strict JSON."""
    for line, text in _texts(_decoded(data)):
        try:
            yield line, strict_json(text)
        except InvalidEvidence as refusal:
            raise LineRefused(line, refusal) from refusal


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refusal = InvalidEvidence(WHOLE, f"is not UTF-8 at byte {error.start}")
        raise LineRefused(None, refusal) from error


def _texts(text: str) -> list[tuple[int | None, str]]:
    """JSON Lines where the first non-blank line is a document by itself, and not the only one."""
    lines: list[tuple[int | None, str]] = [
        (number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    if len(lines) > 1 and _is_json(lines[0][1]):
        return lines
    return [(None, text)]


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def strict_json(text: str) -> Any:
    """Read one document; floats, NaN and repeated keys are refused with their place. Raises InvalidEvidence."""
    try:
        return json.loads(text, parse_float=_refused, parse_constant=_refused, object_pairs_hook=_object)
    except _Refused:
        raise _place_of_refusal(text) from None
    except RecursionError:
        raise InvalidEvidence(WHOLE, "is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise InvalidEvidence(WHOLE, _syntax(text, error)) from None
    except ValueError:
        raise InvalidEvidence(WHOLE, "holds a number of too many digits") from None


def _syntax(text: str, error: json.JSONDecodeError) -> str:
    if not text.strip():
        return "is empty"
    line = f"line {error.lineno} " if "\n" in text.strip() else ""
    return f"is not JSON: {error.msg} at {line}column {error.colno}"


class _Refused(Exception):
    """Something the reader met that JSON allows, or Python does, and the method does not."""


def _refused(number: str) -> None:
    raise _Refused


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _Refused
    return read


class _Repeating(dict):
    """An object in which a key stands twice; the first such key is kept beside it."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = next((key for index, key in enumerate(keys) if key in keys[:index]), None)


def _place_of_refusal(text: str) -> InvalidEvidence:
    """Read again, slower, to say where. Python reads NaN and Infinity as floats, so they are found as such."""
    try:
        document = json.loads(text, object_pairs_hook=_Repeating)
        _no_repeats(WHOLE, document)
        no_floats(WHOLE, document)
    except InvalidEvidence as refusal:
        path = refusal.path.removeprefix(f"{WHOLE}.") or WHOLE
        return InvalidEvidence(path, refusal.why)
    except (ValueError, RecursionError):
        pass
    return InvalidEvidence(WHOLE, "is not JSON")


def _no_repeats(path: str, value: Any) -> None:
    waiting = [(path, value)]
    while waiting:
        where, found = waiting.pop()
        if isinstance(found, _Repeating):
            if found.repeated is not None:
                raise InvalidEvidence(f"{where}.{key_shown(found.repeated)}", f"{shown(found.repeated)} stands twice")
            waiting += [(f"{where}.{key_shown(key)}", inner) for key, inner in found.items()]
        elif isinstance(found, list):
            waiting += [(f"{where}[{index}]", inner) for index, inner in enumerate(found)]
