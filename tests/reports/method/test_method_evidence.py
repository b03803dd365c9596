"""4.8: what evidence is refused, with row and field; how it is written; what names it."""

import copy
import hashlib

import pytest

from reports.method import InvalidEvidence, canonical_evidence, canonical_json, input_hash, summarise, validate
from tests.reports.method.rows import ACTORS, DIMENSIONS, ORACLE, case_document, case_named, coding, evidence, link

NINE = {"REG": 0, "INF1": 0, "INF2": 1, "RPT": 2, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4}
MISSING = object()


def document():
    codings = [coding(informant) for informant in ("B1", "T1", "M1", "X1")]
    return evidence(*codings, link("B1", "RPT"), link("T1", "ANY", "absent"), link("M1", "INF1"))


def changed(where, value):
    """The document with the value at `where` replaced, or left out where it is MISSING."""
    given = document()
    inner = given
    for step in where[:-1]:
        inner = inner[step]
    if value is MISSING:
        del inner[where[-1]]
    else:
        inner[where[-1]] = value
    return given


def path(where):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).lstrip(".")


def refusal(given):
    with pytest.raises(InvalidEvidence) as refused:
        validate(given)
    return refused.value


CODING, LINK = ("codings", 3), ("links", 1)
ROW_FAULTS = [
    *((row, key, value) for row in (CODING, LINK) for key, value in [
        ("id", None), ("id", 7), ("id", ""), ("id", "\ud800"), ("id", ["c"]),
        ("passage", None), ("passage", 1.5), ("interview", None), ("interview", {}),
        ("informant", 3), ("informant", ""), ("speaker_actor", "XYZ"), ("speaker_actor", 1), ("speaker_actor", []),
        ("in_scope", None), ("in_scope", 1), ("in_scope", "true"),
        ("review_status", None), ("review_status", "accepted"), ("review_status", "Approved"),
        ("consent_withdrawn", None), ("consent_withdrawn", 0),
        ("polarity", None), ("polarity", "enact"), ("polarity", []), ("polarity", {}),
    ]),
    *((CODING, key, value) for key, value in [
        ("about_actor", "XYZ"), ("about_actor", None), ("dimension", "XYZ"), ("dimension", None), ("dimension", "ide"),
    ]),
    *((LINK, key, value) for key, value in [
        ("from_actor", None), ("from_actor", "XYZ"), ("to_actor", None), ("to_actor", "XYZ"), ("to_actor", "BKB"),
        ("form", None), ("form", "XYZ"), ("regularity", None), ("regularity", "often"), ("polarity", "limited"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "key", "value"), ROW_FAULTS)
def test_a_row_is_refused_by_row_and_field(row, key, value):
    where = (*row, key)

    assert refusal(changed(where, value)).path == path(where)


@pytest.mark.parametrize("row", [CODING, LINK])
def test_each_promised_key_of_a_row_must_be_there(row):
    for key in document()[row[0]][row[1]]:
        assert str(refusal(changed((*row, key), MISSING))) == f"{path((*row, key))}: is missing"


@pytest.mark.parametrize("status", ["draft", "revise", "superseded"])
def test_rows_outside_the_evidence_are_checked_too(status):
    given = changed((*CODING, "polarity"), "enact")
    given["codings"][3]["review_status"] = status
    given["codings"][3]["consent_withdrawn"] = True

    assert refusal(given).path == "codings[3].polarity"


def test_the_message_names_the_value_and_what_may_stand_there():
    assert str(refusal(changed((*CODING, "polarity"), "enact"))) == (
        'codings[3].polarity: "enact" is not one of enacted, limited, absent, hindered, planned, unclear'
    )


def test_a_link_is_never_limited_and_a_general_statement_never_enacted():
    assert "say which form, or mark it absent" in str(refusal(changed((*LINK, "polarity"), "limited")))
    enacted = refusal(changed((*LINK, "polarity"), "enacted"))
    assert (enacted.path, enacted.why) == ("links[1].form", "ANY is never enacted: name the form")


@pytest.mark.parametrize(
    ("where", "value", "refused"),
    [
        (("actors",), MISSING, "actors"),
        (("dimensions",), MISSING, "dimensions"),
        (("codings",), MISSING, "codings"),
        (("links",), MISSING, "links"),
        (("actors",), {}, "actors"),
        (("codings",), None, "codings"),
        (("links",), "rows", "links"),
        (("codings", 2), "row", "codings[2]"),
        (("links", 2), None, "links[2]"),
        (("actors", 1), "ITM", "actors[1]"),
        (("actors", 1, "code"), MISSING, "actors[1].code"),
        (("actors", 1, "side"), MISSING, "actors[1].side"),
        (("actors", 1, "side"), "private", "actors[1].side"),
        (("actors", 1, "side"), None, "actors[1].side"),
        (("actors", 1, "code"), "itm", "actors[1].code"),
        (("actors", 1, "code"), "ITM\n", "actors[1].code"),
        (("actors", 1, "code"), "", "actors[1].code"),
        (("actors", 1, "code"), "THIRTEEN_LONG", "actors[1].code"),
        (("actors", 1, "code"), "A-B", "actors[1].code"),
        (("actors", 1, "code"), "\u0661", "actors[1].code"),
        (("actors", 2, "code"), "BKB", "actors[2].code"),
        (("dimensions", 1), "mat", "dimensions[1]"),
        (("dimensions", 1), 7, "dimensions[1]"),
        (("dimensions", 1), "IDE", "dimensions[1]"),
        (("dimensions", 1), {"code": "IDE", "stage": "planning"}, "dimensions[1].code"),
        (("dimensions", 1), {"code": "MAT"}, "dimensions[1].stage"),
        (("dimensions", 1), {"code": "MAT", "stage": "later"}, "dimensions[1].stage"),
        (("dimensions", 1), {"stage": "other"}, "dimensions[1].code"),
        (("config",), None, "config"),
        (("config",), [], "config"),
    ],
)
def test_the_frame_of_a_study_is_refused_by_place(where, value, refused):
    assert refusal(changed(where, value)).path == refused


@pytest.mark.parametrize("given", [None, [], "text", 7, True])
def test_a_document_is_an_object(given):
    assert refusal(given).path == "document"


CONFIG_FAULTS = [
    ("min_informant", 2, ""),
    *((name, value, "") for name in ("min_informants", "min_interviews", "min_recurrent_informants")
      for value in (0, -1, "2", 2.0, True, None, [2])),
    *((name, value, "") for name in ("strong_informants", "partial_min_dims", "established_min_dims")
      for value in (-1, "2", False, None)),
    *(("theta", value, "") for value in
      ([1, 2], [3, 2], [2], [2, 3, 4], "2/3", [0, 0], [-2, -3], [2, 3.0], [True, True], ["2", "3"], {"p": 2}, None,
       [0, 1], [49, 100])),
    *(("coord_rung", value, "") for value in (0, 5, True, "2", None)),
    *((name, value, where) for name in ("planning_dims", "delivery_dims")
      for value, where in ((["XYZ"], "[0]"), (["IDE", "XYZ"], "[1]"), ([None], "[0]"), ([["IDE"]], "[0]"),
                           ("IDE", ""), (None, ""))),
    *(("copro_pairs", value, where) for value, where in
      (([["ITM", "MAS"]], "[0]"), ([["BKB", "BKB"]], "[0]"), ([["BKB", "XYZ"]], "[0]"), (["BKB-MAS"], "[0]"),
       ([["BKB"]], "[0]"), ([["BKB", "ITM"], ["BKB", "ITM", "MAS"]], "[1]"), ([["BKB", None]], "[0]"),
       ("all", ""), (None, ""))),
    *(("established_pairs", value, "") for value in ("some", None, ["all"], True)),
    *(("count_statuses", value, "") for value in
      ([], ["submitted"], ["approved", "rejected"], ["approved", "draft"], "approved", None, [["approved"]])),
    *(("form_rungs", value, where) for value, where in
      ((NINE | {"ANY": 1}, ".ANY"), (NINE | {"INF1": 1}, ".INF1"), (NINE | {"REG": 1}, ".REG"),
       (NINE | {"RPT": 5}, ".RPT"), (NINE | {"RPT": -1}, ".RPT"), (NINE | {"RPT": "2"}, ".RPT"),
       (NINE | {"RPT": True}, ".RPT"), (NINE | {"REG": False}, ".REG"), (NINE | {"RPT": None}, ".RPT"),
       ({"RPT": 2}, ".REG"), (NINE | {"own": 2}, ".own"), ([], ""), (None, ""))),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "where"), CONFIG_FAULTS)
def test_a_setting_is_refused_by_name(name, value, where):
    assert refusal(document() | {"config": {name: value}}).path == f"config.{name}{where}"


@pytest.mark.parametrize("value", [0.5, float("nan"), float("inf"), 2.0])
@pytest.mark.parametrize(
    ("where", "refused"),
    [
        (("note",), "note"),
        (("extra", "deep"), "extra.deep"),
        (("actors", 0, "weight"), "actors[0].weight"),
        (("codings", 2, "weight"), "codings[2].weight"),
        (("links", 2, "weight"), "links[2].weight"),
    ],
)
def test_floats_are_refused_also_where_keys_are_ignored(where, refused, value):
    given = document() | {"extra": {}}
    inner = given
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value

    assert refusal(given).path == refused


def test_the_later_of_two_rows_with_one_id_is_named():
    given = document()
    given["codings"].append(coding("T2", id=given["codings"][0]["id"]))

    assert refusal(given).path == "codings[4].id"


def test_a_link_may_not_have_the_id_of_a_coding():
    given = document()
    given["links"][1]["id"] = given["codings"][0]["id"]

    assert refusal(given).path == "links[1].id"


@pytest.mark.parametrize(("first", "later"), [("BKB", "ITM"), ("BKB", None), (None, "BKB")])
def test_an_informant_speaks_for_one_actor_throughout(first, later):
    given = evidence(coding("X9", speaker_actor=first), coding("T1"), link("X9", "RPT", speaker_actor=later))

    assert refusal(given).path == "links[0].speaker_actor"


def test_a_row_without_informant_has_no_speaker_actor():
    assert refusal(changed((*CODING[:1], 0, "informant"), None)).path == "codings[0].speaker_actor"


def test_a_passage_stands_in_one_interview():
    given = evidence(coding("T1", passage="p"), coding("T1"), coding("T1", passage="p", interview="W2"))

    assert refusal(given).path == "codings[2].interview"


def test_two_informants_may_speak_in_one_passage_and_one_in_two_interviews():
    validate(evidence(coding("T1", passage="p", interview="W"), coding("M1", passage="p", interview="W")))
    validate(evidence(coding("T1", interview="W1"), coding("T1", interview="W2")))


def test_null_is_allowed_where_it_is_promised():
    validate(evidence(coding("X1"), {**coding("X1"), "informant": None}))
    validate(evidence(coding("B1", "unclear", about_actor=None), link("B1", "ANY", "unclear")))


def test_unknown_keys_are_ignored_above_and_in_rows():
    plain = document()
    noted = copy.deepcopy(plain) | {"exported": "today", "rules": "other"}
    for row in (*noted["codings"], *noted["links"], *noted["actors"]):
        row["note"] = {"depth": [1, None]}

    assert canonical_evidence(noted) == canonical_evidence(plain)


def test_equal_rows_are_one_row_whatever_they_say_besides():
    given = document()
    given["codings"].append(given["codings"][0] | {"note": "once more"})

    assert canonical_evidence(given) == canonical_evidence(given | {"codings": given["codings"][:-1]})


def test_every_default_is_written_out():
    config = canonical_evidence(evidence())["config"]

    assert config == ORACLE["config"] | {"copro_pairs": [["BKB", "ITM"], ["BKB", "MAS"]], "form_rungs": NINE}


def test_settings_are_written_one_way():
    config = canonical_evidence(
        evidence(
            theta=[6, 8],
            planning_dims=["UTL", "IDE", "UTL"],
            copro_pairs=[["MAS", "BKB"], ["BKB", "ITM"], ["BKB", "MAS"]],
            count_statuses=["submitted", "approved", "approved"],
        )
    )["config"]

    assert config["theta"] == [3, 4]
    assert config["planning_dims"] == ["IDE", "UTL"]
    assert config["copro_pairs"] == [["BKB", "ITM"], ["BKB", "MAS"]]
    assert config["count_statuses"] == ["approved", "submitted"]


def test_the_least_and_the_most_a_setting_may_be():
    config = {
        "strong_informants": 0,
        "partial_min_dims": 0,
        "established_min_dims": 0,
        "theta": [1, 1],
        "coord_rung": 4,
    }
    config |= {"min_informants": 1, "min_interviews": 1, "min_recurrent_informants": 1, "copro_pairs": []}

    assert config.items() <= canonical_evidence(evidence(**config))["config"].items()


def test_a_bare_dimension_has_the_stage_of_its_name():
    bare = canonical_evidence(evidence(dimensions=["IDE", "MAT", "NEW"]))
    stages = [{"code": "IDE", "stage": "planning"}, "MAT", {"code": "NEW", "stage": "other"}]

    assert canonical_evidence(evidence(dimensions=stages)) == bare
    assert (bare["config"]["planning_dims"], bare["config"]["delivery_dims"]) == (["IDE"], ["MAT"])
    assert bare["dimensions"] == ["IDE", "MAT", "NEW"]


def test_a_dimension_may_have_another_stage_than_its_name_says():
    config = canonical_evidence(evidence(dimensions=[{"code": "IDE", "stage": "delivery"}, "MAT"]))["config"]

    assert (config["planning_dims"], config["delivery_dims"]) == ([], ["IDE", "MAT"])


@pytest.mark.parametrize("status", ["approved", "submitted", "rejected", "draft", "revise", "superseded"])
def test_what_is_in_the_evidence(status):
    given = evidence(coding("T1", review_status=status, in_scope=False), coding("T2", consent_withdrawn=True))

    kept = canonical_evidence(given)["codings"]

    assert [row["review_status"] for row in kept] == (
        [status] if status in ("approved", "submitted", "rejected") else []
    )


def test_canonical_evidence_is_canonical_already():
    canonical = canonical_evidence(case_document(case_named("T09a")))

    assert canonical_evidence(canonical) == canonical
    assert summarise(canonical) == summarise(case_document(case_named("T09a")))


def test_ids_are_sorted_by_code_point():
    given = evidence(*(coding("T1", id=name) for name in ("b", "é", "B", "\U0001f642", "\uff5e", "a10", "a9")))

    assert [row["id"] for row in canonical_evidence(given)["codings"]] == [
        "B",
        "a10",
        "a9",
        "b",
        "é",
        "\uff5e",
        "\U0001f642",
    ]


def test_canonical_json_escapes_only_what_json_must():
    text = canonical_json({"b": 1, "a": 'é/"\\\n\u2028\x7f\x01'})

    assert text == '{"a":"é/\\"\\\\\\n\u2028\x7f\\u0001","b":1}\n'.encode()


@pytest.mark.parametrize("name", ["T01", "T02", "T12a"])
def test_the_hash_is_that_of_the_canonical_evidence(name):
    case = case_named(name)

    assert input_hash(case_document(case)) == case["expected"]["input_hash"]
    written = canonical_json(canonical_evidence(case_document(case)))
    assert hashlib.sha256(written).hexdigest() == case["expected"]["input_hash"]


@pytest.mark.parametrize(
    "change",
    [
        {"dimensions": ["MAT", "IDE", "FIS", "UTL"]},
        {"actors": ACTORS[::-1]},
        {"config": {"count_statuses": ["approved", "submitted"]}},
        {"config": {"planning_dims": []}},
    ],
)
def test_other_orders_and_settings_have_another_hash(change):
    assert input_hash(evidence() | change) != input_hash(evidence(dimensions=DIMENSIONS))
