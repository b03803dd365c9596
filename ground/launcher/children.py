"""Processes that are kept running: started, started again when they die, ended together, their logs kept short."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ground.launcher.processes import wait_until
from ground.launcher.watchdog import Lease

LOG_BYTES = 5_000_000
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before the next try
SETTLED = 60.0  # seconds after which a process counts as running well
PATIENCE = 12.0  # seconds to finish what it is doing


@dataclass
class Child:
    """One command kept running in a process group of its own, its output in `log`."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen | None = None
    pause: float = SHORTEST_PAUSE
    due: float = 0.0
    started: float = 0.0

    def start(self) -> int:
        """Start the command, its output appended to the log; the number of its process group."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
            )
        self.started = time.monotonic()
        return self.process.pid

    def ended(self) -> bool:
        """Whether it was started and is gone."""
        return self.process is not None and self.process.poll() is not None

    def postpone(self) -> None:
        """Plan the next start: later each time it dies young."""
        age = time.monotonic() - self.started
        self.pause = SHORTEST_PAUSE if age > SETTLED else min(self.pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause

    def shorten_log(self) -> None:
        """Keep one older file beside the log when it has grown; the process goes on writing to the emptied one."""
        if self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
            os.truncate(self.log, 0)


@dataclass
class Children:
    """All of them, and what to tell the person at the terminal."""

    say: Callable[[str], None]
    lease: Lease
    members: list[Child] = field(default_factory=list)

    def add(self, child: Child) -> None:
        """Start a process and keep it running from now on."""
        self.members.append(child)
        self._start(child)

    def tend(self) -> None:
        """Start again what has died and waited long enough; to be called a few times a second."""
        for child in self.members:
            if child.process and child.ended():
                self._forget(child, child.process)
            elif child.process is None and time.monotonic() >= child.due:
                self._start(child)
            child.shorten_log()

    def end(self) -> None:
        """Ask every process to finish, and end by force the groups that still have members after a while."""
        running = [child.process for child in self.members if child.process]
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        wait_until(lambda: all(process.poll() is not None for process in running), PATIENCE)
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, child: Child) -> None:
        group = child.start()
        self.lease.includes(group)

    def _forget(self, child: Child, process: subprocess.Popen) -> None:
        self.lease.excludes(process.pid)
        with contextlib.suppress(ProcessLookupError):  # what a killed leader left of its group
            os.killpg(process.pid, signal.SIGKILL)
        code, child.process = process.returncode, None
        child.postpone()
        self.say(
            f"The {child.name} ended (code {code}); starting it again in {child.pause:.0f} s. Its log: {child.log}"
        )
