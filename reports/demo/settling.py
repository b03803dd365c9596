"""Ids and times that are the same at every building: ids follow from names, times from what was done."""

import json
import re
import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from coding.models import Passage
from reports.exchange.bundle.fields import BY_NAME, PARTS, Part
from reports.exchange.bundle.rows import flat
from reports.exchange.bundle.values import UUID_PATTERN, as_json

NAMESPACE = uuid.UUID("5b2c6a5e-6a0a-5c0f-9f5e-2d8f5f7a1d11")
UUIDS = re.compile(UUID_PATTERN.strip("^$"))
TIMES = re.compile(r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00))"')
# Days from the first interview to each kind of work, in the order in which the work is done.
BEGINS = {
    "study.create": -7,
    "actor.change": -7,
    "member.add": -7,
    "informant.add": 20,
    "interview.import": 20,
    "coding.create": 25,
    "link.create": 25,
    "memo.write": 25,
    "coding.submit": 32,
    "review.approve": 35,
    "review.reject": 35,
}
A_DAY = 60
EACH = timedelta(minutes=5)
MORNING = timedelta(hours=1)  # UTC: eight o'clock in Jakarta


def id_of(*names) -> uuid.UUID:
    """The id that follows from the names of a thing, such as "demo-a", "row", "c1"."""
    return uuid.uuid5(NAMESPACE, "/".join(map(str, names)))


def settled(bundle: dict) -> dict:
    """The bundle with ids that follow from names, times that follow from the acts, rows in their order."""
    ids, times, at = _ids(bundle), _times(bundle), _times_of_acts(bundle)
    text = json.dumps(bundle, ensure_ascii=False)
    text = UUIDS.sub(lambda found: ids[found[0]], text)
    text = TIMES.sub(lambda found: f'"{_as_found(times[_instant(found[1])], found[1])}"', text)
    found = json.loads(text)
    for act, time in zip(found["acts"], at, strict=True):
        act["at"] = as_json(time)
    for part in PARTS:
        for rows in _lists(found, part):
            _sort(part, rows)
    found["events"] = _in_order(found["events"])
    return found


def _ids(bundle: dict) -> dict[str, str]:
    """The id of every row → the one that follows from its name."""
    rows = flat(bundle)
    known = {row.values["id"]: row.values for name, found in rows.items() if name != "events" for row in found}
    slug = bundle["study"]["slug"]
    ids = {}
    for part in PARTS:
        for number, row in enumerate(rows[part.name]):
            if "id" in part.names and part.name != "passages":
                ids[row.values["id"]] = str(_named(slug, part.name, row.values, number, known))
    for row in rows["passages"]:
        transcript = ids[row.values["transcript"]]
        ids[row.values["id"]] = str(Passage.id_of(transcript, row.values["start"], row.values["end"]))
    return ids


def _named(slug: str, part: str, row: dict, number: int, known: dict):
    """The accounts are shared by both studies; a row that was made with an id of its own keeps it."""
    match part:
        case "people":
            return id_of("person", row["username"])
        case "study" | "informants" | "interviews" | "codings" | "links":
            return row["id"]
        case "members":
            return id_of(slug, part, known[row["user"]]["username"])
        case "speakers":
            return id_of(slug, part, known[row["interview"]]["code"], row["label"])
        case "transcripts":
            return id_of(slug, part, known[row["interview"]]["code"], row["version"])
        case "turns":
            interview = known[known[row["transcript"]]["interview"]]
            return id_of(slug, part, interview["code"], row["index"])
        case "codes":
            return id_of(slug, part, row["key"])
        case "reviews":
            return id_of(slug, part, row["coding"] or row["link"])
        case "actors" | "dimensions" | "link_forms":
            return id_of(slug, part, row["code"])
    return id_of(slug, part, number)


def _times_of_acts(bundle: dict) -> list[datetime]:
    """When each act was: work of a kind begins on its day and goes on morning by morning."""
    first = date.fromisoformat(min(interview["held_on"] for interview in bundle["interviews"]))
    done: Counter[int] = Counter()
    found = []
    for act in bundle["acts"]:
        begin = BEGINS[act["verb"]]
        days, step = divmod(done[begin], A_DAY)
        done[begin] += 1
        morning = datetime.combine(first + timedelta(days=begin + days), datetime.min.time(), UTC) + MORNING
        found.append(morning + step * EACH)
    return found


def _times(bundle: dict) -> dict[datetime, datetime]:
    """Every time that a row holds → the time of the act that wrote it first."""
    at = dict(zip((act["id"] for act in bundle["acts"]), _times_of_acts(bundle), strict=True))
    found: dict[datetime, datetime] = {_instant(act["at"]): at[act["id"]] for act in bundle["acts"]}
    for event in bundle["events"]:
        for value in (event["after"] or {}).values():
            if isinstance(value, str) and TIMES.fullmatch(f'"{value}"'):
                found.setdefault(_instant(value), at[event["act"]])
    return found


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _as_found(time: datetime, was: str) -> str:
    """As a bundle writes a time, or as PostgreSQL does in an event."""
    return as_json(time) if was.endswith("Z") else time.isoformat()


def _lists(bundle: dict, part: Part) -> list[list[dict]]:
    if part.inside:
        return [row[part.name] for rows in _lists(bundle, BY_NAME[part.inside]) for row in rows]
    return [bundle[part.name]] if isinstance(bundle[part.name], list) else []


def _sort(part: Part, rows: list[dict]) -> None:
    if part.name not in ("acts", "events"):
        rows.sort(key=lambda row: [row[name.removesuffix("_id")] for name in part.order.split()])


def _in_order(events: list[dict]) -> list[dict]:
    """One statement may change many rows, in whatever order it finds them: in the bundle, in that of their ids."""
    statements = groupby(events, key=lambda event: (event["act"], event["relation"], event["before"] is None))
    found = []
    for (_act, _relation, inserted), together in statements:
        found += together if inserted else sorted(together, key=itemgetter("row_id"))
    return found
