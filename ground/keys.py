"""Keys that open something by themselves: shown once, kept as SHA-256 only, for they hold 256 random bits."""

import hashlib
import secrets


def new_key(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    """What is kept of a key, and found by it."""
    return hashlib.sha256(key.encode()).hexdigest()
