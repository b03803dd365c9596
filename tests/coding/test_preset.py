import pytest

from coding.preset import preset

DIMENSIONS = ["IDE", "MAT", "FIS", "UTL"]
FORM_RUNGS = {
    "REG": 0, "INF1": 0, "INF2": 1, "RPT": 2, "RNC": 2, "KSP": 2, "SDY": 3, "AKS": 3, "KPT": 4, "ANY": None,
}  # fmt: skip
SUBCODES = {"IDE": 5, "MAT": 4, "FIS": 5, "UTL": 4}
BRIEF = {"label", "brief"}
WITH_EXAMPLE = BRIEF | {"use_when", "not_when", "example"}
WHOLE = WITH_EXAMPLE | {"full", "absence", "limited", "border"}


def fields_of(code):
    if code["parent"]:
        return BRIEF
    return WHOLE if code["dimension"] else WITH_EXAMPLE


def texts_of_part(part, expected):
    return [(row.get("key") or row["code"], row["texts"], expected(row)) for row in preset()[part]]


TEXTS = [
    *texts_of_part("codes", fields_of),
    *texts_of_part("forms", lambda form: {"indicators", "absence", "example"}),
    *texts_of_part("polarities", lambda polarity: {"label", "use_when"}),
]


@pytest.mark.parametrize(("texts", "fields"), [text[1:] for text in TEXTS], ids=[text[0] for text in TEXTS])
def test_every_text_is_there_in_both_languages(texts, fields):
    assert set(texts) == {"id", "en"}
    for language in ("id", "en"):
        assert set(texts[language]) == fields
        assert all(text.strip() == text and text for text in texts[language].values())


@pytest.mark.parametrize("texts", [text[1] for text in TEXTS], ids=[text[0] for text in TEXTS])
def test_no_text_carries_markdown_marks(texts):
    assert not any(mark in text for side in texts.values() for text in side.values() for mark in ("**", "`", "[S"))


@pytest.mark.parametrize("part", ["actors", "dimensions", "forms"])
def test_every_name_is_there_in_both_languages_and_once(part):
    rows = preset()[part]

    assert all(row["name_id"] and row["name_en"] for row in rows)
    for field in ("code", "name_id", "name_en"):
        assert len({row[field] for row in rows}) == len(rows)


@pytest.mark.parametrize("part", ["actors", "dimensions", "forms", "polarities"])
def test_positions_count_from_one_in_the_order_of_display(part):
    positions = [row["position"] for row in preset()[part]]

    assert positions == list(range(1, len(positions) + 1))


def test_one_state_actor_and_two_civic_actors():
    assert [(actor["code"], actor["side"]) for actor in preset()["actors"]] == [
        ("BKB", "state"), ("ITM", "civic"), ("MAS", "civic"),
    ]  # fmt: skip


def test_ideas_belong_to_planning_and_the_rest_to_delivery():
    assert [(dimension["code"], dimension["stage"]) for dimension in preset()["dimensions"]] == [
        ("IDE", "planning"), ("MAT", "delivery"), ("FIS", "delivery"), ("UTL", "delivery"),
    ]  # fmt: skip


def test_forms_stand_on_the_rungs_of_the_method():
    assert {form["code"]: form["rung"] for form in preset()["forms"]} == FORM_RUNGS


def test_direction_matters_only_for_one_way_forms():
    assert [form["code"] for form in preset()["forms"] if form["directed"]] == ["REG", "INF1"]


def test_polarities_count_as_the_method_says():
    assert {polarity["key"]: polarity["counts_as"] for polarity in preset()["polarities"]} == {
        "enacted": "positive", "limited": "weak", "absent": "negative", "hindered": "negative",
        "planned": "neutral", "unclear": "neutral",
    }  # fmt: skip


def test_every_sub_code_follows_its_parent_and_shares_its_dimension():
    seen = {}
    for code in preset()["codes"]:
        if code["parent"]:
            assert code["key"].startswith(f"{code['parent']}.")
            assert seen[code["parent"]]["dimension"] == code["dimension"]
        assert code["key"] not in seen
        seen[code["key"]] = code


def test_each_dimension_has_one_code_with_its_numbered_sub_codes():
    codes = preset()["codes"]

    assert [code["key"] for code in codes if code["dimension"] and not code["parent"]] == DIMENSIONS
    for key, count in SUBCODES.items():
        numbered = [(f"{key}.{number}", number) for number in range(1, count + 1)]
        assert [(code["key"], code["position"]) for code in codes if code["parent"] == key] == numbered


def test_optional_codes_stand_outside_the_dimensions():
    outside = [code for code in preset()["codes"] if code["dimension"] is None]

    assert [code["key"] for code in outside] == ["SOS", "REP", "MOT", "OBS", "TRU"]
    assert all(code["parent"] is None for code in outside)


def test_changing_a_loaded_preset_leaves_the_next_one_as_it_was():
    first = preset()

    first["actors"][0]["name_id"] = "Kantor lain"

    assert preset()["actors"][0]["name_id"] != "Kantor lain"
