"""`python -m bench` prints the table; `--only NAME` (may be repeated) measures a part of it.

It works on the servers of DATABASE_URL and REDIS_URL: `make bench` lends it throw-away ones.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Callable, Iterator

from bench import (
    agreeing,
    anchoring,
    creating,
    exporting,
    finding,
    formats,
    house,
    importing,
    large,
    lists,
    many,
    neighbours,
    pane,
    peer,
    scaling,
    summing,
    table,
    taguette,
    viewing,
)
from tests.factories import make_user

SUBJECTS: dict[str, Callable[..., Iterator[table.Figure]]] = {
    "pane": pane.measure,
    "peer": peer.measure,
    "anchoring": anchoring.measure,
    "viewers": viewing.measure,
    "lists": lists.measure,
    "finding": finding.measure,
    "export": exporting.measure,  # before anything else is coded in the study: of 10,000
    "create": creating.measure,
    "summary": summing.measure,
    "agreement": agreeing.measure,
    "import": importing.measure,
    "formats": formats.measure,
    "neighbours": neighbours.measure,
    "scaling": scaling.measure,
    "taguette": taguette.measure,
}
LARGE = {"many": many.measure}
"""Measured with `--large` alone: they take minutes, and a gigabyte of disk."""


def main() -> None:
    """Measure and print; a figure that is missed stands in the table, and is no failure of the command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=SUBJECTS, metavar="NAME", help=", ".join(SUBJECTS))
    parser.add_argument("--large", action="store_true", help="also a study of a million codings")
    asked = parser.parse_args()
    only = asked.only
    if not os.environ.get("DATABASE_URL"):
        parser.error("DATABASE_URL is not set: run `make bench`, which lends it a throw-away database")
    house.prepare()
    print(table.header(), "\n", flush=True)
    figures = []
    interview = large.large_study(make_user(f"pengukur-{secrets.token_hex(3)}"))
    with house.served() as served:
        for name, measure in (SUBJECTS | LARGE if asked.large else SUBJECTS).items():
            if not only or name in only or name in LARGE:
                print(f"measuring {name} …", file=sys.stderr, flush=True)
                figures += measure(served, interview)
    print("\n".join(table.lines(figures)))
    missed = sum(not figure.is_met for figure in figures)
    print(f"\n{len(figures)} figures, {missed} missed; load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
