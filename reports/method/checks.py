"""What is wrong with evidence, and where: the exception of the method and the checks that raise it."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

CODE = re.compile(r"[A-Z0-9_]{1,12}", re.ASCII)
LONGEST_SHOWN = 60  # characters of a value repeated in a message


class InvalidEvidence(ValueError):
    """Evidence the method refuses: `path` is `codings[3].polarity`, `why` one sentence. Nothing is computed."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


def shown(value: Any) -> str:
    """A value as it may stand in a message: on one line, in ASCII, and short."""
    text = json.dumps(value, default=lambda other: type(other).__name__, skipkeys=True)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def key_shown(key: Any) -> str:
    """A key of the document as a part of a path."""
    plain = isinstance(key, str) and re.fullmatch(r"\w{1,40}", key, re.ASCII)
    return str(key) if plain else shown(key)


def is_text(value: Any) -> bool:
    """Text that can be written as UTF-8: not empty, no half of a surrogate pair."""
    return isinstance(value, str) and value != "" and (value.isascii() or _encodes(value))


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_whole(value: Any) -> bool:
    """An integer; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_one_of(value: Any, allowed: Iterable[str]) -> bool:
    return isinstance(value, str) and value in allowed


def one_of(path: str, value: Any, allowed: Iterable[str]) -> str:
    if not is_one_of(value, allowed):
        raise InvalidEvidence(path, f"{shown(value)} is not one of {', '.join(allowed)}")
    return value


def code(path: str, value: Any) -> str:
    if not (isinstance(value, str) and CODE.fullmatch(value)):
        raise InvalidEvidence(path, f"{shown(value)} is not a code of 1 to 12 characters A-Z, 0-9 or _")
    return value


def mapping(path: str, value: Any) -> Mapping:
    if not isinstance(value, Mapping):
        raise InvalidEvidence(path, f"must be an object, not {shown(value)}")
    return value


def listed(path: str, value: Any) -> list | tuple:
    if not isinstance(value, list | tuple):
        raise InvalidEvidence(path, f"must be a list, not {shown(value)}")
    return value


def present(path: str, document: Mapping, key: str) -> Any:
    """The value of `key`, which may not be missing. `path` is empty for the document itself."""
    if key not in document:
        raise InvalidEvidence(f"{path}.{key}" if path else key, "is missing")
    return document[key]


def no_floats(path: str, value: Any) -> None:
    """Refuse a float in what is otherwise ignored: floats are refused everywhere."""
    waiting = [(path, value)]
    while waiting:
        where, found = waiting.pop()
        if isinstance(found, float):
            raise InvalidEvidence(where, f"{shown(found)} is not an integer: the method knows no floats")
        if isinstance(found, Mapping):
            waiting += [(f"{where}.{key_shown(key)}", inner) for key, inner in reversed(list(found.items()))]
        elif isinstance(found, list | tuple):
            waiting += reversed([(f"{where}[{index}]", inner) for index, inner in enumerate(found)])
