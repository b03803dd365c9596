"""Lists over ten thousand codings: the first page and the last cost the same."""

from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse

from bench.house import House
from bench.load import Connection
from bench.table import Figure, Floor
from bench.timing import median, timed
from coding.models import Coding
from interviews.models import Interview

LIMIT = 20  # ms
TIMES = 30
FIRST = 32  # readings that nobody counts: each of the 8 threads has a connection to the database, slow when it is new
PAGE = 100


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """Pages and endpoints, read over one keep-alive connection."""
    reader = house.connect(large.created_by)
    review = reverse("review", args=[large.study.slug])
    pages = {"review list, page 1": f"{review}?status=", "review list, last page": f"{review}?status=&page=999999"}
    yield from _measured(reader, pages, "the same page without a row", f"{review}?status=superseded")
    yield from _measured(reader, dict(_endpoints(large)), "the emptiest answer", "/livez")


def _measured(reader: Connection, lists: dict[str, str], peer: str, plain: str) -> Iterator[Figure]:
    """Read in turn, so that whatever else the machine does meets all of them alike."""
    paths = [plain, *lists.values()]
    took: dict[str, list[float]] = {path: [] for path in paths}
    for path in paths * FIRST:
        reader.get(path)
    for path in paths * TIMES:
        took[path].append(timed(partial(reader.get, path)))
    floor = Floor(peer, median(took[plain]))
    for what, path in lists.items():
        yield Figure(what, median(took[path]), "ms", LIMIT, floor)


def _endpoints(large: Interview) -> Iterator[tuple[str, str]]:
    slug = large.study.slug
    codings = reverse("api-coding-list", args=[slug])
    yield "API codings, page 1", f"{codings}?page_size={PAGE}"
    yield "API codings, last page", f"{codings}?page_size={PAGE}&cursor={_last_cursor(large)}"
    yield "API codings of one code", f"{codings}?code={large.study.codes.last().pk}&page_size={PAGE}"
    yield "API interviews", reverse("api-interview-list", args=[slug])
    yield "API studies", reverse("api-study-list")


def _last_cursor(large: Interview) -> str:
    """The cursor by which the endpoint would lead to its last page."""
    ids = Coding.objects.of_study(large.study).live().order_by("-pk").values_list("pk", flat=True)
    return b64encode(urlencode({"p": str(ids[PAGE])}).encode()).decode()
