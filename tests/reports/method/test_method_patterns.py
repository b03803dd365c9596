"""4.6: breadth and mode of a dimension, profiles of actors, isolation of the study."""

import pytest

from reports.method import summarise
from tests.reports.method.rows import ACTORS, DIMENSIONS, coding, evidence, link, links, votes


def enact(*actors, dimension="MAT"):
    """Two informants of two actors say of each that it did it: enacted and corroborated."""
    rows = []
    for actor, said in (("BKB", "B1:E T1:E"), ("ITM", "T1:E B1:E"), ("MAS", "M1:E B1:E")):
        if actor in actors:
            rows += votes(said, actor, dimension)
    return rows


def deny(*pairs):
    return [row for ends in pairs for row in links("B1:-ANY T1:-ANY M1:-ANY", ends)]


def dimension(*rows, name="MAT", **config):
    return summarise(evidence(*rows, **config))["dimensions"][name]


@pytest.mark.parametrize(
    ("rows", "breadth", "mode"),
    [
        (enact("BKB", "ITM", "MAS"), "all", "parallel"),
        (enact("BKB", "ITM"), "some", "parallel"),
        (enact("ITM"), "some", "solo"),
        ([], "undetermined", "-"),
        (votes("B1:N T1:N", "BKB", "MAT"), "undetermined", "-"),
        ([row for a in ("BKB", "ITM", "MAS") for row in votes("B1:N T1:N", a, "MAT")], "none", "-"),
        ([row for a in ("BKB", "ITM", "MAS") for row in votes("B1:N T1:E", a, "MAT")], "none", "-"),
        ([row for a in ("BKB", "ITM") for row in votes("B1:N T1:N", a, "MAT")] + votes("M1:N", "MAS", "MAT"),
         "undetermined", "-"),
        (enact("BKB", "ITM") + links("B1:RPT T1:RPT"), "some", "co_produced"),
        (enact("BKB", "ITM") + links("B1:INF2 T1:INF2"), "some", "parallel"),
        (enact("ITM", "MAS") + links("T1:RPT M1:RPT", ("ITM", "MAS")), "some", "joint_civic"),
        (enact("BKB", "ITM") + links("T1:RPT M1:RPT", ("ITM", "MAS")), "some", "parallel"),
        (enact("BKB", "ITM", "MAS") + links("T1:RPT M1:RPT", ("ITM", "MAS")), "all", "joint_civic"),
        (enact("ITM") + links("B1:RPT T1:RPT"), "some", "solo"),
    ],
)  # fmt: skip
def test_a_dimension_is_read_from_who_enacts_it_and_who_coordinates(rows, breadth, mode):
    assert dimension(*rows) == {"breadth": breadth, "mode": mode}


def test_only_the_pairs_the_study_counts_co_produce():
    rows = enact("BKB", "ITM") + links("B1:RPT T1:RPT")

    assert dimension(*rows, copro_pairs=[["MAS", "BKB"]])["mode"] == "parallel"


def test_strict_co_production_asks_for_corroborated_cells_and_a_corroborated_pair():
    meeting = links("B1:RPT T1:RPT")
    praise = [*votes("B1:E B2:E", "BKB", "MAT"), *votes("T1:E B1:E", "ITM", "MAT")]

    def produced(*rows):
        result = summarise(evidence(*rows))
        return result["co_produced"], result["strictly_co_produced"]

    assert produced(*enact("BKB", "ITM"), *meeting) == (["MAT"], ["MAT"])
    assert produced(*praise, *meeting) == (["MAT"], [])
    assert produced(*enact("BKB", "ITM"), *links("B1:RPT B2:RPT")) == (["MAT"], [])


def test_a_profile_names_levels_pairs_and_partners():
    rows = [*enact("BKB", "ITM", "MAS"), *links("B1:RPT T1:RPT"), *links("B1:AKS M1:AKS", ("BKB", "MAS"))]
    hope = link("X1", "RPT", "planned", ("MAS", "BKB"), interview="W-hope")

    profiles = summarise(evidence(*rows, hope))["profiles"]

    assert profiles["BKB"] == {
        "levels": {"IDE": "no_evidence", "MAT": "enacted", "FIS": "no_evidence", "UTL": "no_evidence"},
        "pairs": {"BKB-ITM": "coordinating", "BKB-MAS": "cooperating"},
        "isolated": False,
        "co_produced": ["MAT"],
        "with": {"MAT": ["ITM", "MAS"]},
        "informants": 3,
        "interviews": 3,
        "hopes": 1,
    }
    assert (profiles["ITM"]["with"], profiles["ITM"]["hopes"]) == ({"MAT": ["BKB"]}, 0)
    assert profiles["MAS"]["hopes"] == 1


