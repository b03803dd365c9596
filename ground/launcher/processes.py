"""Starting a server, knowing it again by its command line, and ending it.

A process id alone proves nothing: after a crash it may belong to somebody else. So a server is recognised by the path
that stands alone among its arguments (its data directory or its configuration file).
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from ground.launcher.place import Account, LauncherError

LOG_BYTES = 1_000_000
PORT_TAKEN = "Address already in use"
_children: list[subprocess.Popen] = []  # kept so that the ones that ended can be waited for


def runs(pid: int | None, path: Path) -> bool:
    """Whether process `pid` is alive (a zombie is not) and was started with `path` as an argument."""
    if not pid:
        return False
    listing = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return os.fsencode(path) in listing.read_bytes().split(b"\0")
        except OSError:
            return False
    answer = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(path) in answer.stdout


def spawn(command: list[str], account: Account, log: Path, **environment: str) -> subprocess.Popen:
    """Start a server in a session of its own, so that Ctrl-C in our terminal does not reach it.

    Its output is appended to `log`, which starts anew, keeping one older file, when it is over a megabyte.
    """
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    options = account.options()
    options["env"] = {**options["env"], **environment}
    with log.open("ab") as output:
        account.own(log, 0o600)
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **options
        )
    _children[:] = [*(child for child in _children if child.poll() is None), process]
    return process


def at_work_in(folder: Path, title: bytes = b"") -> list[int]:
    """Processes that work in `folder` and call themselves `title…`; none where the system has no /proc."""
    return [int(each.name) for each in Path("/proc").glob("[0-9]*") if _is_at_work(each, folder, title)]


def _is_at_work(process: Path, folder: Path, title: bytes) -> bool:
    try:
        return (process / "cwd").readlink() == folder and (process / "cmdline").read_bytes().startswith(title)
    except OSError:
        return False


def end(pid: int, path: Path, steps: list[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn until the process is gone, waiting the given number of seconds after each."""
    for sign, seconds in [*steps, (signal.SIGKILL, 10.0)]:
        if runs(pid, path):
            os.kill(pid, sign)
        if wait_until(lambda: not runs(pid, path), seconds):
            break
    for child in _children:
        child.poll()


def wait_until(question: Callable[[], bool], seconds: float) -> bool:
    """Ask every 20 ms until the answer is yes; whether it was within `seconds`."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def await_ready(
    name: str, process: subprocess.Popen, ready: Callable[[], bool], log: Path, seconds: float = 120.0
) -> bool:
    """Wait until a started server answers; False when its port was taken in the meantime.

    Raises:
        LauncherError: it ended, or was not ready in time (a long recovery after a crash counts as starting).
    """
    if wait_until(lambda: process.poll() is not None or ready(), seconds) and process.poll() is None:
        return True
    last = log.read_text(errors="replace").splitlines()[-6:]
    if any(PORT_TAKEN in line for line in last):
        return False
    raise LauncherError("\n".join([f"{name} did not start. The end of {log}:", *last]))


def port_like(wanted: int | None) -> int:
    """`wanted` while nothing listens there (clients keep their address over a restart), else any free port."""
    for port in (wanted or 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise LauncherError("No free port on 127.0.0.1.")
