"""What was written by hand for a demo study, as values."""

import json
from pathlib import Path

HERE = Path(__file__).parent
SLUGS = ("demo-a", "demo-b")


def study_of(slug: str) -> dict:
    return _read(slug, "study.json")


def passages_of(slug: str) -> list[dict]:
    """The coded passages: note, interview, quote, and the codings and links on it."""
    return _read(slug, "codings.json")


def transcript_of(slug: str, name: str) -> bytes:
    return (_folder(slug) / name).read_bytes()


def bundle_file(slug: str) -> Path:
    """The bundle that is stored for `slug`."""
    return HERE / f"{slug}.json"


def _read(slug: str, name: str):
    return json.loads((_folder(slug) / name).read_text(encoding="utf-8"))


def _folder(slug: str) -> Path:
    return HERE / slug.removeprefix("demo-")
