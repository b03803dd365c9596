"""Judging a value in one step says what the whole validator says."""

from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from reports.exchange.bundle.leaves import fits
from reports.exchange.bundle.schema import schema

WHOLE = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _checker, value: type(value) is int)
Strict = extend(Draft202012Validator, type_checker=WHOLE)
UUID = "6f0a3bd1-6c5b-4d0e-9d6e-2f3f0b7c1a54"
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 40_000),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=15),
    st.sampled_from([UUID, f"{UUID}\n", UUID.upper(), "2021-02-30", "2021-01-01T00:00:00.000000Z", "enacted", "owner"]),
    st.just([]),
    st.just({}),
)


def listed(leaf):
    named = leaf.get("type", "object")
    return named if isinstance(named, list) else [named]


def leaves(node):
    if isinstance(node, dict):
        for inner in node.get("properties", {}).values():
            yield inner
        for inner in node.values():
            yield from leaves(inner)


LEAVES = [leaf for leaf in leaves(schema()) if "enum" in leaf or not {"object", "array"} & {*listed(leaf)}]


@given(leaf=st.sampled_from(LEAVES), value=VALUES)
@example(leaf={"type": "integer", "minimum": 0}, value=True)
@example(leaf={"enum": ["a", None]}, value=False)
def test_a_value_fits_exactly_where_the_schema_admits_it(leaf, value):
    admitted = Strict(leaf).is_valid(value)
    ends_in_a_line_break = isinstance(value, str) and value.endswith("\n")

    if ends_in_a_line_break:
        assert admitted or not fits(leaf)(value)
    else:
        assert fits(leaf)(value) == admitted


def test_most_values_of_a_bundle_are_judged_in_one_step():
    assert len(LEAVES) > 120


def test_what_is_no_single_value_is_left_to_the_validator():
    assert not fits({"type": "object", "additionalProperties": {"type": "string"}})({})
    assert not fits({"$ref": "#/$defs/study"})({})
