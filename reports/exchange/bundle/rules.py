"""What has to hold between the rows of a bundle. Pure: the database is asked in taking_in.py only."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import DateField, Q, UniqueConstraint
from django.utils.translation import gettext as _

from coding.models import CodebookVersion, Memo, Passage
from reports.book.plan import Plan, changed
from reports.exchange.bundle.fields import PARTS, Part
from reports.exchange.bundle.refusal import Fault
from reports.exchange.bundle.rows import Row, Rows, references
from reports.method import InvalidEvidence, input_hash
from reports.sealing import FORMAT as RECORD
from reports.sealing import digest

LIVE = Q(trashed_at__isnull=True)
PUBLIC = Q(private_since__isnull=True)
RECORD_KEYS = {"summary", "codebook", "people", "overrides"}
RESULT_KEYS = {"cells", "pairs", "verdict", "input_hash", "trace"}


def faults(rows: Rows) -> Iterator[Fault]:
    """What does not hold, in the order of the parts. Where a name leads nowhere the search ends: the rest needs it."""
    broken = [*_repeated_ids(rows), *_strays(rows), *_no_dates(rows)]
    yield from broken
    if broken:
        return
    for part in PARTS:
        yield from _repeated(part, rows[part.name])
    within = Within(rows)
    for name, rule in RULES.items():
        for row in rows[name]:
            yield from (Fault(f"{row.path}.{field}", what) for field, what in rule(row.values, within))


class Within:
    """The rows of the bundle by part and id."""

    def __init__(self, rows: Rows):
        self.by_id = {
            name: {row.values["id"]: row.values for row in found} for name, found in rows.items() if name != "events"
        }
        self.order = {row.values["id"]: index for index, row in enumerate(rows["acts"])}

    def __call__(self, part: str, uuid: str | None) -> dict | None:
        return self.by_id[part][uuid] if uuid is not None else None


def _repeated_ids(rows: Rows) -> Iterator[Fault]:
    for part in PARTS:
        seen: dict[str, str] = {}
        for path, values in rows[part.name] if "id" in part.names else ():
            if (first := seen.setdefault(values["id"], path)) != path:
                yield Fault(f"{path}.id", _("{first} has the same id.").format(first=first))


def _strays(rows: Rows) -> Iterator[Fault]:
    known = {part.name: {row.values["id"] for row in rows[part.name]} for part in PARTS if "id" in part.names}
    for part in PARTS:
        for name, other in references(part):
            for path, values in rows[part.name]:
                if values[name] is not None and values[name] not in known[other.name]:
                    what = _("“{list}” has no row {id}.").format(list=other.name, id=values[name])
                    yield Fault(f"{path}.{name}", what)


def _no_dates(rows: Rows) -> Iterator[Fault]:
    """The schema knows how a date is written, not how many days a month has."""
    for part in PARTS:
        for name in part.names:
            if not isinstance(part.model._meta.get_field(name), DateField):
                continue
            for path, values in rows[part.name]:
                if values[name] is not None and not _is_date(values[name]):
                    yield Fault(f"{path}.{name}", _("{value} is not in the calendar.").format(value=values[name]))


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
    except ValueError:
        return False


def _repeated(part: Part, rows: list[Row]) -> Iterator[Fault]:
    """What the database keeps unique is unique in the bundle."""
    for constraint in part.model._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or constraint.condition not in (None, LIVE, PUBLIC):
            continue
        seen: dict[tuple, str] = {}
        for path, values in rows:
            if constraint.condition == LIVE and values["trashed_at"] is not None:
                continue
            if constraint.condition == PUBLIC and values["private_since"] is not None:
                continue
            same = tuple(values[name] for name in constraint.fields)
            if None in same and constraint.nulls_distinct is not False:
                continue
            if (first := seen.setdefault(same, path)) != path:
                what = _("{first} has the same {fields}.").format(first=first, fields=", ".join(constraint.fields))
                yield Fault(path, what)


def _study(row: dict, within: Within):
    if row["period_from"] and row["period_to"] and row["period_from"] > row["period_to"]:
        yield "period_to", _("The period ends before it begins.")
    if row["time_zone"] not in available_timezones():
        yield "time_zone", _("There is no time zone of this name.")


def _speaker(row: dict, within: Within):
    if (row["kind"] == "informant") != (row["informant"] is not None):
        yield "informant", _("A label stands for an informant, or for the interviewer or someone else.")


def _transcript(row: dict, within: Within):
    if row["length"] != len(row["text"]):
        yield "length", _("The text has {count} characters.").format(count=len(row["text"]))
    if row["sha256"] != digest(row["text"]):
        yield "sha256", _("The text has another SHA-256: it was changed after it was exported.")


def _turn(row: dict, within: Within):
    transcript = within("transcripts", row["transcript"])
    if not row["start"] <= row["end"] <= transcript["length"]:
        yield "end", _span_leaves(transcript)
    speaker = within("speakers", row["speaker"])
    if speaker and speaker["interview"] != transcript["interview"]:
        yield "speaker", _("The speaker belongs to another interview.")


def _link_form(row: dict, within: Within):
    if row["rung"] is not None and row["rung"] > 4:
        yield "rung", _("A rung is 0 to 4.")


def _code(row: dict, within: Within):
    above, steps = row, 0
    while above and steps <= len(within.by_id["codes"]):
        above, steps = within("codes", above["parent"]), steps + 1
    if above:
        yield "parent", _("A code cannot stand below itself.")


def _codebook_version(row: dict, within: Within):
    if CodebookVersion.digest(row["content"]) != row["sha256"]:
        yield "sha256", _("The content has another SHA-256: it was changed after it was exported.")


def _passage(row: dict, within: Within):
    transcript = within("transcripts", row["transcript"])
    if not row["start"] < row["end"] <= transcript["length"]:
        yield "end", _span_leaves(transcript)
    elif row["quote"] != transcript["text"][row["start"] : row["end"]]:
        yield "quote", _("The text says other words at {start}–{end}.").format(start=row["start"], end=row["end"])
    if row["id"] != str(Passage.id_of(row["transcript"], row["start"], row["end"])):
        yield "id", _("The id of a passage follows from its transcript and span, and this one does not.")


def _judged(row: dict, within: Within):
    passage = within("passages", row["passage"])
    speaker = within("speakers", row["speaker"])
    if speaker and speaker["interview"] != within("transcripts", passage["transcript"])["interview"]:
        yield "speaker", _("The speaker belongs to another interview.")


def _link(row: dict, within: Within):
    yield from _judged(row, within)
    if row["from_actor"] == row["to_actor"]:
        yield "to_actor", _("A link joins two different actors.")
    if row["polarity"] == "limited":
        yield "polarity", _("A link is not limited: say which form, or mark it absent.")
    if row["polarity"] == "enacted" and within("link_forms", row["form"])["rung"] is None:
        yield "polarity", _("A general statement cannot be enacted.")


def _memo(row: dict, within: Within):
    if sum(row[target] is not None for target in Memo.TARGETS) > 1:
        yield "text", _("A memo is about one thing, or about the study.")


def _review(row: dict, within: Within):
    if (row["coding"] is None) == (row["link"] is None):
        yield "coding", _("A review is about one coding or one link.")
    if row["decision"] != "approve" and not row["reason"]:
        yield "reason", _("A return or rejection gives its reason.")


def _summary(row: dict, within: Within):
    try:
        evidence, result = json.loads(row["evidence"]), json.loads(row["result"])
        if input_hash(evidence) != row["input_hash"]:
            yield "evidence", _("The evidence has another hash than the summary names.")
    except (ValueError, RecursionError, InvalidEvidence) as error:
        yield "evidence", _("This is not evidence or not a summary: {error}").format(error=str(error)[:200])
    else:
        if (
            not isinstance(result, dict)
            or not result.keys() >= RESULT_KEYS
            or result["input_hash"] != row["input_hash"]
        ):
            yield "result", _("This is not the summary of the evidence.")


def _sign_off(row: dict, within: Within):
    if (row["record"] is None) != (row["sha256"] is None):
        yield "sha256", _("A record has a hash, and a hash a record.")
    elif row["record"] is not None:
        if digest(row["record"]) != row["sha256"]:
            yield "sha256", _("The record has another SHA-256: it was changed after it was exported.")
        if not _is_record(row["record"]):
            yield "record", _("This is not the record of a sign-off.")


def _is_record(text: str) -> bool:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and record.get("format") == RECORD and record.keys() >= RECORD_KEYS


def _override(row: dict, within: Within):
    if row["target"].partition(":")[0] not in ("cell", "pair"):
        yield "target", _("A level is that of a cell or of a pair.")


def _member_check(row: dict, within: Within):
    if row["answered_on"] and row["answered_on"] < row["sent_on"]:
        yield "answered_on", _("The answer comes before what was sent.")
    if row["answered_on"] and row["answer"] == "waiting":
        yield "answer", _("Say what the answer was, or leave its date empty.")


def _checklist_answer(row: dict, within: Within):
    if not 1 <= row["item"] <= 32:
        yield "item", _("The checklist has the items 1 to 32.")


def _report_plan(row: dict, within: Within):
    try:
        changed(Plan(), {field.name: row[field.name] for field in fields(Plan)})
    except ValidationError as refusal:
        yield from ((name, " ".join(told)) for name, told in refusal.message_dict.items())


def _written_cell(row: dict, within: Within):
    for first, second in (("informant", "actor"), ("dimension", "code")):
        if (row[first] is None) == (row[second] is None):
            yield second, _("A cell stands in one row and in one column.")


def _act(row: dict, within: Within):
    if row["undoes"] is not None and within.order[row["undoes"]] >= within.order[row["id"]]:
        yield "undoes", _("An act undoes an earlier one.")


def _span_leaves(transcript: dict) -> str:
    return _("The span leaves the text, which has {count} characters, or is empty.").format(count=transcript["length"])


RULES = {
    "study": _study,
    "speakers": _speaker,
    "transcripts": _transcript,
    "turns": _turn,
    "link_forms": _link_form,
    "codes": _code,
    "codebook_versions": _codebook_version,
    "passages": _passage,
    "codings": _judged,
    "links": _link,
    "memos": _memo,
    "reviews": _review,
    "summaries": _summary,
    "sign_offs": _sign_off,
    "overrides": _override,
    "member_checks": _member_check,
    "checklist_answers": _checklist_answer,
    "report_plans": _report_plan,
    "written_cells": _written_cell,
    "acts": _act,
}
