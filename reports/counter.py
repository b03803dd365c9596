"""What stands against a judgement that waits: the strongest words about the same actor and dimension, or pair.

Read of the working evidence with the method's own rules: what is no vote stands against nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coding.models import Coding, Link
from interviews.models import Study
from reports.evidence import collect
from reports.evidence.quotes import Quotation, lengths, quotations
from reports.method.counting import why_not_counted
from reports.method.readings import AGAINST
from reports.method.vocabulary import DENYING, WORKING
from reports.models import Basis
from reports.quoting import strongest_first

SHOWN = 3  # that are read: the words of the first may be gone or withdrawn
Place = tuple[tuple[str, ...], str]
"""The actors whose act it is, and the dimension; of a link its ends, and no dimension."""


class Counter(NamedTuple):
    """The strongest words against one row, who says them, and how many judgements stand against it in all."""

    words: Quotation
    informant: str
    count: int


def counters(study: Study, rows: Iterable[Coding | Link]) -> dict[str, Counter]:
    """By id of a row, what stands against it, in a constant number of queries; nothing for a row that nothing does."""
    evidence = collect(study, Basis.WORKING).document
    every = {row["id"]: row for name in ("codings", "links") for row in evidence[name] if _counts(row)}
    there = defaultdict(list)
    for row in every.values():
        there[_place(row)].append(row)
    asked = [every[str(row.pk)] for row in rows if str(row.pk) in every]
    against = {row["id"]: [each["id"] for each in there[_place(row)] if _is_against(each, row)] for row in asked}
    long = lengths(study) if any(against.values()) else {}
    ordered = {key: strongest_first(ids, every, _place(every[key])[0], long) for key, ids in against.items() if ids}
    said = quotations(study, {every[row]["passage"] for ids in ordered.values() for row in ids[:SHOWN]})
    return {
        key: Counter(words, every[row]["informant"], len(ids))
        for key, ids in ordered.items()
        for row, words in _first(ids, every, said)
    }


def _counts(row: Mapping) -> bool:
    return why_not_counted(row, WORKING) is None and not row["consent_withdrawn"]


def _place(row: Mapping) -> Place:
    if "dimension" in row:
        return (row["about_actor"],), row["dimension"]
    return tuple(sorted((row["from_actor"], row["to_actor"]))), ""


def _is_against(other: Mapping, row: Mapping) -> bool:
    claim = "absent" if row["polarity"] in DENYING else row["polarity"]
    return other["polarity"] in AGAINST[claim] and other["passage"] != row["passage"]


def _first(ids: list[str], every: Mapping, said: Mapping[str, Quotation]) -> list[tuple[str, Quotation]]:
    """The first of the rows whose words can be quoted, or none."""
    told = ((row, said.get(every[row]["passage"])) for row in ids[:SHOWN])
    return [(row, words) for row, words in told if words is not None and not words.withdrawn][:1]
