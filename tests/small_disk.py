"""A disk of a few megabytes, to be full when a test wants it to be."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOT_HERE = (
    "no small disk can be mounted: run as root, or under "
    "`unshare --user --map-current-user --keep-caps --mount make test`"
)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Let `folder` lie on a disk of that size until the end of the block; yields whether the machine lets us."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m,mode=0711"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "coprod-test", str(folder)], capture_output=True, check=False
    )
    try:
        yield mounted.returncode == 0
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """The disk of `folder` is full to its last byte inside the block. Skips where the folder has no disk of its own."""
    if not os.path.ismount(folder):
        pytest.skip(NOT_HERE)
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            fill(file)
        yield
    finally:
        filler.unlink()


def fill(file) -> None:
    for block in (1 << 20, 4096):
        try:
            while file.write(bytes(block)):
                pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
