"""`python -m ground.launcher borrow -- COMMAND …` runs a command with servers of its own that leave no trace.

Where DATABASE_URL and REDIS_URL are set the command gets those. (`watch FOLDER` is how the watchdog is started.)
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ground.launcher import LauncherError, Lease, Place, addresses, lease
from ground.launcher.watchdog import watch


def borrow(command: list[str]) -> int:
    """Run `command` between the start and the stop of throw-away servers; its exit code."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return subprocess.call(command)
    Place().prepare()
    place = Place(Path(tempfile.mkdtemp(prefix="borrowed-", dir=Place().folder)), fleeting=True)
    place.folder.chmod(Place().folder.stat().st_mode & 0o777)
    held = lease(place)
    try:
        names = ("DATABASE_URL", "REDIS_URL")
        given = dict(zip(names, addresses(place) or (), strict=True))
        return run_under(held, command, {**os.environ, **given})
    finally:
        held.end()


def run_under(held: Lease, command: list[str], environment: dict[str, str]) -> int:
    """Run `command` to its end, or until we are asked to stop; it never outlives us. Its exit code."""
    process = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    held.includes(process.pid)
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):  # the command hears Ctrl-C from the terminal itself
            process.wait()
    held.excludes(process.pid)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def main(words: list[str]) -> int:
    """Do what the command line says; 2 when it says nothing known."""
    match words:
        case ["watch", folder, *fleeting]:
            watch(Place(Path(folder), bool(fleeting)))
            return 0
        case ["borrow", "--", *command] if command:
            return borrow(command)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LauncherError as trouble:
        sys.exit(str(trouble))
