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
PIECE = 4096  # code points


def text_of(transcript: uuid.UUID, length: int) -> str:
    """The text of a stored transcript of `length` code points."""
    return "".join(_pieces_of(transcript, length))


def words_of(transcript: uuid.UUID, length: int, start: int, end: int) -> str:
    """The words of the span [start, end), in code points, of a text of `length`."""
    first = start // PIECE
    around = "".join(_pieces_of(transcript, length)[first : end // PIECE + 1])
    return around[start - first * PIECE : end - first * PIECE]


def line_starts_of(transcript: uuid.UUID, length: int) -> Sequence[int]:
    """Where each numbered line of the text begins, as `interviews.lines` has it."""
    return _kept_lines(transcript, length)


def _pieces_of(transcript: uuid.UUID, length: int) -> list[str]:
    return _kept_pieces(transcript) if length <= LONGEST_KEPT else _read_pieces(transcript)


def _read_pieces(transcript: uuid.UUID) -> list[str]:
    """In pieces, for Python gives every letter of a text the room of its widest: of one emoji, four times as much."""
    text = Transcript.objects.values_list("text", flat=True).get(pk=transcript)
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


# Few texts, for they are large: PostgreSQL would walk through all of one to find the place of a single quote.
_kept_pieces = lru_cache(4)(_read_pieces)


@lru_cache(32)
def _kept_lines(transcript: uuid.UUID, length: int) -> Sequence[int]:
    return array("I", line_starts(text_of(transcript, length)))
