"""`python -m reports.method`: what it reads, what it prints, how it refuses."""

import ast
import json
import sys

import pytest

from reports.method import canonical_json, summarise
from tests.reports.method.rows import ROOT, coding, command, evidence, link

SIMPLE = evidence(coding("T1", id="c1", passage="p1"), link("B1", "RPT", id="k1", passage="p2"))
TEXT = json.dumps(SIMPLE)
ANSWER = canonical_json(summarise(SIMPLE))


def wrong(polarity="enact"):
    row = SIMPLE["codings"][0] | {"polarity": polarity}
    return json.dumps(SIMPLE | {"codings": [row]})


def answered(data):
    done = command(data if isinstance(data, bytes) else data.encode())
    return done.returncode, done.stdout, done.stderr.decode()


def refused(data):
    status, printed, said = answered(data)
    assert (status, printed) == (2, b"")
    assert said.endswith("\n")
    assert said.count("\n") == 1
    return said[:-1]


@pytest.mark.parametrize(
    "data",
    [TEXT, TEXT + "\n", "\n\n" + TEXT + "\r\n \n", json.dumps(SIMPLE, indent=1), "\ufeff" + TEXT],
)
def test_one_document_has_one_answer(data):
    assert answered(data) == (0, ANSWER, "")


def test_documents_on_lines_have_one_answer_each_blank_lines_none():
    other = evidence()

    status, printed, said = answered(f"{TEXT}\n\n{json.dumps(other)}\r\n{TEXT}")

    assert (status, said) == (0, "")
    assert printed == ANSWER + canonical_json(summarise(other)) + ANSWER


def test_separators_inside_texts_are_no_ends_of_lines():
    odd = evidence(coding("T1", id="a\u2028b\u0085c\x0b", passage="p"))

    status, printed, _ = answered("\n".join([json.dumps(odd, ensure_ascii=False)] * 2))

    assert (status, printed) == (0, canonical_json(summarise(odd)) * 2)


def test_refused_evidence_is_one_line_with_row_and_field():
    assert refused(wrong()).startswith('codings[0].polarity: "enact" is not one of enacted,')


def test_a_single_line_has_no_line_before_its_fault():
    assert refused(f"\n{wrong()}\n\n").startswith("codings[0].polarity: ")


def test_no_line_is_answered_unless_all_are_valid():
    assert refused("\n".join([TEXT, "", TEXT, wrong()])).startswith("line 4: codings[0].polarity: ")


def test_the_first_faulty_line_is_named():
    assert refused("\n".join([wrong(), TEXT, "{"])).startswith("line 1: codings[0].polarity: ")
    assert refused("\n".join([TEXT, "{", wrong()])).startswith("line 2: document: is not JSON: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "document: is empty"),
        (" \n\n", "document: is empty"),
        ("{", "document: is not JSON: "),
        ("not json", "document: is not JSON: "),
        ('{"a": 1} trailing', "document: is not JSON: "),
        ("[]", "document: must be an object"),
        ("null", "document: must be an object"),
        ("{}", "actors: is missing"),
        ("[" * 100_000, "document: is nested too deeply"),
        ('{"a": ' + "1" * 5000 + "}", "document: holds a number of too many digits"),
        ('{"config": {"theta": [0.6, 1]}}', "config.theta[0]: 0.6 is not an integer"),
        ('{"config": {"min_informants": 2.0}}', "config.min_informants: 2.0 is not an integer"),
        ('{"codings": [{}, {"note": [1, NaN]}]}', "codings[1].note[1]: NaN is not an integer"),
        ('{"codings": [{"a b": -Infinity}]}', 'codings[0]."a b": -Infinity is not an integer'),
        ('{"note": 1e5}', "note: 100000.0 is not an integer"),
        ("1.5", "document: 1.5 is not an integer"),
        ('{"codings": [], "codings": []}', 'codings: "codings" stands twice'),
        ('{"codings": [{}, {"id": "a", "id": "a"}]}', 'codings[1].id: "id" stands twice'),
    ],
)
def test_what_is_no_strict_json_is_refused_by_place(text, said):
    assert refused(text).startswith(said)


def test_floats_and_repeated_keys_are_refused_by_line():
    assert refused(f'{TEXT}\n{{"note": 0.5}}').startswith("line 2: note: 0.5")
    assert refused(f'{{"a": 1, "a": 2}}\n{TEXT}').startswith("line 1: a: ")


def test_what_is_not_utf_8_is_refused():
    assert refused(TEXT.encode()[:-1] + b"\xff").startswith("document: is not UTF-8 at byte ")


def test_half_of_a_surrogate_pair_is_refused_and_named_in_ascii():
    row = json.dumps(SIMPLE["codings"][0] | {"id": "\ud83d"})

    assert refused(TEXT.replace(json.dumps(SIMPLE["codings"][0]), row)) == (
        'codings[0].id: "\\ud83d" is not a text of one character or more'
    )


def test_a_value_with_line_ends_and_great_length_is_shown_on_one_short_line():
    said = refused(wrong("en\nacted" * 1000))

    assert said.startswith('codings[0].polarity: "en\\nacted')
    assert len(said) < 200


def test_a_numeral_of_another_script_is_no_json():
    assert refused('{"a": \u0661}').startswith("document: is not JSON")


def test_a_file_named_instead_of_given_is_told_how_to_be_given():
    done = command(b"", "EVIDENCE.json")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"usage: python -m reports.method < EVIDENCE.json\n"


def test_the_method_imports_the_standard_library_and_itself():
    for path in (ROOT / "reports/method").glob("*.py"):
        tree = ast.parse(path.read_text())
        names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        names |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        foreign = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
        assert {name for name in foreign if not name.startswith("reports.method")} == set()


def test_the_package_above_the_method_is_empty():
    assert (ROOT / "reports/__init__.py").read_text() == ""
