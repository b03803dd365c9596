"""The one way evidence and summaries are written, and the hash of the evidence (method.md 4.8)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from reports.method.evidence import canonical_evidence


def canonical_json(value: Any) -> bytes:
    """UTF-8, keys sorted, `,` and `:`, no escapes beyond JSON's own, one final LF."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def hash_of(canonical: Mapping[str, Any]) -> str:
    """SHA-256, as 64 hexadecimal digits, of evidence that is canonical already."""
    return hashlib.sha256(canonical_json(canonical)).hexdigest()


def input_hash(evidence: Mapping[str, Any]) -> str:
    """The hash that names `evidence`: equal exactly where canonical_evidence is. Raises InvalidEvidence."""
    return hash_of(canonical_evidence(evidence))
