"""The JSON Schema of the bundle, made from the table of fields; docs/coprod-study-1.schema.json is its print."""

import json

from coding.models import Code
from reports.exchange.bundle.fields import CAME_LATER, FORMAT, PARTS, PARTS_CAME_LATER, STUDY, Part
from reports.exchange.bundle.values import UUID_PATTERN, schema_of

ADDRESS = "https://coprod.invalid/schema/coprod-study-1.json"
WORDS = {"type": "string"}
ROWS = {"type": "array", "items": {"type": "object"}}


def _object(properties: dict, *, optional=()) -> dict:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_ENTRY = _object(dict.fromkeys(Code.FIELDS, WORDS), optional=Code.FIELDS)
_FREE_ENTRY = {"type": "object", "additionalProperties": WORDS}
_DROPPED = _object({"what": WORDS, "count": {"type": "integer", "minimum": 0}, "example": WORDS})
_ROW = {"type": ["object", "null"]}
_ID = {"type": "string", "pattern": UUID_PATTERN}
_SAID = {"type": ["string", "null"]}
_FACT = _object(
    dict.fromkeys(("passage", "text", "interview", "entry"), _ID)
    | dict.fromkeys(("words", "status", "polarity", "code", "definition"), WORDS)
    | dict.fromkeys(("voice", "informant", "actors", "about", "often"), _SAID)
    | dict.fromkeys(("scope", "retired"), {"type": "boolean"}),
    optional=("often", "retired"),
)
_FACTS = {"type": "object", "patternProperties": {UUID_PATTERN: _FACT}, "additionalProperties": False}
JSON_FIELDS = {
    ("codes", "texts"): _object({"id": _ENTRY, "en": _ENTRY}, optional=("id", "en")),
    ("link_forms", "texts"): _object({"id": _FREE_ENTRY, "en": _FREE_ENTRY}, optional=("id", "en")),
    ("transcripts", "dropped"): {"type": "array", "items": _DROPPED},
    ("codebook_versions", "content"): _object({"dimensions": ROWS, "forms": ROWS, "codes": ROWS}),
    ("method_configs", "settings"): {"type": "object"},
    ("erasures", "counts"): {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
    ("report_plans", "parts"): {"type": "array", "items": {"type": "string"}},
    ("rounds", "figures"): {"type": "object"},
    ("rounds", "intervals"): _ROW,
    ("written_cells", "rests_on"): _FACTS,
    ("rewordings", "rests_on"): _FACTS,
    ("events", "before"): _ROW,
    ("events", "after"): _ROW,
}


def schema() -> dict:
    """The whole schema, draft 2020-12: every key that the first version had is required, none unknown is admitted."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": f"{FORMAT}: one study with everything that belongs to it",
        **_object(
            {"format": {"const": FORMAT}, "complete": {"type": "boolean"}}
            | {part.name: _list_of(part) for part in PARTS if not part.inside},
            optional=PARTS_CAME_LATER,
        ),
        "$defs": {part.name: _row_of(part) for part in PARTS},
    }


def printed() -> str:
    """The schema as it lies in docs/."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _list_of(part: Part) -> dict:
    row = {"$ref": f"#/$defs/{part.name}"}
    return row if part is STUDY else {"type": "array", "items": row}


def _row_of(part: Part) -> dict:
    fields = {name: _field(part, name) for name in part.names}
    inside = {inner.name: _list_of(inner) for inner in PARTS if inner.inside == part.name}
    later = [name for name in fields if (part.name, name) in CAME_LATER]
    return _object(fields | inside, optional=[*later, *PARTS_CAME_LATER & inside.keys()])


def _field(part: Part, name: str) -> dict:
    if (part.name, name) == ("events", "row_id"):
        return {"type": "string", "pattern": UUID_PATTERN}
    return JSON_FIELDS.get((part.name, name)) or schema_of(part.model._meta.get_field(name))
