"""A bundle that is not taken in, and why."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

SHOWN = 20


class Fault(NamedTuple):
    """Where in the bundle, such as `passages[3].codings[0].code` (empty: the file as a whole), and what is wrong."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}" if self.path else self.what


class Refused(Exception):
    """A bundle of which nothing was taken in: the file's name, the first faults, and what to do.

    `is_here` says that it is a study that is here already, with other content.
    """

    def __init__(self, name: str, faults: Iterable[Fault], advice: str = "", *, is_here: bool = False):
        self.name = name
        self.is_here = is_here
        self.faults = list(faults)[:SHOWN]
        self.advice = advice or _("Nothing was imported. Export the study again, or correct the file.")
        super().__init__(name, self.faults, self.advice)

    def lines(self) -> list[str]:
        return [*(f"{self.name}: {fault}" for fault in self.faults), self.advice]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def path_of(steps: Sequence[str | int]) -> str:
    """["passages", 3, "codings"] → "passages[3].codings"."""
    said = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return said.removeprefix(".")
