"""What an event of a bundle may speak of: rows of its own study, and rows that are nowhere here.

Undo writes what an event says. An event that named a row of another study would let a file reach into that study.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ground.models import Recorded
from reports.exchange.bundle.fields import BY_NAME, PARTS, PEOPLE, STUDY, Part
from reports.exchange.bundle.refusal import Fault
from reports.exchange.bundle.rows import Rows, references
from reports.exchange.bundle.values import UUID_PATTERN

RELATIONS = {
    part.model._meta.db_table: part
    for part in PARTS
    if any(isinstance(trigger, Recorded) for trigger in getattr(part.model._meta, "triggers", ()))
}
COLUMNS = {
    relation: {part.model._meta.get_field(name).attname: other.name for name, other in references(part)}
    for relation, part in RELATIONS.items()
}


def named_in(event: dict) -> dict[str, set[str]]:
    """The ids that an event names, by part: its row, and the rows that its row points to."""
    named = defaultdict(set)
    if event["relation"] in RELATIONS:
        named[RELATIONS[event["relation"]].name].add(event["row_id"])
    for column, part in COLUMNS.get(event["relation"], {}).items():
        for state in (event["before"], event["after"]):
            if state and _is_id(state.get(column)):
                named[part].add(state[column])
    return named


def faults(rows: Rows) -> Iterator[Fault]:
    """Events that cannot be: of no table, of no change, or that reach out of the study."""
    known = {name: {row.values["id"] for row in found} for name, found in rows.items() if name != "events"}
    study = rows["study"][0].values["id"]
    strangers = defaultdict(dict)
    for path, event in rows["events"]:
        if what := _impossible(event, study):
            yield Fault(path, what)
        for part, ids in named_in(event).items():
            strangers[part] |= dict.fromkeys(ids - known[part], path)
    for part, paths in strangers.items():
        yield from _elsewhere(BY_NAME[part], paths)


def _is_id(value) -> bool:
    return isinstance(value, str) and re.fullmatch(UUID_PATTERN, value) is not None


def _impossible(event: dict, study: str) -> str | None:
    states = [state for state in (event["before"], event["after"]) if state is not None]
    columns = COLUMNS.get(event["relation"])
    if columns is None:
        return _("“{name}” is no table whose changes are recorded.").format(name=event["relation"][:63])
    if not states:
        return _("The event has neither a before nor an after.")
    if any(state.get("id") != event["row_id"] for state in states):
        return _("The row before or after has another id than the event.")
    if RELATIONS[event["relation"]] is STUDY and event["row_id"] != study:
        return _("The event tells of another study.")
    for column, part in columns.items():
        for value in (state[column] for state in states if column in state):
            if value is not None and not _is_id(value):
                return _("{column} is not an id.").format(column=column)
            if part == STUDY.name and value != study:
                return _("The event tells of a row of another study.")
    return None


def _elsewhere(part: Part, paths: dict[str, str]) -> Iterator[Fault]:
    for uuid in there(part, paths):
        what = _("names {id}, which is here but not in the bundle.") if part is PEOPLE else None
        yield Fault(paths[uuid], (what or _("reaches out of the study: {id} belongs to another.")).format(id=uuid))


def there(part: Part, ids) -> list[str]:
    """Which of `ids` are ids of rows in this database."""
    ids = list(ids)
    found = []
    for start in range(0, len(ids), 5000):
        chunk = ids[start : start + 5000]
        found += part.model.objects.filter(pk__in=chunk).values_list("pk", flat=True)
    return [str(uuid) for uuid in found]
