"""What it costs that somebody has an interview open and does nothing: the page asks every few seconds for news."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, repeated
from coding.since import since
from ground.acts import settled
from interviews.models import Interview, Transcript

REQUESTS = 200
PEOPLE, EVERY = 50, 1.5  # seconds
CORE = 1000  # milliseconds of one core in a second


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """The figures of a page that only asks, beside an answer that asks nobody."""
    asked = house.connect(large.created_by)
    address = reverse("pane-changes", args=[large.study.slug, large.code])
    took = median(repeated(partial(asked.get, f"{address}?after={settled(large.study)}&near=7"), REQUESTS))
    floor = Floor("/livez", median(repeated(partial(asked.get, "/livez"), REQUESTS)))
    yield Figure("idle viewer: one request without news", took, "ms", None, floor)
    yield Figure("idle viewer: its look for news in the database", _in_database(large), "ms", 1)
    yield Figure(f"{PEOPLE} idle viewers: share of one core", 100 * took * PEOPLE / EVERY / CORE, "%", 100)


def _in_database(large: Interview) -> float:
    transcript = Transcript.objects.get(interview=large)
    after = settled(large.study)
    return median(repeated(partial(since, large.study, transcript, after, by=large.created_by), REQUESTS))
