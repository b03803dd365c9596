"""kill -9, at moments and of victims that a seed draws."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from proof.house import House, kill

# What is killed, and the seconds it is spared afterwards: what dies young again and again is started later and later.
SPARED = {
    "web worker": 4,
    "web process": 61,
    "worker": 61,
    "worker child": 6,
    "sweeper": 61,
    "PostgreSQL": 8,
    "Valkey": 8,
}
PAUSE = (0.7, 2.0)  # seconds between two kills, at the least
STEP = 40  # and what was got done between them, so that a slow machine is not killed faster than it works


class Fire(threading.Thread):
    """Kills for as long as it is lit. As a context manager it is lit inside the block."""

    def __init__(self, house: House, seed: int, done: Callable[[], int]):
        super().__init__(daemon=True)
        self.house, self.chance, self.done = house, random.Random(seed), done
        self.out = threading.Event()
        self.kills: Counter[str] = Counter()
        self.last = time.monotonic()
        self._due = dict.fromkeys(SPARED, 0.0)

    def run(self) -> None:
        struck_at = -STEP
        while not self.out.wait(self.chance.uniform(*PAUSE)):
            now, done = time.monotonic(), self.done()
            ready = [what for what, due in self._due.items() if due <= now]
            if ready and done >= struck_at + STEP and self.strike(self.chance.choice(ready)):
                struck_at = done

    def strike(self, what: str) -> bool:
        """Kill one thing; whether it was there to be killed."""
        killed = [pid for pid in self.house.pids(what) if kill(pid)]
        if killed:
            self.last = time.monotonic()
            self.kills[what] += 1
            self._due[what] = self.last + SPARED[what]
        return bool(killed)

    def put_out(self) -> None:
        self.out.set()
        self.join()

    def __enter__(self) -> "Fire":
        self.start()
        return self

    def __exit__(self, *_fault) -> None:
        self.put_out()
