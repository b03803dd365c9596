"""Which rows count (method.md 4.1)."""

from collections.abc import Container, Mapping
from typing import Any

from reports.method.vocabulary import NEUTRAL


def why_not_counted(row: Mapping[str, Any], statuses: Container[str]) -> str | None:
    """The first reason why a row of canonical evidence is no vote, or None where it counts.

    One of `submitted`, `rejected` (its status is not counted), `out_of_scope`, `no_informant`, `planned`, `unclear`.
    """
    if row["review_status"] not in statuses:
        return row["review_status"]
    return why_never_counted(row) or (row["polarity"] if row["polarity"] in NEUTRAL else None)


def why_never_counted(row: Mapping[str, Any]) -> str | None:
    """The reason that holds whatever the status and the polarity."""
    if not row["in_scope"]:
        return "out_of_scope"
    return "no_informant" if row["informant"] is None else None


def would_count(row: Mapping[str, Any]) -> bool:
    """Whether the row counts as soon as its status does."""
    return row["in_scope"] and row["informant"] is not None and row["polarity"] not in NEUTRAL


def is_hope(row: Mapping[str, Any], statuses: Container[str]) -> bool:
    """Whether the row would count but for being planned (settled detail 4)."""
    return row["polarity"] == "planned" and row["review_status"] in statuses and why_never_counted(row) is None
