"""The counted evidence of two summaries: what came, what went, why, and the act that did it where one is known."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from ground.models import Act, Event
from reports.differing import Difference, State, differences
from reports.method.counting import why_not_counted
from reports.models import Summary

ROWS = ("codings", "links")
NOT_COUNTED = {
    "submitted": gettext_lazy("waits for review"),
    "rejected": gettext_lazy("rejected"),
    "out_of_scope": gettext_lazy("out of scope"),
    "no_informant": gettext_lazy("who speaks is not settled"),
    "planned": gettext_lazy("a plan or a hope"),
    "unclear": gettext_lazy("unclear"),
}


class Note(NamedTuple):
    """Why a row does not count on the side where it does not (a key of NOT_COUNTED; empty: it is not there)."""

    why: str
    act: Act | None

    @property
    def words(self) -> str:
        return str(NOT_COUNTED[self.why]) if self.why else ""


class Compared(NamedTuple):
    """What differs in the counted evidence and the settings, with a note on each coding and link; both states."""

    found: list[Difference]
    notes: dict[str, Note]
    was: State
    now: State


def compared(was: Summary, now: Summary) -> Compared:
    """Hold the evidence that counts in one summary against that of another, in at most two queries."""
    evidence = [json.loads(each.evidence) for each in (was, now)]
    counted = [State(_counted(each), None, {}) for each in evidence]
    found = [each for each in differences(*counted) if each.key != "count_statuses"]  # the basis says it
    rows = [each.key for each in found if each.part in ("coding", "link")]
    acts = last_acts(rows, *_between(was, now))
    every = [_rows(each) for each in evidence]
    configs = [each["config"]["count_statuses"] for each in evidence]
    notes = {key: Note(_why(key, every, configs), acts.get(key)) for key in rows}
    return Compared(found, notes, *counted)


def last_acts(rows: Iterable[str], since: int | None, until: int | None) -> dict[str, Act]:
    """Of each coding or link the last act after the one numbered `since`, up to `until` where that is given.

    None at all without `since`.
    """
    if since is None:
        return {}
    events = Event.objects.filter(row_id__in=list(rows), act__number__gt=since)
    if until is not None:
        events = events.filter(act__number__lte=until)
    newest = events.order_by("row_id", "-id").distinct("row_id").select_related("act__who")
    return {str(event.row_id): event.act for event in newest}


def _between(was: Summary, now: Summary) -> tuple[int | None, int | None]:
    """The numbers of the acts that built the two, the earlier first; what is as it is now was built by none."""
    built = [each.pk for each in (was, now) if each.built_at]
    events = Event.objects.filter(row_id__in=built, relation=Summary._meta.db_table)
    numbers = sorted(set(events.values_list("act__number", flat=True)))
    return (numbers[0] if numbers else None), (numbers[-1] if len(numbers) > 1 else None)


def _counted(evidence: Mapping[str, Any]) -> dict[str, Any]:
    statuses = evidence["config"]["count_statuses"]
    return {**evidence, **{name: [r for r in evidence[name] if not why_not_counted(r, statuses)] for name in ROWS}}


def _rows(evidence: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for name in ROWS for row in evidence[name]}


def _why(key: str, every: list[dict], statuses: list[list[str]]) -> str:
    whys = (why_not_counted(rows[key], counts) for rows, counts in zip(every, statuses, strict=True) if key in rows)
    return next((why for why in whys if why), "")
