"""The JSON Schema keyword `properties`, with single values judged in one step: a study has a hundred thousand of them.

What fits is passed over at once; what does not is left to jsonschema, which says why.
"""

import re
from collections.abc import Callable

Fits = Callable[[object], bool]
KNOWN = {"type", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum"}
TYPES = {"string": str, "integer": int, "boolean": bool, "null": type(None)}
_judges: dict[int, list[tuple[str, dict, Fits]]] = {}


def properties(validator, described, instance, _schema):
    """As jsonschema's own. `described` belongs to a schema that is kept for good, so its identity is a key."""
    if not isinstance(instance, dict):
        return
    if id(described) not in _judges:
        _judges[id(described)] = [(name, inner, fits(inner)) for name, inner in described.items()]
    for name, inner, does_fit in _judges[id(described)]:
        if name in instance and not does_fit(instance[name]):
            yield from validator.descend(instance[name], inner, path=name, schema_path=name)


def fits(schema: dict) -> Fits:
    """Whether a value certainly fits; False also where that cannot be said in one step."""
    if not schema.keys() <= KNOWN or not schema:
        return lambda _value: False
    if "enum" in schema:
        # A type among the values keeps True from passing for 1.
        allowed = {(type(value), value) for value in schema["enum"]}
        return lambda value: isinstance(value, str | None) and (type(value), value) in allowed
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not set(named) <= TYPES.keys():
        return lambda _value: False
    types = tuple(TYPES[name] for name in named)
    return _sized(schema, types) if {str, int} & {*types} else lambda value: type(value) in types


def _sized(schema: dict, types: tuple[type, ...]) -> Fits:
    least = schema.get("minLength", schema.get("minimum", float("-inf")))
    most = schema.get("maxLength", schema.get("maximum", float("inf")))
    pattern = whole(schema["pattern"]) if "pattern" in schema else None

    def does_fit(value) -> bool:
        if type(value) not in types:
            return False
        if value is None:
            return True
        size = len(value) if isinstance(value, str) else value
        return least <= size <= most and (pattern is None or pattern.search(value) is not None)

    return does_fit


def whole(pattern: str) -> re.Pattern:
    """A pattern as ECMAScript reads it: "$" is the end of the text, never before a last line break."""
    return re.compile(pattern.replace("$", r"\Z"))
