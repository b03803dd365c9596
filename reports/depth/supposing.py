"""What if somebody, an interview or a passage were left out, or a threshold were another one? Pure (method.md 4.8).

A supposition is an address: it names what it leaves out, so that it can be sent to somebody, and stores nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from reports.method.config import settings_of
from reports.method.study import study_of

# The names of what is left out: in an address, and in a row of the evidence.
LEFT_OUT = ("informant", "interview", "passage")
THRESHOLDS = (
    "theta",
    "min_informants",
    "min_interviews",
    "strong_informants",
    "coord_rung",
    "min_recurrent_informants",
    "partial_min_dims",
    "established_min_dims",
    "established_pairs",
)


@dataclass(frozen=True)
class Supposition:
    """Codes of informants and of interviews, ids of passages that are not there, and settings that are otherwise."""

    informant: frozenset[str] = frozenset()
    interview: frozenset[str] = frozenset()
    passage: frozenset[str] = frozenset()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.informant or self.interview or self.passage or self.settings)

    def leaves_out(self, row: Mapping[str, Any]) -> bool:
        return any(row[name] in getattr(self, name) for name in LEFT_OUT)

    def of(self, canonical: Mapping[str, Any]) -> dict[str, Any]:
        """Canonical evidence as it would be. Raises InvalidEvidence for a setting that the method refuses."""
        config = settings_of({**canonical["config"], **self.settings}, study_of(canonical))
        kept = {name: [row for row in canonical[name] if not self.leaves_out(row)] for name in ("codings", "links")}
        return {**canonical, **kept, "config": config}

    def otherwise(self, config: Mapping[str, Any]) -> "Supposition":
        """The same without the settings that are as they stand in `config`."""
        settings = {name: value for name, value in self.settings.items() if value != config[name]}
        return Supposition(self.informant, self.interview, self.passage, settings)

    def query(self, **more: str) -> str:
        """The address of the supposition, always the same for the same one; before it `more`, where it is said."""
        left_out = [(name, each) for name in LEFT_OUT for each in sorted(getattr(self, name))]
        settings = [(name, written(self.settings[name])) for name in THRESHOLDS if name in self.settings]
        return urlencode([*((name, value) for name, value in more.items() if value), *left_out, *settings])


def written(value: Any) -> str:
    """A setting as it stands in an address: [2, 3] is 2/3."""
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def unknown(canonical: Mapping[str, Any], supposition: Supposition) -> dict[str, list[str]]:
    """What is to be left out and is in no row of the evidence: by the name of what it would be."""
    rows = [*canonical["codings"], *canonical["links"]]
    missing = {name: getattr(supposition, name) - _named(rows, name) for name in LEFT_OUT}
    return {name: sorted(each) for name, each in missing.items() if each}


def _named(rows: Iterable[Mapping[str, Any]], name: str) -> Collection[str]:
    return {row[name] for row in rows}
