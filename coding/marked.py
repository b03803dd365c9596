"""The marks in a memo's text: someone mentioned, a code, a passage. Each is kept by id, as `@[…]`, `#[…]` and `¶[…]`.

Names and keys change and addresses are of one instance; ids stay. Nothing is read here.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

PERSON, CODE, PASSAGE = "@", "#", "¶"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MARK = re.compile(rf"([{PERSON}{CODE}{PASSAGE}])\[({UUID})\]")
ADDRESS = re.compile(
    rf"(?:https?://[^\s/]+)?/studies/[-\w]+/(?:interviews/[^\s/]+/#p-|passages/)({UUID})(?![-0-9a-f])/?"
)


class Mark(NamedTuple):
    sign: str
    id: str

    def __str__(self):
        return f"{self.sign}[{self.id}]"


def pieces(text: str) -> list[str | Mark]:
    """The text as plain words and marks, in their order."""
    found: list[str | Mark] = []
    end = 0
    for match in MARK.finditer(text):
        found += [text[end : match.start()], Mark(*match.groups())]
        end = match.end()
    return [piece for piece in [*found, text[end:]] if piece]


def marks(text: str, sign: str) -> set[str]:
    """The ids that the text names with that sign."""
    return {pk for found, pk in MARK.findall(text) if found == sign}


def stored(text: str, people: Mapping[str, str], codes: Mapping[str, str]) -> str:
    """What was typed (`@name`, `#KEY`, the address of a passage) with marks; a name that is unknown stays as typed.

    `people` and `codes` map names and keys to ids. Of names that begin alike the longest is taken.
    """
    text = ADDRESS.sub(rf"{PASSAGE}[\1]", text)
    return _named(CODE, _named(PERSON, text, people), codes)


def _named(sign: str, text: str, ids: Mapping[str, str]) -> str:
    if sign not in text or not ids:
        return text
    lowered = {name.lower(): pk for name, pk in ids.items()}
    names = "|".join(re.escape(name) for name in sorted(lowered, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/.&]){sign}({names})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda match: f"{sign}[{lowered[match[1].lower()]}]", text)


def typed(text: str, names: Mapping[Mark, str]) -> str:
    """The text as one types it, to be changed; a mark without a name stays."""
    return MARK.sub(lambda match: names.get(Mark(*match.groups()), match[0]), text)
