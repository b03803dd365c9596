"""The web process as `make run` starts it, on a port of its own, and people signed in to it."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import Client

from bench.load import Connection
from coprod.run import FRUGAL, answers, commands

ROOT = Path(settings.ROOT)
LOG = ROOT / "var" / "log" / "bench.log"
STARTING = 60  # seconds


class House:
    """A running web process and the address it answers at."""

    def __init__(self, port: int, process: subprocess.Popen):
        self.port, self.process = port, process
        self.address = f"http://127.0.0.1:{port}"

    def connect(self, user) -> Connection:
        """A keep-alive connection, signed in as `user`."""
        return Connection(self.port, headers_of(user))

    def worker_memory(self) -> list[float]:
        """Resident memory of each web worker, in MiB."""
        told = subprocess.run(["ps", "-eo", "ppid=,rss="], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in told.splitlines()]
        return [int(size) / 1024 for parent, size in rows if int(parent) == self.process.pid]


def cookies_of(user) -> dict[str, str]:
    """Cookies of a new session of `user`."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secrets.token_hex(16)}


def headers_of(user) -> dict[str, str]:
    """What a signed-in browser sends with every request."""
    cookies = cookies_of(user)
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": told, "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME]}


@contextmanager
def served(**environment: str) -> Iterator[House]:
    """The web process, up until the end of the block, with that in its environment besides."""
    port = _free_port()
    around = os.environ | FRUGAL | {"SITE_URL": f"http://127.0.0.1:{port}"} | environment
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "bench/as_installed.py", *commands(port)["web process"][1:]],
            cwd=ROOT, stdout=log, stderr=log, env=around,
        )  # fmt: skip
    try:
        _await_answer(process, port)
        yield House(port, process)
    finally:
        process.terminate()
        process.wait(20)


def prepare() -> None:
    """Tables and static files, as `make run` prepares them; the log begins anew."""
    LOG.unlink(missing_ok=True)
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _await_answer(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + STARTING
    while not answers(f"http://127.0.0.1:{port}"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"The web process did not start; what it said is in {LOG}.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
