"""Words of a text found again where people copied them: into a memo, an example in the codebook, a reason.

Five words in a row are taken for a copy, unless another text that stays says them too.
"""

import re
from collections.abc import Iterable, Iterator

from reports.erasing.masking import BLOCK

RUN = 5  # words
WORD = re.compile(r"\w+")
SIGN = BLOCK * 3


class Repeats:
    """Knows every run of words of the texts that go, and of those that stay."""

    def __init__(self, gone: Iterable[str], stays: Iterable[str] = ()):
        self.runs = {run for text in gone for run in _runs(_words(text))}
        self.runs -= {run for text in stays for run in _runs(_words(text)) if run in self.runs}

    def hidden(self, value):
        """A text, or a JSON value with texts in it, with a sign for each run that is repeated."""
        if isinstance(value, str):
            return self._hidden(value)
        if isinstance(value, dict):
            return {key: self.hidden(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.hidden(each) for each in value]
        return value

    def _hidden(self, text: str) -> str:
        found = list(WORD.finditer(text))
        known = [word.group().casefold() for word in found]
        pieces, at = [], 0
        for first, run in enumerate(_runs(known)):
            if run in self.runs:
                start, end = found[first].start(), found[first + RUN - 1].end()
                pieces += [text[at:start], SIGN] if start >= at else []
                at = end
        return "".join(pieces) + text[at:]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[first:] for first in range(RUN)), strict=False)
