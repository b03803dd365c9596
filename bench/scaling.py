"""What a second web process is worth: the same asked of one alone, on the same database."""

from collections.abc import Iterator

from bench import neighbours
from bench.creating import CROWD, best
from bench.house import House, served
from bench.large import SHORT, add_interview
from bench.table import Figure, Floor
from interviews.models import Interview, Role
from tests.factories import join, make_user


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """Twenty who code at once, by one process and by two; one who asks beside a reader of the large text, by one."""
    coders = [join(large.study, Role.RESEARCHER, make_user(f"sejajar-{number}")) for number in range(CROWD)]
    interview = add_interview(large.study, SHORT, code="SEJAJAR")
    two = best(house, interview, coders).rate
    with served(WEB_PROCESSES="1") as alone:
        one = best(alone, interview, coders).rate
        beside = list(neighbours.measure(alone, large))
    yield Figure(
        f"create, {CROWD} coders, 1 web process: throughput", one, "/s", None, Floor("with 2 web processes", two)
    )
    for figure in beside:
        yield figure._replace(what=f"1 web process: {figure.what}", limit=None, most_ratio=None)
