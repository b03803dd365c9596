"""Evidence in, canonical evidence out: every row checked, one refusal that names row and field (method.md 4.8)."""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from reports.method.checks import InvalidEvidence, is_text, key_shown, listed, mapping, no_floats, present, shown
from reports.method.config import settings_of
from reports.method.study import Study, study_of
from reports.method.vocabulary import (
    ANY,
    CODING_KEYS,
    EVIDENCE_STATUSES,
    LINK_KEYS,
    LINK_POLARITIES,
    POLARITIES,
    REGULARITIES,
    RULES,
    STATUSES,
)

KNOWN_KEYS = frozenset(("config", "actors", "dimensions", "codings", "links"))


class Field(NamedTuple):
    """What a key of a row may hold, as a question and in words."""

    allows: Callable[[Any], bool]
    wanted: str


def validate(evidence: Mapping[str, Any]) -> None:
    """Raise InvalidEvidence for the first thing the method refuses in `evidence`."""
    canonical_evidence(evidence)


def canonical_evidence(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """The object that is hashed (method.md 4.8, settled details 1 and 2). Raises InvalidEvidence.

    Every default is written out; drafts, returned, superseded and withdrawn rows are checked and left out; equal rows
    stand once, sorted by id. Rows that hold nothing but the promised keys are shared with `evidence`, not copied.
    """
    document = mapping("document", evidence)
    study = study_of(document)
    config = settings_of(document.get("config", {}), study)
    reader = RowReader()
    codings = reader.read("codings", present("", document, "codings"), _coding_fields(study), coding_contradiction)
    links = reader.read("links", present("", document, "links"), _link_fields(study, config), link_contradiction)
    for key, ignored in document.items():
        if key not in KNOWN_KEYS:
            no_floats(key_shown(key), ignored)
    return {
        "actors": [{"code": code, "side": side} for code, side in study.sides.items()],
        "codings": _standing(codings),
        "config": config,
        "dimensions": study.dimensions,
        "links": _standing(links),
        "rules": RULES,
    }


def _standing(rows: Iterable[dict]) -> list[dict]:
    standing = [row for row in rows if row["review_status"] in EVIDENCE_STATUSES and not row["consent_withdrawn"]]
    return sorted(standing, key=itemgetter("id"))


def _one_of(*allowed: str, hint: str = "") -> Field:
    return Field(frozenset(allowed).__contains__, f"one of {', '.join(allowed)}{hint}")


def _or_null(field: Field) -> Field:
    return Field(lambda value: value is None or field.allows(value), f"{field.wanted}, or null")


TEXT = Field(is_text, "a text of one character or more")
TRUTH = Field(lambda value: value is True or value is False, "true or false")


def _source_fields(study: Study) -> dict[str, Field]:
    return {
        "id": TEXT,
        "passage": TEXT,
        "interview": TEXT,
        "informant": _or_null(TEXT),
        "speaker_actor": _or_null(_one_of(*study.actors)),
        "in_scope": TRUTH,
        "review_status": _one_of(*STATUSES),
        "consent_withdrawn": TRUTH,
    }


def _coding_fields(study: Study) -> dict[str, Field]:
    fields = _source_fields(study) | {
        "about_actor": _or_null(_one_of(*study.actors)),
        "dimension": _one_of(*study.dimensions),
        "polarity": _one_of(*POLARITIES),
    }
    return {key: fields[key] for key in CODING_KEYS}


def _link_fields(study: Study, config: Mapping[str, Any]) -> dict[str, Field]:
    fields = _source_fields(study) | {
        "from_actor": _one_of(*study.actors),
        "to_actor": _one_of(*study.actors),
        "form": _one_of(*config["form_rungs"], ANY),
        "polarity": _one_of(*LINK_POLARITIES, hint=" (a link is never limited: say which form, or mark it absent)"),
        "regularity": _one_of(*REGULARITIES),
    }
    return {key: fields[key] for key in LINK_KEYS}


def coding_contradiction(row: dict) -> tuple[str, str] | None:
    """The key that contradicts the rest of the row, and why."""
    if row["about_actor"] is None and row["polarity"] != "unclear":
        return "about_actor", "may be null only where the polarity is unclear"
    return _source_contradiction(row)


def link_contradiction(row: dict) -> tuple[str, str] | None:
    if row["from_actor"] == row["to_actor"]:
        return "to_actor", f"{row['to_actor']} is from_actor as well: a link joins two actors"
    if row["form"] == ANY and row["polarity"] == "enacted":
        return "form", "ANY is never enacted: name the form"
    return _source_contradiction(row)


def _source_contradiction(row: dict) -> tuple[str, str] | None:
    if row["informant"] is None and row["speaker_actor"] is not None:
        return "speaker_actor", "must be null where the informant is null"
    return None


class RowReader:
    """Reads the rows of one document, and remembers what they say of ids, informants and passages.

    Paths are put together only for a refusal: there may be a hundred thousand rows.
    """

    def __init__(self) -> None:
        self.rows: dict[str, dict] = {}
        self.actors: dict[str, str | None] = {}
        self.interviews: dict[str, str] = {}

    def read(self, name: str, rows: Any, fields: Mapping[str, Field], contradiction: Callable) -> list[dict]:
        """The rows of the list `name`, reduced to the promised keys, equal ones once."""
        read = []
        for index, given in enumerate(listed(name, rows)):
            row = self._promised(given, fields, f"{name}[", index)
            wrong = self._wrong_value(row, fields) or contradiction(row) or self._clash(row)
            if wrong:
                raise InvalidEvidence(f"{name}[{index}].{wrong[0]}", wrong[1])
            if row["id"] not in self.rows:
                self.rows[row["id"]] = row
                read.append(row)
        return read

    @staticmethod
    def _promised(row: Any, fields: Mapping[str, Field], name: str, index: int) -> dict:
        if type(row) is dict and row.keys() == fields.keys():
            return row
        path = f"{name}{index}]"
        reduced = {key: present(path, mapping(path, row), key) for key in fields}
        for key, ignored in row.items():
            if key not in fields:
                no_floats(f"{path}.{key_shown(key)}", ignored)
        return reduced

    @staticmethod
    def _wrong_value(row: dict, fields: Mapping[str, Field]) -> tuple[str, str] | None:
        for key, field in fields.items():
            value = row[key]
            try:
                if field.allows(value):
                    continue
            except TypeError:  # a list or an object is in no set
                pass
            return key, f"{shown(value)} is not {field.wanted}"
        return None

    def _clash(self, row: dict) -> tuple[str, str] | None:
        """What contradicts an earlier row: the later one is named."""
        informant, actor, interview = row["informant"], row["speaker_actor"], row["interview"]
        known = self.rows.get(row["id"])
        if known is not None and known != row:
            return "id", f"{shown(row['id'])} stands on an earlier row with other content"
        if informant is not None and self.actors.setdefault(informant, actor) != actor:
            said, before = shown(actor), shown(self.actors[informant])
            return "speaker_actor", f"{said}, but informant {shown(informant)} speaks for {before} in an earlier row"
        if self.interviews.setdefault(row["passage"], interview) != interview:
            before = shown(self.interviews[row["passage"]])
            return "interview", f"{shown(interview)}, but passage {shown(row['passage'])} stands in {before} before"
        return None
