"""What kind of sound or film a file is, told by how it begins and not by its name. Pure."""

from collections.abc import Callable

HEAD = 4_096
"""Bytes of a file that `kind_of_sound` looks at."""

_APPLE_SOUNDS = {b"M4A ", b"M4B "}


def kind_of_sound(head: bytes) -> str | None:
    """The media type of a file that browsers play, from its first HEAD bytes; None for anything else."""
    return next((kind for kind in (ask(head) for ask in _ASKED) if kind), None)


def _wave(head: bytes) -> str | None:
    return "audio/wav" if head[:4] == b"RIFF" and head[8:12] == b"WAVE" else None


def _flac(head: bytes) -> str | None:
    return "audio/flac" if head[:4] == b"fLaC" else None


def _ogg(head: bytes) -> str | None:
    if head[:4] != b"OggS":
        return None
    return "video/ogg" if b"\x80theora" in head else "audio/ogg"


def _webm(head: bytes) -> str | None:
    if head[:4] != b"\x1a\x45\xdf\xa3" or b"webm" not in head[:64]:
        return None
    return "video/webm" if b"V_VP" in head or b"V_AV1" in head else "audio/webm"


def _mp4(head: bytes) -> str | None:
    """ISO 14496-12, 4.3: a file type box comes first and names its brand."""
    if head[4:8] != b"ftyp":
        return None
    return "audio/mp4" if head[8:12] in _APPLE_SOUNDS else "video/mp4"


def _mpeg(head: bytes) -> str | None:
    """ISO 11172-3, 2.4.1.3: eleven set bits, then version and layer; ADTS has layer 0 (ISO 13818-7, 6.2)."""
    if head[:3] == b"ID3":
        return "audio/mpeg"
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    layer, version = head[1] >> 1 & 3, head[1] >> 3 & 3
    if layer == 0:
        return "audio/aac" if head[1] & 0xF6 == 0xF0 else None
    return "audio/mpeg" if version != 1 else None


_ASKED: tuple[Callable[[bytes], str | None], ...] = (_wave, _flac, _ogg, _webm, _mp4, _mpeg)