@pytest.mark.parametrize(
    "why_not",
    [{"review_status": "rejected"}, {"in_scope": False}, {"consent_withdrawn": True}, {"polarity": "unclear"},
     {"informant": None, "speaker_actor": None}],
)  # fmt: skip
def test_a_hope_counts_as_its_row_would(why_not):
    hope = {**link("T1", "RPT", "planned"), **why_not}

    assert summarise(evidence(hope))["profiles"]["BKB"]["hopes"] == 0


def test_a_profile_counts_each_informant_and_interview_once_over_codings_and_links():
    rows = [
        coding("T1", about="BKB", interview="W1"),
        coding("T1", about="BKB", dimension="IDE", interview="W2"),
        link("M1", "RPT", interview="W2"),
        coding("B1", about="MAS", interview="W3"),
        link("B2", "RPT", ends=("ITM", "MAS"), interview="W4"),
    ]

    profile = summarise(evidence(*rows))["profiles"]["BKB"]

    assert (profile["informants"], profile["interviews"]) == (2, 2)


BI, BM, IM = ("BKB", "ITM"), ("BKB", "MAS"), ("ITM", "MAS")


@pytest.mark.parametrize(
    ("rows", "isolation", "isolated"),
    [
        ([], "undetermined", []),
        (deny(BI, BM, IM), "all_isolated", ["BKB", "ITM", "MAS"]),
        (deny(BI, BM) + links("B1:REG T1:REG", IM), "all_isolated", ["BKB", "ITM", "MAS"]),
        (deny(BI, BM) + links("M1:RPT T1:RPT", IM), "state_isolated", ["BKB"]),
        (deny(BI, BM), "state_isolated", ["BKB"]),
        (deny(BI, IM) + links("M1:INF2 B1:INF2", BM), "not_isolated", ["ITM"]),
        (deny(BI), "undetermined", []),
    ],
)
def test_isolation_is_read_from_the_pairs(rows, isolation, isolated):
    result = summarise(evidence(*rows))

    assert result["isolation"] == isolation
    assert [code for code, profile in result["profiles"].items() if profile["isolated"]] == isolated


def test_the_state_is_isolated_whatever_pairs_the_study_counts():
    rows = [*deny(BI), *links("B1:RPT M1:RPT", BM)]

    assert summarise(evidence(*rows, copro_pairs=[list(BI)]))["isolation"] == "not_isolated"


def test_an_actor_alone_is_not_isolated():
    result = summarise(evidence(actors=ACTORS[:1]))

    assert (result["isolation"], result["profiles"]["BKB"]["isolated"]) == ("undetermined", False)


def test_a_study_without_a_state_has_no_isolated_state():
    rows = links("T1:-ANY M1:-ANY", IM)

    assert summarise(evidence(*rows, actors=ACTORS[1:]))["isolation"] == "all_isolated"
    assert summarise(evidence(actors=ACTORS[1:]))["isolation"] == "undetermined"


def test_open_gaps_stand_in_study_order_cells_first():
    rows = [row for actor in ("BKB", "ITM", "MAS") for row in votes("B1:N T1:N", actor, "IDE")]
    rows += [*votes("B1:E", "BKB", "MAT"), *links("B1:RPT T1:-ANY"), *deny(BM)]

    gaps = summarise(evidence(*rows, dimensions=["IDE", "MAT"]))["open_gaps"]

    assert gaps == ["cell:BKB/MAT", "cell:ITM/MAT", "cell:MAS/MAT", "pair:BKB-ITM", "pair:ITM-MAS"]


def test_a_study_with_nothing_in_it_has_a_summary():
    result = summarise(evidence(actors=[], dimensions=[]))

    assert (result["verdict"], result["isolation"], result["cells"], result["pairs"]) == (
        "undetermined", "undetermined", {}, {},
    )  # fmt: skip


def test_dimensions_stand_in_study_order():
    rows = [row for name in DIMENSIONS for row in enact("BKB", "ITM", dimension=name)] + links("B1:RPT T1:RPT")

    result = summarise(evidence(*rows, dimensions=["UTL", "IDE", "FIS", "MAT"]))

    assert result["co_produced"] == result["strictly_co_produced"] == ["UTL", "IDE", "FIS", "MAT"]
    assert list(result["profiles"]["BKB"]["levels"]) == ["UTL", "IDE", "FIS", "MAT"]
