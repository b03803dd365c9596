"""The verdict: the first of V1 to V5 that matches, and what is missing for the next (method.md 4.7)."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.method.patterns import APART, Ends, Findings

Condition = Callable[[Findings], bool]


def required_pairs(found: Findings) -> list[Ends]:
    """Of E1 to E3: every pair, or with `connected` the coordinated ones."""
    return found.coordinated if found.config["established_pairs"] == "connected" else found.study.pairs


def required_coordinated(found: Findings) -> bool:
    """E1. With `connected` the coordinated pairs join all actors and include a co-production pair."""
    if found.config["established_pairs"] == "connected":
        return bool(found.coordinated_copro) and joins_all(found)
    return bool(found.study.pairs) and all(map(found.is_coordinated, found.study.pairs))


def joins_all(found: Findings) -> bool:
    """Whether every actor is reached from the first over coordinated pairs."""
    reached, waiting = set(), found.study.actors[:1]
    while waiting:
        actor = waiting.pop()
        if actor not in reached:
            reached.add(actor)
            waiting += [end for ends in found.coordinated if actor in ends for end in ends]
    return len(reached) == len(found.study.actors)


def required_corroborated(found: Findings) -> bool:
    """E2."""
    required = required_pairs(found)
    return bool(required) and all(found.pair(ends).corroborated for ends in required)


def required_recurrent(found: Findings) -> bool:
    """E3; fails where no coordinated pair is a co-production pair."""
    copro = set(found.copro_pairs)
    return bool(found.coordinated_copro) and all(
        found.pair(ends).recurrent for ends in required_pairs(found) if ends in copro
    )


def planning_strict(found: Findings) -> bool:
    """E4."""
    return set(found.config["planning_dims"]) <= set(found.strictly_co_produced)


def a_delivery_strict(found: Findings) -> bool:
    """E5."""
    return not set(found.config["delivery_dims"]).isdisjoint(found.strictly_co_produced)


def enough_strict(found: Findings) -> bool:
    """E6."""
    return len(found.strictly_co_produced) >= found.config["established_min_dims"]


def everyone_enacts(found: Findings) -> bool:
    """E7."""
    dimensions = found.study.dimensions
    return all(any(found.enacted(actor, dimension) for dimension in dimensions) for actor in found.study.actors)


def a_copro_pair_exchanges(found: Findings) -> bool:
    """P0."""
    return any(found.pair(ends).rung >= 1 for ends in found.copro_pairs)


def a_copro_pair_coordinates(found: Findings) -> bool:
    """P1."""
    return bool(found.coordinated_copro)


def enough_co_produced(found: Findings) -> bool:
    """P2."""
    return len(found.co_produced) >= found.config["partial_min_dims"]


def copro_pairs_apart(found: Findings) -> bool:
    """The condition of V4."""
    levels = [found.pair(ends).level for ends in found.copro_pairs]
    return bool(levels) and APART.issuperset(levels)


ESTABLISHED: dict[str, Condition] = {
    "E1": required_coordinated,
    "E2": required_corroborated,
    "E3": required_recurrent,
    "E4": planning_strict,
    "E5": a_delivery_strict,
    "E6": enough_strict,
    "E7": everyone_enacts,
}
PARTIAL: dict[str, Condition] = {"P1": a_copro_pair_coordinates, "P2": enough_co_produced}
EMERGING: dict[str, Condition] = {"P0": a_copro_pair_exchanges}
ASCENT = (("emerging", EMERGING), ("partial", PARTIAL), ("established", ESTABLISHED))


def verdict_of(found: Findings) -> tuple[str, str]:
    """The verdict and its rule."""
    for rule, (verdict, conditions) in zip(("V1", "V2", "V3"), reversed(ASCENT), strict=True):
        if all(holds(found) for holds in conditions.values()):
            return verdict, rule
    return ("not_indicated", "V4") if copro_pairs_apart(found) else ("undetermined", "V5")


def missing(found: Findings, conditions: Mapping[str, Condition]) -> list[str]:
    return [name for name, holds in conditions.items() if not holds(found)]


def failed_conditions(found: Findings) -> list[str]:
    """Those of E1 to E7 that do not hold, whatever the verdict."""
    return missing(found, ESTABLISHED)


def next_step(found: Findings, verdict: str) -> dict[str, Any] | None:
    """The next better verdict and what is missing for it; None at `established`."""
    names = [name for name, _ in ASCENT]
    above = names.index(verdict) + 1 if verdict in names else 0
    if above == len(ASCENT):
        return None
    better, conditions = ASCENT[above]
    return {"verdict": better, "missing": missing(found, conditions)}
