"""Secrets, made at first start where nobody gave them, and kept in files that others cannot read.

`python -m coprod.secret FOLDER` makes those that the servers of docker-compose.yml share; what is there stays as it is.
"""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

OWN, ALSO_GROUP = 0o400, 0o440


def secret_key(file: Path) -> str:
    """The key kept in `file` (0600), made there if it is missing; two processes that start at once agree on one."""
    return kept(file, secrets.token_urlsafe(48), 0o600)


def kept(file: Path, new: str, mode: int) -> str:
    """What `file` holds; `new`, written there for whom `mode` names, if it is missing.

    It comes to its name whole: nobody reads the half of a secret, and of two who start at once one is believed.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as handle:
            handle.write(new)
            handle.flush()
            os.fsync(handle.fileno())
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text()


def main(folder: Path) -> None:
    """The files that docker-compose.yml hands to the servers: each reads those of its own."""
    postgres = kept(folder / "postgres-password", secrets.token_hex(24), OWN)
    redis = kept(folder / "redis-password", secrets.token_hex(24), ALSO_GROUP)
    kept(folder / "database-url", f"postgresql://coprod:{postgres}@postgres:5432/coprod", OWN)
    kept(folder / "redis-url", f"redis://:{redis}@redis:6379/0", OWN)
    kept(folder / "secret-key", secrets.token_urlsafe(48), OWN)
    kept(folder / "metrics-token", secrets.token_urlsafe(32), OWN)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
