"""The key that signs sessions, made at first start where the environment gives none."""

import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The key kept in `file` (0600), made there if it is missing; two processes that start at once agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()
