"""Told as JSON on standard input which house to try and how much; prints what was found, one JSON object a trial."""

import dataclasses
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from bench.house import prepare
from ground.launcher.processes import wait_until
from proof.house import House
from proof.trial import Trial
from proof.trials.files import send
from proof.trials.keeping import keep
from proof.trials.reaching import reach
from proof.trials.working import work
from proof.trials.writing import write

# Of the whole time, when those that are killed in must be over; the rest is for those after them.
UNTIL = {"writes": 0.4, "jobs": 0.75}


def main() -> None:
    """Try everything, one after the other; a trial that breaks is told as one that does not hold."""
    asked = json.load(sys.stdin)
    house = House(Path(asked["checkout"]), asked["port"], asked["run"])
    seed, begun = asked["seed"], time.monotonic()

    def left(share: float) -> float:
        """Seconds until this share of the whole time is used up: what one trial did not need, the next has."""
        return asked["seconds"] * share - (time.monotonic() - begun)

    prepare()
    with tempfile.TemporaryDirectory(prefix="coprod-proof-") as folder:
        trials: dict[str, Callable[[], Trial]] = {
            "writes": lambda: write(house, writes=asked["writes"], seconds=left(UNTIL["writes"]), seed=seed),
            "jobs": lambda: work(house, jobs=asked["jobs"], seconds=left(UNTIL["jobs"]), seed=seed),
            "reach": reach,
            "files": lambda: send(house, seed=seed),
            "exports": lambda: keep(Path(folder)),
        }
        for name in asked["only"]:
            print(f"trying {name} …", file=sys.stderr, flush=True)
            print(json.dumps(dataclasses.asdict(_whole(name, house, trials[name]))), flush=True)


def _whole(name: str, house: House, attempt: Callable[[], Trial]) -> Trial:
    connection.close()  # whatever the trial before has left of it
    wait_until(lambda: all(house.pids(what) for what in ("web process", "worker", "PostgreSQL", "Valkey")), 90)
    try:
        return attempt()
    except Exception as fault:
        return Trial(name, {}, {"broken": 1}, {"fault": f"{type(fault).__name__}: {fault}"})


if __name__ == "__main__":
    main()
