"""How web processes share the connections, and how one ends without losing an answer.

Whoever keeps a connection open stays with the process that took it, and of two that wait for one either may. Left to
chance, twenty people end up as twelve and eight, or worse, and the twelve wait for each other. So a process that holds
more than another lets the other go first.

Gunicorn stops accepting at once when it is told to end. What a proxy sends in that moment is lost: it was connected by
the system and is read by nobody. So a process first says at /livez that it leaves, and goes on answering until every
proxy that asks there has heard it.
"""

import os
import threading
import time
from array import array
from mmap import mmap

from gunicorn.workers.gthread import ThreadWorker

leaving = threading.Event()
# Seconds between saying so and leaving; 0 where no proxy asks.
NOTICE = float(os.environ.get("LEAVING_SECONDS", 0))

NOBODY = -1
# How many connections each process of this server holds, in memory that they share; more places than processes.
held = memoryview(mmap(-1, 64 * 4)).cast("i")
held[:] = array("i", [NOBODY] * len(held))
FIRST = 0.002  # seconds that another, who holds fewer, has to take a connection


class WebProcess(ThreadWorker):
    """A worker with threads that takes no more than its share, and gives notice."""

    @property
    def nr_conns(self) -> int:
        """How many connections this process holds: gunicorn's own count, kept where the others see it."""
        return held[self.age % len(held)]

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        held[self.age % len(held)] = count

    def accept(self, listener):
        if any(NOBODY < count < self.nr_conns for count in held):
            time.sleep(FIRST)
        super().accept(listener)

    def handle_exit(self, sig, frame):
        if NOTICE and not leaving.is_set():
            leaving.set()
            threading.Timer(NOTICE, super().handle_exit, [sig, frame]).start()
        elif not NOTICE:
            super().handle_exit(sig, frame)

    def ended(self) -> None:
        """For whoever has seen the process end, however it did: it holds no connection any more."""
        self.nr_conns = NOBODY
