"""What if one passage, one informant were not there, one rejected row were: does the verdict hold? (method.md 4.8)

A what-if takes its rows out of the tallies, looks at the few cells and pairs they belong to, and puts them back. The
verdict is read again only where one of those stands differently, and once for each way they can.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from reports.method.patterns import Findings
from reports.method.tallies import Placed, Tallies
from reports.method.verdict import verdict_of

THETAS = ([3, 5], [2, 3], [3, 4])
MINIMA = (2, 3)


class WhatIf:
    """The verdict if rows were counted that are not, or not counted that are."""

    def __init__(self, tallies: Tallies, found: Findings) -> None:
        self.tallies, self.found = tallies, found
        self.standings: dict[str, Any] = {**found.cells, **found.pairs}
        self.verdict = verdict_of(found)[0]
        self._known: dict[frozenset, str] = {}

    def verdict_if(self, placed: list[Placed], by: int) -> str:
        """The verdict with the rows counted in (`by` = 1) or out (-1)."""
        self.tallies.count(placed, by)
        changed = self._changed({key for key, _ in placed})
        self.tallies.count(placed, -by)
        if not changed:
            return self.verdict
        case = frozenset(changed.items())
        if case not in self._known:
            self._known[case] = self._verdict_with(changed)
        return self._known[case]

    def _changed(self, keys: Iterable[str]) -> dict[str, Any]:
        now = {key: self.tallies.all[key].standing(self.tallies.config) for key in keys}
        return {key: standing for key, standing in now.items() if standing != self.standings[key]}

    def _verdict_with(self, changed: Mapping[str, Any]) -> str:
        cells = {key: changed.get(key, standing) for key, standing in self.found.cells.items()}
        pairs = {key: changed.get(key, standing) for key, standing in self.found.pairs.items()}
        return verdict_of(Findings(self.found.study, self.found.config, cells, pairs))[0]

    def critical(self, groups: Mapping[str, list[Placed]], by: int) -> list[str]:
        """The names of the groups of rows that change the verdict, each alone, sorted by code point."""
        return sorted(name for name, placed in groups.items() if self.verdict_if(placed, by) != self.verdict)


def sensitivity(tallies: Tallies, found: Findings, by_status: Mapping[str, list[Placed]]) -> dict[str, Any]:
    """The promised block. The tallies hold the counted rows, before and after."""
    what_if, config = WhatIf(tallies, found), tallies.config
    counted = [placed for status in config["count_statuses"] for placed in by_status.get(status, ())]
    pending = [] if "submitted" in config["count_statuses"] else by_status.get("submitted", [])
    rejected = by_status.get("rejected", [])
    block = {
        "critical_passages": what_if.critical(grouped(counted, "passage"), -1),
        "critical_informants": what_if.critical(grouped(counted, "informant"), -1),
        "critical_rejected": what_if.critical(grouped(rejected, "id"), 1),
        "all_rejected_restored": what_if.verdict_if(rejected, 1),
        "working_verdict": what_if.verdict_if(pending, 1),
        "thresholds": thresholds(tallies),
    }
    return {**block, "flags": flags(block, what_if.verdict)}


def grouped(placed: Iterable[Placed], key: str) -> dict[str, list[Placed]]:
    groups: dict[str, list[Placed]] = defaultdict(list)
    for place in placed:
        groups[place[1][key]].append(place)
    return groups


def thresholds(tallies: Tallies) -> list[dict[str, Any]]:
    """The verdict over the small grid, every other setting as it is."""
    grid = [{"theta": theta, "min_informants": least} for theta in THETAS for least in MINIMA]
    return [{**point, "verdict": verdict_of(tallies.findings({**tallies.config, **point}))[0]} for point in grid]


def flags(block: Mapping[str, Any], verdict: str) -> list[str]:
    """What the verdict is sensitive to, in the order of 4.8; `robust` where nothing is."""
    raised = {
        "passage_sensitive": block["critical_passages"],
        "informant_sensitive": block["critical_informants"],
        "review_sensitive": block["critical_rejected"] or block["all_rejected_restored"] != verdict,
        "pending_sensitive": block["working_verdict"] != verdict,
        "threshold_sensitive": any(point["verdict"] != verdict for point in block["thresholds"]),
    }
    return [flag for flag, holds in raised.items() if holds] or ["robust"]
