"""The table: one line a figure, beside its floor or peer and the figure that must hold."""

import os
import platform
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import django
from django.db import connection

HEAD = ("what", "measured", "floor or peer of the same run", "ratio", "must hold", "")


class Floor(NamedTuple):
    """What the same work costs at the least, or in the plainest way, on this machine in this run."""

    what: str
    value: float


class Figure(NamedTuple):
    """One measured value; `limit` is the most it may be, or with `at_least` the least; None is only told."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    floor: Floor | None = None
    at_least: bool = False
    most_ratio: float | None = None  # the most that value / floor may be

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor.value if self.floor else None

    @property
    def is_met(self) -> bool:
        """Whether every limit that was named holds."""
        within = self.limit is None or (self.value >= self.limit if self.at_least else self.value <= self.limit)
        return within and (self.most_ratio is None or (self.ratio or 0) <= self.most_ratio)

    def cells(self) -> tuple[str, ...]:
        limits = [] if self.limit is None else [f"{'≥' if self.at_least else '≤'} {said(self.limit, self.unit)}"]
        limits += [] if self.most_ratio is None else [f"≤ {self.most_ratio:g} ×"]
        return (
            self.what,
            said(self.value, self.unit),
            f"{said(self.floor.value, self.unit)} {self.floor.what}" if self.floor else "",
            f"{self.ratio:.3g} ×" if self.ratio is not None else "",
            ", ".join(limits),
            "" if not limits else "met" if self.is_met else "MISSED",
        )


def said(value: float, unit: str) -> str:
    """Three figures at the most, as people write them."""
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def header() -> str:
    """Command, date and machine: without them a figure says nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"make bench{''.join(f' {word}' for word in sys.argv[1:])} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n"
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores shared by server, database and clients, "
        f"{memory:.0f} GiB, load {os.getloadavg()[0]:.1f} at the start\n"
        f"Python {platform.python_version()}, Django {django.get_version()}, PostgreSQL {postgres}"
    )


def lines(figures: Iterable[Figure]) -> list[str]:
    """The figures as aligned plain text."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    padded = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [padded[0], "-" * max(map(len, padded)), *padded[1:]]
