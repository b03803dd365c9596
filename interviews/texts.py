"""Texts that are being read and coded just now, and where their lines begin.

A text never changes once it is stored (the database holds that), so a process may keep what it has read of it.
"""

import uuid
from array import array
from collections.abc import Sequence
from functools import lru_cache

from interviews.lines import line_starts
from interviews.models import Transcript

LONGEST_KEPT = 1_000_000  # code points


def text_of(transcript: uuid.UUID, length: int) -> str:
    """The text of a stored transcript of `length` code points."""
    return _kept_text(transcript) if length <= LONGEST_KEPT else _read_text(transcript)


def words_of(transcript: uuid.UUID, length: int, start: int, end: int) -> str:
    """The words of the span [start, end), in code points, of a text of `length`."""
    return text_of(transcript, length)[start:end]


def line_starts_of(transcript: uuid.UUID, length: int) -> Sequence[int]:
    """Where each numbered line of the text begins, as `interviews.lines` has it."""
    return _kept_lines(transcript, length)


def _read_text(transcript: uuid.UUID) -> str:
    return Transcript.objects.values_list("text", flat=True).get(pk=transcript)


# Few texts, for they are large: PostgreSQL would walk through all of one to find the place of a single quote.
_kept_text = lru_cache(4)(_read_text)


@lru_cache(32)
def _kept_lines(transcript: uuid.UUID, length: int) -> Sequence[int]:
    return array("I", line_starts(text_of(transcript, length)))
