"""A sample of interviews for double coding: so many of each actor, and the same again from the same seed."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from hashlib import sha256


def draw(interviews: Iterable[tuple[str, Hashable]], percent: int, seed: int) -> list[str]:
    """The ids drawn, of `interviews` as (id, stratum): `percent` of each stratum, rounded up, so at least one.

    What is drawn follows from the seed, the ids and nothing else: in each stratum the first by the SHA-256 of seed and
    id, so that an interview added later takes nobody's place but its own. Returned in the order given.
    """
    given = list(interviews)
    strata: dict[Hashable, list[str]] = defaultdict(list)
    for each, stratum in given:
        strata[stratum].append(each)
    drawn: set[str] = set()
    for ids in strata.values():
        ids.sort(key=lambda each: sha256(f"{seed}:{each}".encode()).digest())
        drawn.update(ids[: -(-len(ids) * percent // 100)])
    return [each for each, _stratum in given if each in drawn]
