"""The frame of a study: its actors, dimensions and pairs, in study order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from reports.method.checks import InvalidEvidence, code, listed, mapping, no_floats, one_of, present
from reports.method.vocabulary import SIDES, STAGE_OF, STAGES, cell_key, pair_key


@dataclass(frozen=True)
class Study:
    """Codes in study order; `sides` by actor and `stages` by dimension."""

    sides: dict[str, str]
    stages: dict[str, str]

    @cached_property
    def actors(self) -> list[str]:
        return list(self.sides)

    @cached_property
    def dimensions(self) -> list[str]:
        return list(self.stages)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Every unordered pair of actors, both ends in study order."""
        return list(combinations(self.sides, 2))

    @cached_property
    def state_civic_pairs(self) -> list[tuple[str, str]]:
        return [(a, b) for a, b in self.pairs if self.sides[a] != self.sides[b]]

    @cached_property
    def pair_of(self) -> dict[tuple[str, str], str]:
        """The pair's key, for either order of the ends."""
        return {ends: pair_key(a, b) for a, b in self.pairs for ends in ((a, b), (b, a))}

    @cached_property
    def cell_of(self) -> dict[tuple[str, str], str]:
        return {(a, d): cell_key(a, d) for a in self.sides for d in self.stages}

    def pairs_with(self, actor: str) -> list[tuple[str, str]]:
        """The pair's key and the partner."""
        return [(self.pair_of[actor, other], other) for other in self.actors if other != actor]


def study_of(evidence: Mapping[str, Any]) -> Study:
    """Read actors and dimensions. Raises InvalidEvidence."""
    return Study(_sides(evidence), _stages(evidence))


def _sides(evidence: Mapping[str, Any]) -> dict[str, str]:
    sides: dict[str, str] = {}
    for index, actor in enumerate(listed("actors", present("", evidence, "actors"))):
        path = f"actors[{index}]"
        name = _new_code(f"{path}.code", present(path, mapping(path, actor), "code"), sides)
        sides[name] = one_of(f"{path}.side", present(path, actor, "side"), SIDES)
        no_floats(path, actor)
    return sides


def _stages(evidence: Mapping[str, Any]) -> dict[str, str]:
    stages: dict[str, str] = {}
    for index, dimension in enumerate(listed("dimensions", present("", evidence, "dimensions"))):
        path = f"dimensions[{index}]"
        if isinstance(dimension, Mapping):
            name = _new_code(f"{path}.code", present(path, dimension, "code"), stages)
            stages[name] = one_of(f"{path}.stage", present(path, dimension, "stage"), STAGES)
            no_floats(path, dimension)
        else:
            name = _new_code(path, dimension, stages)
            stages[name] = STAGE_OF.get(name, "other")
    return stages


def _new_code(path: str, value: Any, known: Mapping[str, str]) -> str:
    if code(path, value) in known:
        raise InvalidEvidence(path, f"{value} stands twice")
    return value
