"""A study → another one here: rows of the first under new ids, as far as is asked for, and a list of what stays."""

import re
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coding.founding import free_slug
from coding.marked import UUID
from coding.models import CodebookVersion, Passage
from ground.acts import act
from interviews.models import Study
from reports.exchange.bundle import rules
from reports.exchange.bundle.fields import PARTS, PEOPLE
from reports.exchange.bundle.refusal import Refused
from reports.exchange.bundle.rows import Row, Rows, flat, references
from reports.exchange.bundle.taking_in import write_rows
from reports.exchange.bundle.writing import bundle_of

CODEBOOK = ("study", "actors", "dimensions", "link_forms", "codes", "codebook_versions", "method_configs")
TEXTS = (*CODEBOOK, "informants", "interviews", "speakers", "transcripts", "turns")
CODINGS = (*TEXTS, "passages", "codings", "links", "memos", "reviews", "replies")
EXTENTS = {"codebook": CODEBOOK, "texts": TEXTS, "codings": CODINGS}
"""What comes along, by how much of it is asked for."""

STAYS = {
    "members": _("Members"),
    "informants": _("Informants"),
    "interviews": _("Interviews"),
    "recordings": _("Recordings"),
    "codings": _("Codings"),
    "links": _("Links"),
    "memos": _("Memos"),
    "codes": _("Codes that somebody who codes blind keeps for themselves"),
    "phases": _("Blind phases and their rounds"),
    "assignments": _("Assignments"),
    "summaries": _("Summaries and their sign-offs"),
    "overrides": _("Overrides"),
    "member_checks": _("Member checks"),
    "checklist_answers": _("Answers of the checklist"),
    "report_plans": _("The plan of the report"),
    "written_cells": _("Cells of the framework matrix"),
    "rewordings": _("Sentences in one's own words"),
    "saved_searches": _("Saved searches"),
    "acts": _("Acts of the history"),
}
"""What can stay behind and is told, in words; the rest goes with the row that it belongs to."""

NAMED = re.compile(UUID)


@dataclass
class Duplicate:
    """The new study, and how many rows of each part stayed behind, by the part's name."""

    study: Study
    left: dict[str, int]


def duplicate(study: Study, *, by, title: str, extent: str) -> Duplicate:
    """Make a study of `title` that holds what `extent` (of EXTENTS) says; `by` is its owner and only member.

    What lies in the trash stays behind with all that hangs on it. Codings keep their coder and their status, also where
    that person is no member of the new study. Raises Refused, having written nothing, where a row does not hold.
    """
    with transaction.atomic():
        rows = flat(bundle_of(study, complete=True))
        kept = _kept(rows, EXTENTS[extent])
        left = {name: len(rows[name]) - len(kept[name]) for name in STAYS}
        _rename(kept)
        kept["study"][0].values.update(slug=free_slug(title), is_demo=False)
        if found := [*rules.faults(kept)]:
            raise Refused(study.slug, found)
        made = write_rows(kept, by)
        with act(by, "study.duplicate", made):
            Study.objects.filter(pk=made.pk).update(title=title, created_at=Now())
    made.refresh_from_db()
    return Duplicate(made, {name: count for name, count in left.items() if count})


def _kept(rows: Rows, names: tuple[str, ...]) -> Rows:
    """The rows that come along: of these parts, not in the trash, nobody's alone, and naming only what comes along."""
    kept: Rows = {part.name: [row for row in rows[part.name] if _lives(row)] * (part.name in names) for part in PARTS}
    kept["people"] = rows["people"]
    before = Counter()
    while before != (now := Counter({name: len(found) for name, found in kept.items()})):
        before = now
        ids = {name: {row.values["id"] for row in found if "id" in row.values} for name, found in kept.items()}
        for part in PARTS:
            named = [(name, ids[other.name]) for name, other in references(part) if part is not PEOPLE]
            kept[part.name] = [row for row in kept[part.name] if _stands(row, named)]
    return kept


def _lives(row: Row) -> bool:
    return row.values.get("trashed_at") is None and row.values.get("private_since") is None


def _stands(row: Row, named: list[tuple[str, set]]) -> bool:
    return all(row.values[name] is None or row.values[name] in ids for name, ids in named)


def _rename(rows: Rows) -> None:
    """Give every row a new id, and name it by that wherever another row does; a passage's follows from its place."""
    ids = {row.values["id"]: str(uuid.uuid4()) for name, found in rows.items() if name != "people" for row in found}
    for row in rows["passages"]:
        place = uuid.UUID(ids[row.values["transcript"]]), row.values["start"], row.values["end"]
        ids[row.values["id"]] = str(Passage.id_of(*place))
    for name, found in rows.items():
        for row in found if name != "people" else ():
            for field, value in row.values.items():
                if (name, field) not in {("transcripts", "text"), ("passages", "quote")}:  # never changed
                    row.values[field] = _named_anew(value, ids)
    for row in rows["codebook_versions"]:
        row.values["sha256"] = CodebookVersion.digest(row.values["content"])


def _named_anew(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return NAMED.sub(lambda match: ids.get(match[0], match[0]), value)
    if isinstance(value, dict):
        return {key: _named_anew(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [_named_anew(each, ids) for each in value]
    return value
