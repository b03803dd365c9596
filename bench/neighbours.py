"""What one person's large transcript costs another, and what a web worker holds in memory after all of it."""

import threading
from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, p95, repeated
from interviews.models import Interview

TIMES = 100


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """The smallest request of somebody signed in, alone and beside a reader who opens the transcript in a loop."""
    smallest = partial(house.connect(large.created_by).get, reverse("api-me"))
    alone = repeated(smallest, TIMES)
    with_neighbour = _beside(Reader(house, large), partial(repeated, smallest, TIMES))
    for name, of in (("median", median), ("p95", p95)):
        floor = Floor("alone", of(alone))
        most = 5 if name == "median" else None
        what = f"smallest request beside a reader of the large transcript: {name}"
        yield Figure(what, of(with_neighbour), "ms", None, floor, most_ratio=most)
    memory = house.worker_memory()
    yield Figure(f"memory of a web worker, the largest of {len(memory)}", max(memory), "MiB", 100)


class Reader(threading.Thread):
    """Somebody who opens the transcript with its codings again and again."""

    def __init__(self, house: House, large: Interview):
        super().__init__(daemon=True)
        names = [large.study.slug, large.code]
        self.paths = [reverse("pane", args=names), reverse("pane-marks", args=names)]
        self.connection = house.connect(large.created_by)
        self.enough = threading.Event()

    def run(self) -> None:
        while not self.enough.is_set():
            for path in self.paths:
                self.connection.get(path)


def _beside(reader: Reader, work) -> list[float]:
    reader.start()
    try:
        return work()
    finally:
        reader.enough.set()
        reader.join()
