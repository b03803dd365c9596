"""`make run`: servers, tables, then the web process, a worker and the sweeper, until Ctrl-C.

Everything it starts ends with it, also when it is killed (ground/launcher/watchdog.py).
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ground import launcher
from ground.launcher.children import Child, Children

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PREPARING = 600  # seconds the first migration and the demo studies may take
ANSWERING = 60  # seconds the web process may take to answer
REVIVING = 5  # seconds until servers that could not be started again are tried once more
# Else the C library keeps what eight threads have freed in eight heaps; large blocks go back at once. Python knows the
# line of each step of the code, and need not know the columns, too.
FRUGAL = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "PYTHONNODEBUGRANGES": "1",
}


class StopRequest(Exception):
    """The person at the terminal asked to stop, maybe while something was still starting: no error."""


class Run:
    """One `make run` from the first line to the last."""

    def __init__(self, port: int):
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.stop = threading.Event()
        self.parent = os.getppid()
        self.makes_demo = "--without-demo" not in sys.argv
        self.own_servers = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
        self.place = launcher.Place()

    def __call__(self) -> int:
        """Run until stopped; the exit code.

        Raises:
            LauncherError: it runs already, the port is taken, or something could not be started.
        """
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: self.stop.set())
        os.environ.setdefault("SITE_URL", self.address)
        with only_one(self.place, self.address):
            check_port(self.port)
            lease = self._servers()
            children = Children(say, lease)
            try:
                self._prepare()
                self._serve(children)
                return 0
            except StopRequest:
                return 0
            finally:
                self._leave(children, lease)

    def _servers(self) -> launcher.Lease:
        if self.own_servers:
            return launcher.lease(self.place)
        lease = launcher.Lease(self.place)
        lease.spare_servers()
        return lease

    def _prepare(self) -> None:
        command = [sys.executable, "manage.py", "prepare", *["--demo"] * (self.own_servers and self.makes_demo)]
        process = subprocess.Popen(command, cwd=ROOT)
        deadline = time.monotonic() + PREPARING
        while process.poll() is None:
            if self.stop.wait(0.05) or time.monotonic() > deadline:
                process.terminate()
                process.wait()
                raise StopRequest
        if process.returncode:
            raise launcher.LauncherError("The preparation failed; what it said stands above.")

    def _serve(self, children: Children) -> None:
        logs = VAR / "log"
        logs.mkdir(exist_ok=True)
        for name, value in FRUGAL.items():
            os.environ.setdefault(name, value)
        os.chdir(ROOT)
        web, *others = (
            Child(name, [sys.executable, *command], logs / f"{name.split()[0]}.log")
            for name, command in commands(self.port).items()
        )
        children.add(web)
        self._await_answer(web)
        for child in others:  # only now: the first page does not wait for them
            children.add(child)
        greet(self.address)
        while True:
            self._tend(children)

    def _await_answer(self, web: Child) -> None:
        deadline = time.monotonic() + ANSWERING
        while not answers(self.address):
            if self.stop.wait(0.1):
                raise StopRequest
            if web.ended() or time.monotonic() > deadline:
                raise launcher.LauncherError(last_words(web.log))

    def _tend(self, children: Children) -> None:
        if self.stop.wait(0.3) or (os.getppid() != self.parent and "--until-parent-ends" in sys.argv):
            raise StopRequest
        children.tend()
        if self.own_servers and not launcher.status(self.place).running:
            self._revive()

    def _revive(self) -> None:
        if not self.place.read().get("wanted", True):
            say("The servers were stopped with `services down`: stopping too.")
            raise StopRequest
        say("PostgreSQL or Valkey is gone: starting again on the same data.")
        try:
            launcher.up(self.place, owner=self.place.read().get("owner"))
        except (launcher.LauncherError, OSError) as trouble:  # a full disk, for one: pages say so until there is room
            say(f"{trouble}\nTried again in {REVIVING} seconds.")
            self.stop.wait(REVIVING)

    def _leave(self, children: Children, lease: launcher.Lease) -> None:
        say("Stopping …")
        children.end()
        lease.end()
        say("Stopped.")


def commands(port: int) -> dict[str, list[str]]:
    """Name to arguments (after the interpreter) of what is kept running."""
    web = f"-m gunicorn coprod.wsgi --bind 127.0.0.1:{port} --graceful-timeout 8"
    worker = (
        "-m celery -A coprod.celery worker --pool prefork --concurrency 1 --loglevel WARNING "
        "--without-gossip --without-mingle"
    )
    return {"web process": web.split(), "worker": worker.split(), "sweeper": ["manage.py", "sweep_jobs"]}


@contextmanager
def only_one(place: launcher.Place, address: str) -> Iterator[None]:
    """Hold `var/run.lock` while this checkout serves; the system lets go of it when we die."""
    place.prepare()
    with (place.folder / "run.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            handle.seek(0)
            raise launcher.LauncherError(f"This checkout is served already: {handle.read()}.") from taken
        handle.truncate(0)
        handle.write(f"{address}, process {os.getpid()}")
        handle.flush()
        yield


def check_port(port: int) -> None:
    """Raise a LauncherError that names PORT= when something listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise launcher.LauncherError(
                f"Port {port} is taken: choose another, for example PORT={port + 1} make run."
            ) from taken


def answers(address: str) -> bool:
    """Whether the web process is up."""
    try:
        with urllib.request.urlopen(f"{address}/livez", timeout=5) as answer:  # noqa: S310 - http, our own
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def last_words(log: Path) -> str:
    """What to tell when the web process does not answer."""
    lines = log.read_text(errors="replace").splitlines()[-12:]
    return "\n".join([f"The web process did not start. The end of {log}:", *lines])


def greet(address: str) -> None:
    """Print where to go and, while they exist, the demo accounts."""
    say(f"\nCoprod is at {address}\n")
    accounts = VAR / "demo-accounts.txt"
    if accounts.exists():
        say(f"Demo accounts ({accounts.relative_to(ROOT)}):\n{accounts.read_text().rstrip()}\n")
    say("Ctrl-C stops everything.")


def say(words: str) -> None:
    print(words, flush=True)


def main() -> int:
    """Read PORT and run."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise launcher.LauncherError(f"PORT={port} is no port: give a number from 1 to 65535.")
    return Run(int(port))()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except launcher.LauncherError as trouble:
        sys.exit(str(trouble))
