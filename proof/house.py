"""The house that is tried: `make run` in a copy of the checkout, on PostgreSQL and Valkey of its own."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from ground import launcher
from ground.launcher import Place, addresses
from ground.launcher.processes import wait_until
from tests.served import Started, copy_of_the_checkout, free_port, surroundings

READY, ENDING = 180, 60  # seconds
# What is kept running beside the servers, and a word of its command line.
MAINS = {"web process": "gunicorn", "worker": "celery", "sweeper": "sweep_jobs"}
BELOW = {"web worker": "web process", "worker child": "worker"}  # one process of those that a main one has started


@dataclass(frozen=True)
class House:
    """A served copy of the checkout: where it is, where it answers, and the process that keeps it running."""

    checkout: Path
    port: int
    run: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def place(self) -> Place:
        return Place(self.checkout / "var")

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work on the data of this house."""
        database, broker = addresses(self.place) or ("", "")
        files = str(self.checkout / "var" / "media")
        return surroundings(self.port) | {"DATABASE_URL": database, "REDIS_URL": broker, "MEDIA_ROOT": files}

    def pids(self, what: str) -> list[int]:
        """Process ids of one thing that can be killed, the first to die first; none while it is away."""
        if what in ("PostgreSQL", "Valkey"):
            servers = launcher.status(self.place)
            main = servers.postgres if what == "PostgreSQL" else servers.valkey
            return [main, *children_of(main)] if main else []
        mains = [pid for pid in children_of(self.run) if MAINS[BELOW.get(what, what)] in command_of(pid)]
        below = [child for main in mains for child in children_of(main)]
        return below[:1] if what in BELOW else [*mains, *below]


def as_it_is(_place: Place) -> AbstractContextManager:
    """The ground of a house that stands on the disk of the checkout."""
    return nullcontext()


@contextmanager
def standing(folder: Path, on: Callable[[Place], AbstractContextManager] = as_it_is) -> Iterator[House]:
    """A house in `folder`, until the end of the block; then it is stopped, and its servers' data are gone.

    `on` prepares the place of its data before it starts, and clears up when it has ended.
    """
    checkout, port = copy_of_the_checkout(folder), free_port()
    place = Place(checkout / "var")
    try:
        with on(place), served(checkout, port) as house:
            yield house
    finally:
        place.remove()


@contextmanager
def served(checkout: Path, port: int) -> Iterator[House]:
    """`make run` in the checkout, ready, until the end of the block."""
    started = Started(checkout, port)
    try:
        started.until("Ctrl-C stops everything.")
        if not wait_until(started.ready, READY):
            raise SystemExit(f"The house did not start: {started.said.read_text()[-2000:]}")
        yield House(checkout, port, started.process.pid)
    finally:
        started.process.send_signal(signal.SIGTERM)
        started.process.wait(ENDING)


def children_of(pid: int) -> list[int]:
    told = subprocess.run(["pgrep", "--parent", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(line) for line in told.split()]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def kill(pid: int) -> bool:
    """End a process as a fault does; whether it was still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
