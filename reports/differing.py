"""What differs between two states of a study: one that was signed, and one that is. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

LEVELS = {"cells": "cell", "pairs": "pair"}


class State(NamedTuple):
    """What can be compared: the evidence, what the method says of it (None where it refuses it), and what is around."""

    evidence: dict
    result: dict | None
    around: dict


class Difference(NamedTuple):
    """One thing that came, went or changed; `was` and `now` hold what differs, None where it is not there.

    `part` is coding, link, actor, dimension, setting, code, person, override, cell, pair or verdict.
    """

    part: str
    key: str
    was: dict | None
    now: dict | None


def differences(then: State, now: State) -> list[Difference]:
    """All of them, what follows first, then what it follows from, each in the order of its keys.

    Nothing is told of what the earlier state has no record of.
    """
    return [*results(then.result, now.result), *_evidence(then.evidence, now.evidence), *_around(then, now)]


def results(then: Mapping | None, now: Mapping | None) -> Iterator[Difference]:
    """Verdict, cells and pairs that have another level; nothing where the method refuses one of the two."""
    if not then or not now:
        return
    yield from _rows("verdict", {"verdict": {"level": then["verdict"]}}, {"verdict": {"level": now["verdict"]}})
    for name, part in LEVELS.items():
        levels = ({key: {"level": each["level"]} for key, each in result[name].items()} for result in (then, now))
        yield from _rows(part, *levels)


def _evidence(then: Mapping, now: Mapping) -> Iterator[Difference]:
    for name, part, key in (("codings", "coding", "id"), ("links", "link", "id"), ("actors", "actor", "code")):
        yield from _rows(part, _by(key, then[name]), _by(key, now[name]))
    yield from _rows("dimension", _dimensions(then), _dimensions(now))
    settings = ({key: {"value": value} for key, value in each["config"].items()} for each in (then, now))
    yield from _rows("setting", *settings)


def _dimensions(evidence: Mapping) -> dict[str, dict]:
    return _by("code", (each if isinstance(each, Mapping) else {"code": each} for each in evidence["dimensions"]))


def _around(then: State, now: State) -> Iterator[Difference]:
    for name, part, key in (("people", "person", "id"), ("overrides", "override", "target")):
        if name in then.around:
            yield from _rows(part, _by(key, then.around[name]), _by(key, now.around[name]))
    if "codebook" in then.around:
        yield from _rows("code", *(_codes(each.around["codebook"]) for each in (then, now)))


def _codes(codebook: Mapping | None) -> dict[str, dict]:
    return _by("key", codebook["content"]["codes"]) if codebook else {}


def _by(key: str, rows: Iterable[Mapping]) -> dict[str, dict]:
    return {row[key]: dict(row) for row in rows}


def _rows(part: str, then: Mapping[str, dict], now: Mapping[str, dict]) -> Iterator[Difference]:
    for key in sorted(then.keys() | now.keys()):
        was, is_now = then.get(key), now.get(key)
        if was == is_now:
            continue
        if was is not None and is_now is not None:
            names = [name for name in {**was, **is_now} if was.get(name) != is_now.get(name)]
            was, is_now = ({name: each.get(name) for name in names} for each in (was, is_now))
        yield Difference(part, key, was, is_now)
