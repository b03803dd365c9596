"""Whether a document is a bundle by its schema. Loaded when the first one comes in: jsonschema is large."""

from functools import cache

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from reports.exchange.bundle.leaves import properties, whole
from reports.exchange.bundle.schema import schema


def faults(bundle) -> list[tuple[list, str]]:
    """Where a document breaks the schema: path (keys and indices) and what is wrong; the first few in reading order."""
    found = []
    for fault in _validator().iter_errors(bundle):
        found.append((list(fault.absolute_path), _said(fault)))
        if len(found) == 20:
            break
    return found


def _pattern(_validator, pattern, value, _schema):
    if isinstance(value, str) and not whole(pattern).search(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _whole(_checker, value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def _validator():
    strict = extend(
        Draft202012Validator,
        {"pattern": _pattern, "properties": properties},
        type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _whole),
    )
    return strict(schema())


def _said(fault: ValidationError) -> str:
    return fault.message if len(fault.message) <= 200 else fault.message[:120] + " … " + fault.message[-60:]
