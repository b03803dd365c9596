"""Drawings as PNG, for programs that read no SVG: set by Typst with the fonts it brings."""

import json
from base64 import b64decode
from collections.abc import Sequence

from reports.exchange.documents.apart import set_apart


def as_png(drawings: Sequence[str]) -> list[bytes]:
    """Each SVG on white, at DOTS (`apart`) to the inch. The same drawing gives the same bytes.

    Raises CalledProcessError or TimeoutExpired.
    """
    if not drawings:
        return []
    return [b64decode(png) for png in json.loads(set_apart({"drawings": list(drawings)}))]
