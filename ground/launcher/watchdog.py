"""Servers that stop when the process they were started for is gone, also when it was killed.

The owner holds one end of a pipe, the watchdog (a process in a session of its own) reads the other. The end of the pipe
is the end of the owner: nothing is polled, and a process id that was given away again cannot deceive it. On the way the
owner names the process groups it started, so that they go first.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ground.launcher.place import ROOT, Place
from ground.launcher.processes import wait_until
from ground.launcher.servers import down, up

SPARE = "spare"
PATIENCE = 10.0  # seconds a process group has between the request to end and the end


class Lease:
    """The owner's end of the pipe: while this object lives, so do the servers and the owner's processes."""

    def __init__(self, place: Place):
        self.place = place
        place.prepare()
        reading, writing = os.pipe()
        self._pipe = os.fdopen(writing, "w", buffering=1)
        command = [sys.executable, "-m", "ground.launcher", "watch", str(place.folder), *["fleeting"] * place.fleeting]
        with (place.folder / "watchdog.log").open("w") as log:
            self._watchdog = subprocess.Popen(
                command, stdin=reading, stdout=log, stderr=log, start_new_session=True, cwd=ROOT
            )
        os.close(reading)

    def includes(self, group: int) -> None:
        """A process group of ours that must not outlive us."""
        self._tell(f"+{group}")

    def excludes(self, group: int) -> None:
        """A process group that has ended: its number may soon belong to others."""
        self._tell(f"-{group}")

    def spare_servers(self) -> None:
        """The servers are somebody else's: only the owner's processes end with it."""
        self._tell(SPARE)

    def end(self) -> None:
        """End what stands under this lease and wait until it is gone."""
        with contextlib.suppress(BrokenPipeError):
            self._pipe.close()
        self._watchdog.wait()

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._pipe.write(line + "\n")


def lease(place: Place) -> Lease:
    """Start the servers for this process; where somebody else already answers for them they are only used.

    Raises:
        LauncherError: a server cannot be found, created or started.
    """
    taken = Lease(place)
    try:
        if not up(place, owner=os.getpid()):
            taken.spare_servers()
    except BaseException:
        taken.end()
        raise
    return taken


def watch(place: Place) -> None:
    """Read the owner's lines until the pipe ends, then end its process groups and the servers."""
    for sign in (signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    groups: set[int] = set()
    servers_too = True
    with contextlib.suppress(KeyboardInterrupt):
        for line in sys.stdin:
            if line.strip() == SPARE:
                servers_too = False
            else:
                (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    _end_groups(groups)
    if servers_too:
        _end_servers(place)


def _end_servers(place: Place) -> None:
    if not place.read().get("wanted"):
        time.sleep(1)  # the owner died half way through a start: let the server write its process id first
    down(place)
    if place.fleeting:
        place.remove()


def _end_groups(groups: set[int]) -> None:
    # The request goes to the leader alone: a Celery worker lets its children finish only when they are left in peace.
    for send, sign in ((os.kill, signal.SIGTERM), (os.killpg, signal.SIGKILL)):
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                send(group, sign)
        if wait_until(lambda: not any(map(_alive, groups)), PATIENCE):
            return


def _alive(group: int) -> bool:
    """Whether the group has a member; the dead nobody waited for do not count."""
    listing = Path("/proc")
    if (listing / "self").exists():
        return any(_member(stat, group) for stat in listing.glob("[0-9]*/stat"))
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _member(stat: Path, group: int) -> bool:
    try:
        state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(its_group) == group and state != "Z"
