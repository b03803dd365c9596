"""What changed of a codebook between two of its versions. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

SORTS = {"dimensions": ("dimension", "code"), "forms": ("form", "code"), "codes": ("code", "key")}


class Change(NamedTuple):
    """One entry that came, went or changed.

    `sort` is dimension, form or code; `how` added, removed, retired, restored or changed, with the `fields` that did:
    those of its text, and parent, dimension, stage, rung and the like.
    """

    sort: str
    key: str
    how: str
    fields: list[str]


def codebook_changes(before: Mapping, after: Mapping) -> list[Change]:
    """From the content of one version to that of another, in the order of the later one, what is gone last."""
    return [change for name, (sort, key) in SORTS.items() for change in _changes(sort, key, before[name], after[name])]


def _changes(sort: str, key: str, before: list[dict], after: list[dict]) -> Iterator[Change]:
    then, now = ({entry[key]: entry for entry in entries} for entries in (before, after))
    for name, entry in now.items():
        if name not in then:
            yield Change(sort, name, "added", [])
        elif (how := _how(then[name], entry)) != "as it was":
            yield Change(sort, name, how, _fields(then[name], entry))
    yield from (Change(sort, name, "removed", []) for name in then if name not in now)


def _how(then: Mapping, now: Mapping) -> str:
    was, is_now = then.get("retired", False), now.get("retired", False)
    if was != is_now:
        return "retired" if is_now else "restored"
    return "changed" if _fields(then, now) else "as it was"


def _fields(then: Mapping, now: Mapping) -> list[str]:
    """The names of the columns that differ, of texts those of their fields in either language."""
    columns = [name for name in now if name not in ("texts", "retired") and then.get(name) != now[name]]
    texts = [entry.get("texts", {}) for entry in (then, now)]
    told = {(language, name) for text in texts for language in text for name in text[language]}
    differing = {name for language, name in told if len({_said(text, language, name) for text in texts}) > 1}
    return [*columns, *sorted(differing)]


def _said(texts: Mapping, language: str, name: str) -> str:
    return texts.get(language, {}).get(name, "")
