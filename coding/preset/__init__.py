"""The default preset: actors, dimensions, link forms, polarities and codebook, in Indonesian and English."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("actors", "dimensions", "forms", "polarities", "codes")


def preset() -> dict[str, list[dict]]:
    """Return the preset as new lists of rows, keyed by part.

    Keys are ``actors``, ``dimensions``, ``forms``, ``polarities`` and ``codes``; rows stand in their order of display,
    a code after its parent. Texts lie under ``row["texts"]["id"]`` and ``row["texts"]["en"]``; every example sentence
    in them is invented.
    """
    return {part: json.loads((FOLDER / f"{part}.json").read_text(encoding="utf-8")) for part in PARTS}
