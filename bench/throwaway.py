"""A peer from PyPI in an environment of its own, that goes with the folder it lies in."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ground.launcher.processes import wait_until
from tests.served import free_port

SECONDS = 60  # to install it, and again to start it


def installed(package: str, folder: Path) -> Path | None:
    """The command of the package's name, or None where it could not be installed in time."""
    quietly = {"check": True, "capture_output": True}
    python = folder / "venv" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", package]
    try:
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], timeout=SECONDS, **quietly)
        subprocess.run(pip, timeout=SECONDS, **quietly)
    except (subprocess.SubprocessError, OSError):
        return None
    return python.parent / package.partition("==")[0]


@contextmanager
def served(command: Path, folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Where it answers, the way in for who started it, and its database, which stands by then; both start alike."""
    port, database, log = free_port(), folder / "peer.sqlite3", folder / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [command, "--no-browser", "--port", str(port), "--database", database],
            stdout=out, stderr=out, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
    try:
        if not wait_until(lambda: "token=" in log.read_text(), SECONDS):
            raise RuntimeError(log.read_text())
        token = re.search(r"token=\w+", log.read_text())[0]
        yield f"http://localhost:{port}", f"/?{token}", database
    finally:
        server.terminate()
        server.wait(20)
