"""Transcripts from files: bytes in, text and turns out. Pure; one module a format.

A new format is a module with `read(name, data) -> Parsed` and a line in READERS.
"""

from collections.abc import Callable
from pathlib import PurePath

from . import md, srt, txt, vtt
from .parsed import Dropped, Parsed, ParsedTurn, Unreadable

__all__ = ["READERS", "Dropped", "Parsed", "ParsedTurn", "Unreadable", "read_transcript"]

READERS: dict[str, Callable[[str, bytes], Parsed]] = {"txt": txt.read, "md": md.read, "vtt": vtt.read, "srt": srt.read}


def read_transcript(name: str, data: bytes) -> Parsed:
    return READERS[PurePath(name).suffix[1:].lower()](name, data)
