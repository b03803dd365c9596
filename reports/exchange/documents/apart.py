"""Where Typst works: a process of its own, so that its memory is given back and no web process ever loads it."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG")  # of the environment: no secret goes along
SECONDS = 300
MEMORY = 950_000_000  # bytes; in the container of the worker there is room for one such and one that is small
DOTS = 288  # of a PNG, to the inch: three for each unit of a drawing


def set_apart(told: dict[str, Any], memory: int = MEMORY) -> bytes:
    """What `setting` makes of the data within so many bytes of memory.

    Raises CalledProcessError, with the signal SIGABRT where that was not enough, or TimeoutExpired.
    """
    return subprocess.run(
        [sys.executable, "-m", "reports.exchange.documents.setting", str(memory)],
        input=json.dumps(told).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={key: os.environ[key] for key in KEPT if key in os.environ},
        timeout=SECONDS,
    ).stdout


@contextmanager
def alone() -> Iterator[None]:
    """One after the other on this machine: together they would take more memory than a worker has."""
    with Path(__file__).open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
