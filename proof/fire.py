"""kill -9, at moments and of victims that a seed draws."""

import random
import threading
import time
from collections import Counter

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
PAUSE = (0.7, 2.0)  # seconds between two kills


class Fire(threading.Thread):
    """Kills for as long as it is lit. As a context manager it is lit inside the block."""

    def __init__(self, house: House, seed: int):
        super().__init__(daemon=True)
        self.house, self.chance = house, random.Random(seed)
        self.out = threading.Event()
        self.kills: Counter[str] = Counter()
        self.last = time.monotonic()
        self._due = dict.fromkeys(SPARED, 0.0)

    def run(self) -> None:
        while not self.out.wait(self.chance.uniform(*PAUSE)):
            now = time.monotonic()
            if ready := [what for what, due in self._due.items() if due <= now]:
                self.strike(self.chance.choice(ready))

    def strike(self, what: str) -> None:
        """Kill one thing; what is away already is no kill."""
        killed = [pid for pid in self.house.pids(what) if kill(pid)]
        if killed:
            self.last = time.monotonic()
            self.kills[what] += 1
            self._due[what] = self.last + SPARED[what]

    def put_out(self) -> None:
        self.out.set()
        self.join()

    def __enter__(self) -> "Fire":
        self.start()
        return self

    def __exit__(self, *_fault) -> None:
        self.put_out()
