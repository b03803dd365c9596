"""People who send each request again until it is acknowledged, as the coding screen does."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bench.load import Connection

PAUSE = 0.15  # seconds before the same request is sent again
REPEATED = 0.1  # the share of acknowledged requests that are sent once more, as after an answer that was lost


class Step(NamedTuple):
    """One request: where it goes, what it says, which answers acknowledge it, and as whom another than the others."""

    path: str
    body: dict
    good: tuple[int, ...]
    kind: str
    headers: dict[str, str] | None = None


@dataclass
class Heard:
    """What all of them heard, in milliseconds and counts."""

    took: list[float] = field(default_factory=list)  # the request that was acknowledged
    waited: list[float] = field(default_factory=list)  # from the first try until then
    acknowledged: list[tuple[Step, dict]] = field(default_factory=list)
    again: Counter = field(default_factory=Counter)  # why something was sent again: a status, or 0 without an answer
    repeated: int = 0
    otherwise: int = 0  # repeated requests that were answered with another row
    given_up: int = 0


class Person(threading.Thread):
    """One signed-in person with a list of steps, until it is done or the time is over."""

    def __init__(self, port: int, headers: dict[str, str], steps: Iterable[Step], deadline: float, seed: int):
        super().__init__(daemon=True)
        self.port, self.headers, self.steps, self.deadline = port, headers, steps, deadline
        self.chance = random.Random(seed)
        self.connection: Connection | None = None
        self.signed_in = headers
        self.heard = Heard()

    def run(self) -> None:
        for step in self.steps:
            answer = self._until_acknowledged(step)
            if answer is None:
                self.heard.given_up += 1
                continue
            self.heard.acknowledged.append((step, answer))
            if "id" in step.body and self.chance.random() < REPEATED:
                self._repeat(step, answer)

    def _until_acknowledged(self, step: Step) -> dict | None:
        begun = time.perf_counter()
        while time.monotonic() < self.deadline:
            sent = time.perf_counter()
            status, body = self._ask(step)
            if status in step.good:
                now = time.perf_counter()
                self.heard.took.append((now - sent) * 1000)
                self.heard.waited.append((now - begun) * 1000)
                return json.loads(body)
            self.heard.again[status] += 1
            time.sleep(PAUSE)
        return None

    def _repeat(self, step: Step, answer: dict) -> None:
        said = self._until_acknowledged(step)
        if said is not None:
            self.heard.repeated += 1
            self.heard.otherwise += said.get("id") != answer.get("id")

    def _ask(self, step: Step) -> tuple[int, bytes]:
        try:
            self._sign_in(step.headers or self.headers)
            self.connection = self.connection or Connection(self.port, self.signed_in)
            return self.connection.ask("POST", step.path, json.dumps(step.body).encode())
        except (OSError, ValueError, IndexError):  # no answer, or half of one
            self.connection = None
            return 0, b""

    def _sign_in(self, headers: dict[str, str]) -> None:
        if headers != self.signed_in and self.connection is not None:
            self.connection.socket.close()
            self.connection = None
        self.signed_in = headers


def acknowledged(people: list[Person]) -> int:
    """How many of their requests were acknowledged so far."""
    return sum(len(person.heard.acknowledged) for person in people)


def all_done(people: list[Person]) -> Heard:
    """Let them work side by side to the end; what they heard, together."""
    for person in people:
        person.start()
    for person in people:
        person.join()
    whole = Heard()
    for heard in (person.heard for person in people):
        whole.took += heard.took
        whole.waited += heard.waited
        whole.acknowledged += heard.acknowledged
        whole.again += heard.again
        whole.repeated += heard.repeated
        whole.otherwise += heard.otherwise
        whole.given_up += heard.given_up
    return whole
