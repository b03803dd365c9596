"""What was tried and what was found: pure, so that it can be tried itself with a planted loss."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Trial:
    """One thing that was tried.

    `tried` are counts of what was done: a trial in which nothing was done proves nothing. `none` are counts that must
    be 0. `told` says more and decides nothing.
    """

    name: str
    tried: dict[str, int]
    none: dict[str, int]
    told: dict = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return all(self.tried.values()) and not any(self.none.values())


def of_rows(
    sent: Mapping[Hashable, Hashable], acknowledged: Iterable[Hashable], stored: Iterable[tuple[Hashable, Hashable]]
) -> dict[str, int]:
    """Counts of what must be none: of ids that were sent, with what they said, and of the ids and contents stored.

    A row is a duplicate when its id or its content is stored already, and a stray when nobody sent it.
    """
    rows = list(stored)
    held, acknowledged = dict(rows), set(acknowledged)
    return {
        "lost": len(acknowledged - held.keys()),
        "altered": sum(sent.get(row, content) != content for row, content in held.items()),
        "duplicates": len(rows) - min(len(held), len({content for _row, content in rows})),
        "strays": len(held.keys() - sent.keys()),
    }


def of_jobs(
    acknowledged: Iterable[Hashable],
    states: Mapping[Hashable, str],
    acts: Mapping[Hashable, int],
    results: Iterable[Hashable],
) -> dict[str, int]:
    """Counts of what must be none: of jobs that were acknowledged, how each ended, what was done, and what came of it.

    `states` are those of all jobs of the trial, `acts` says how often each place wrote a result as against how often a
    job of it is done, `results` are those that were written.
    """
    found = list(results)
    acknowledged = set(acknowledged)
    return {
        "lost": sum(job not in states for job in acknowledged),
        "not_done": sum(state != "done" for state in states.values()),
        "double": sum(abs(more) for more in acts.values()) + len(found) - len(set(found)),
    }


def of_exports(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, int]:
    """Counts of what must be none: hashes by name, before a backup and after it was restored."""
    return {
        "other_bytes": sum(after[name] != digest for name, digest in before.items() if name in after),
        "missing": len(before.keys() - after.keys()),
        "strays": len(after.keys() - before.keys()),
    }


def of_answers(asked: Iterable[tuple[str, str, str | None]]) -> tuple[Counter, list[str]]:
    """How often each role was asked, and each complaint, of (role, request, complaint or None)."""
    counts: Counter[str] = Counter()
    wrong = []
    for role, request, complaint in asked:
        counts[role] += 1
        if complaint:
            wrong.append(f"{role}: {request}: {complaint}")
    return counts, wrong
