"""What machines that transcribe write as JSON: Whisper, whisper.cpp, WhisperX, noScribe and their kin.

A list of segments, each with its words, times and sometimes a speaker; they are put together like subtitles.
"""

import json
import math
import re

from .asides import EMPTY, LOST
from .captions import turns_of
from .composing import LONGEST_LABEL, compose
from .cues import Cue
from .decoding import decode
from .flow import Losses
from .parsed import Message, Parsed, Unreadable, gettext_noop, refuse_wordless
from .stamps import RANGE, times_in

_LISTS = ("segments", "transcription", "chunks", "transcript", "utterances", "results")
_SPEAKERS = ("speaker", "speaker_label", "speaker_name", "speaker_id")
_LONGEST = 359_999_000
_HALF_LETTERS = re.compile("[\ud800-\udfff\0]")

Times = tuple[int | None, int | None]


def read(name: str, data: bytes) -> Parsed:
    """Raises Unreadable for what is no JSON, or holds no segments, and for segments without a word."""
    source, encoding = decode(name, data)
    try:
        told = json.loads(source)
    except (ValueError, RecursionError) as error:
        cure = gettext_noop("let the program that made it write it again, or import its .vtt or .srt")
        raise Unreadable(name, None, Message(gettext_noop("it is not JSON that can be read")), Message(cure)) from error
    losses = Losses()
    segments = _segments(told)
    cues = [cue for segment in segments or () if (cue := _cue(segment, losses))]
    if not cues:
        what = gettext_noop("no transcript of Whisper, WhisperX or noScribe was found in it")
        cure = gettext_noop("let the program that made it write it again, or import its .vtt or .srt")
        raise Unreadable(name, None, Message(what), Message(cure))
    text, turns = compose(turns_of(cues))
    refuse_wordless(name, turns)
    return Parsed(text, turns, losses.listed(), "json", encoding)


def _segments(told: object) -> list[object] | None:
    if isinstance(told, list):
        return told
    if not isinstance(told, dict):
        return None
    return next((told[key] for key in _LISTS if isinstance(told.get(key), list)), None)


def _cue(segment: object, losses: Losses) -> Cue | None:
    words = _plain(segment.get("text"), losses) if isinstance(segment, dict) else ""
    if not isinstance(segment, dict) or not words:
        losses.add(EMPTY, "")
        return None
    speaker = next((segment[key] for key in _SPEAKERS if isinstance(segment.get(key), str | int)), None)
    label = _plain(f"Speaker {speaker}" if isinstance(speaker, int) else speaker, losses)[:LONGEST_LABEL].strip(" :")
    start, end = _times(segment)
    return Cue(words, label or None, start, end if start is None or end is None or end >= start else None)


def _plain(words: object, losses: Losses) -> str:
    if not isinstance(words, str):
        return ""
    kept = _HALF_LETTERS.sub("", words)
    if len(kept) < len(words):
        losses.add(LOST, "", len(words) - len(kept))
    return " ".join(kept.split())


def _times(segment: dict[str, object]) -> Times:
    """In seconds as numbers or stamps; whisper.cpp gives milliseconds as `offsets`."""
    offsets, pair = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):
        return _time(offsets.get("from"), 1), _time(offsets.get("to"), 1)
    if isinstance(pair, list) and len(pair) == 2:
        return _time(pair[0]), _time(pair[1])
    return _time(segment.get("start")), _time(segment.get("end"))


def _time(value: object, scale: int = 1000) -> int | None:
    if isinstance(value, str) and re.fullmatch(rf"\s*{RANGE}\s*", value):
        return times_in(value)[0]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return round(value * scale) if 0 <= value * scale <= _LONGEST else None
