"""The worked cases, in this process and through the command."""

import json

import pytest

from reports.method import summarise
from tests.reports.method.rows import ORACLE, case_document, case_named, command

CASES = ORACLE["cases"]


def found_in(result, key):
    kind, _, name = key.partition(":")
    return result[f"{kind}s"][name] if name else result[key]


def listed_fields(found, expected):
    """The part of `found` that `expected` speaks of."""
    if not isinstance(expected, dict):
        return found
    return {key: listed_fields(found[key], value) for key, value in expected.items()}


def holds(result, expected):
    return {key: listed_fields(found_in(result, key), value) for key, value in expected.items()} == expected


@pytest.fixture(scope="module")
def printed():
    """What the command prints for all the cases, one JSON Lines input, by case."""
    lines = "".join(json.dumps(case_document(case)) + "\n" for case in CASES)
    done = command(lines.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    return dict(zip((case["id"] for case in CASES), done.stdout.splitlines(keepends=True), strict=True))


def test_every_case_is_there():
    assert len(CASES) == 50


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_gives_what_was_worked_out(case):
    assert holds(summarise(case_document(case)), case["expected"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_command_gives_what_was_worked_out(case, printed):
    assert holds(json.loads(printed[case["id"]]), case["expected"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_command_prints_the_summary_in_canonical_form(case, printed):
    result = summarise(case_document(case))
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"

    assert printed[case["id"]] == text.encode()


@pytest.mark.parametrize("name", ORACLE["sensitivity"])
def test_the_sensitivity_is_what_was_worked_out(name, printed):
    expected = dict(ORACLE["sensitivity"][name])
    result = json.loads(printed[name])

    assert result["verdict"] == expected.pop("verdict")
    assert result["sensitivity"] == expected


def test_a_document_on_many_lines_is_one_document(printed):
    done = command(json.dumps(case_document(case_named("T01")), indent=2).encode())

    assert done.stdout == printed["T01"]
