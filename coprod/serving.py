"""How a web process ends without losing an answer.

Gunicorn stops accepting at once when it is told to end. What a proxy sends in that moment is lost: it was connected by
the system and is read by nobody. So a process first says at /livez that it leaves, and goes on answering until every
proxy that asks there has heard it.
"""

import os
import threading

from gunicorn.workers.gthread import ThreadWorker

leaving = threading.Event()
# Seconds between saying so and leaving; 0 where no proxy asks.
NOTICE = float(os.environ.get("LEAVING_SECONDS", 0))


class Leaving(ThreadWorker):
    """A worker with threads that gives notice."""

    def handle_exit(self, sig, frame):
        if NOTICE and not leaving.is_set():
            leaving.set()
            threading.Timer(NOTICE, super().handle_exit, [sig, frame]).start()
        elif not NOTICE:
            super().handle_exit(sig, frame)
