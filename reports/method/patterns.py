"""What cells and pairs say together: dimensions, isolation, actor profiles (method.md 4.6)."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from reports.method.cells import CellStanding
from reports.method.pairs import PairStanding
from reports.method.study import Study

APART = frozenset(("none", "contact_only"))
CELL_GAPS = frozenset(("no_evidence", "insufficient"))
PAIR_GAPS = frozenset(("no_evidence", "insufficient", "contested"))

Ends = tuple[str, str]


class Findings:
    """The standing of every cell and pair under one study and config: all that the verdict is read from."""

    def __init__(
        self,
        study: Study,
        config: Mapping[str, Any],
        cells: Mapping[str, CellStanding],
        pairs: Mapping[str, PairStanding],
    ) -> None:
        self.study, self.config, self.cells, self.pairs = study, config, cells, pairs

    def pair(self, ends: Ends) -> PairStanding:
        return self.pairs[self.study.pair_of[ends]]

    def cell(self, actor: str, dimension: str) -> CellStanding:
        return self.cells[self.study.cell_of[actor, dimension]]

    def enacted(self, actor: str, dimension: str) -> bool:
        return self.cell(actor, dimension).level == "enacted"

    def is_coordinated(self, ends: Ends) -> bool:
        return self.pair(ends).rung >= self.config["coord_rung"]

    @cached_property
    def copro_pairs(self) -> list[Ends]:
        return [(a, b) for a, b in self.config["copro_pairs"]]

    @cached_property
    def coordinated(self) -> list[Ends]:
        return [ends for ends in self.study.pairs if self.is_coordinated(ends)]

    @cached_property
    def coordinated_copro(self) -> list[Ends]:
        return [ends for ends in self.copro_pairs if self.is_coordinated(ends)]

    def co_producing(self, dimension: str) -> list[Ends]:
        """The co-production pairs that coordinate and both enact the dimension."""
        return [(a, b) for a, b in self.coordinated_copro if self.enacted(a, dimension) and self.enacted(b, dimension)]

    def _is_strict(self, dimension: str) -> bool:
        return any(
            self.pair((a, b)).corroborated
            and self.cell(a, dimension).corroborated
            and self.cell(b, dimension).corroborated
            for a, b in self.co_producing(dimension)
        )

    @cached_property
    def co_produced(self) -> list[str]:
        return [dimension for dimension in self.study.dimensions if self.co_producing(dimension)]

    @cached_property
    def strictly_co_produced(self) -> list[str]:
        return [dimension for dimension in self.study.dimensions if self._is_strict(dimension)]


def dimension_pattern(found: Findings, dimension: str) -> dict[str, str]:
    """Breadth and mode of one dimension."""
    enacting = [actor for actor in found.study.actors if found.enacted(actor, dimension)]
    return {"breadth": _breadth(found, dimension, enacting), "mode": _mode(found, dimension, enacting)}


def _breadth(found: Findings, dimension: str, enacting: list[str]) -> str:
    if enacting:
        return "all" if len(enacting) == len(found.study.actors) else "some"
    unknown = any(found.cell(actor, dimension).level in CELL_GAPS for actor in found.study.actors)
    return "undetermined" if unknown else "none"


def _mode(found: Findings, dimension: str, enacting: list[str]) -> str:
    if found.co_producing(dimension):
        return "co_produced"
    civic = {actor for actor in enacting if found.study.sides[actor] == "civic"}
    if any(civic.issuperset(ends) for ends in found.coordinated):
        return "joint_civic"
    return "parallel" if len(enacting) >= 2 else "solo" if enacting else "-"


def isolation(found: Findings) -> str:
    """Whether everybody, or the state, stands apart from the others."""
    if _all_apart(found, found.study.pairs):
        return "all_isolated"
    if _all_apart(found, found.study.state_civic_pairs):
        return "state_isolated"
    return "not_isolated" if any(pair.rung >= 1 for pair in found.pairs.values()) else "undetermined"


def _all_apart(found: Findings, pairs: Iterable[Ends]) -> bool:
    """No pair is no isolation."""
    levels = [found.pair(ends).level for ends in pairs]
    return bool(levels) and APART.issuperset(levels)


def open_gaps(found: Findings) -> list[str]:
    """What nobody, or too few, spoke about; cells by actor and dimension, then pairs."""
    cells = [f"cell:{key}" for key, cell in found.cells.items() if cell.level in CELL_GAPS]
    return cells + [f"pair:{key}" for key, pair in found.pairs.items() if pair.level in PAIR_GAPS]


def profile(found: Findings, actor: str) -> dict[str, Any]:
    """One actor's levels, pairs and partners; who spoke about it is added where the rows are."""
    partners = {dimension: _partners(found, actor, dimension) for dimension in found.study.dimensions}
    shared = {dimension: names for dimension, names in partners.items() if names}
    pairs = {key: found.pairs[key].level for key, _ in found.study.pairs_with(actor)}
    return {
        "levels": {dimension: found.cell(actor, dimension).level for dimension in found.study.dimensions},
        "pairs": pairs,
        "isolated": bool(pairs) and APART.issuperset(pairs.values()),
        "co_produced": list(shared),
        "with": shared,
    }


def _partners(found: Findings, actor: str, dimension: str) -> list[str]:
    pairs = [ends for ends in found.co_producing(dimension) if actor in ends]
    return [other for other in found.study.actors if any(other in ends for ends in pairs) and other != actor]
