"""Evidence documents as Hypothesis makes them: small, and close to the borders of the rules."""

from hypothesis import strategies as st

from tests.reports.method.rows import ACTORS, DIMENSIONS

SPEAKERS = {"B1": "BKB", "B2": "BKB", "T1": "ITM", "T2": "ITM", "M1": "MAS", "M2": "MAS", "X1": None, None: None}
FORMS = ("REG", "INF1", "INF2", "RPT", "SDY", "KPT", "ANY")
POLARITIES = ("enacted", "enacted", "enacted", "limited", "absent", "absent", "hindered", "planned", "unclear")
STATUSES = ("approved",) * 6 + ("submitted", "rejected", "rejected", "draft")


@st.composite
def rows(draw, prefix, number):
    passage = draw(st.integers(0, 11))
    informant = draw(st.sampled_from(list(SPEAKERS)))
    return {
        "id": f"{prefix}{number}",
        "passage": f"p{passage}",
        "interview": f"W{passage % 5}",
        "informant": informant,
        "speaker_actor": SPEAKERS[informant],
        "in_scope": draw(st.sampled_from((True, True, True, True, False))),
        "review_status": draw(st.sampled_from(STATUSES)),
        "consent_withdrawn": draw(st.sampled_from((False, False, False, False, True))),
    }


@st.composite
def codings(draw, number):
    told = {
        "about_actor": draw(st.sampled_from([actor["code"] for actor in ACTORS])),
        "dimension": draw(st.sampled_from(DIMENSIONS[:2])),
        "polarity": draw(st.sampled_from(POLARITIES)),
    }
    return draw(rows("c", number)) | told


@st.composite
def links(draw, number):
    ends = draw(st.sampled_from([("BKB", "ITM"), ("ITM", "BKB"), ("BKB", "MAS"), ("ITM", "MAS"), ("BKB", "ITM")]))
    form = draw(st.sampled_from(FORMS))
    polarities = [p for p in POLARITIES if p != "limited" and (form, p) != ("ANY", "enacted")]
    told = {
        "from_actor": ends[0],
        "to_actor": ends[1],
        "form": form,
        "polarity": draw(st.sampled_from(polarities)),
        "regularity": draw(st.sampled_from(("recurrent", "recurrent", "once", "unknown"))),
    }
    return draw(rows("k", number)) | told


configs = st.fixed_dictionaries(
    {},
    optional={
        "min_informants": st.integers(1, 3),
        "min_interviews": st.integers(1, 3),
        "min_recurrent_informants": st.integers(1, 2),
        "theta": st.sampled_from([[3, 5], [2, 3], [3, 4], [1, 1], [51, 100]]),
        "coord_rung": st.integers(1, 4),
        "strong_informants": st.integers(0, 4),
        "partial_min_dims": st.integers(0, 2),
        "established_min_dims": st.integers(0, 2),
        "planning_dims": st.sampled_from([[], ["IDE"]]),
        "established_pairs": st.sampled_from(["all", "connected"]),
        "copro_pairs": st.sampled_from([[], [["BKB", "MAS"]], [["ITM", "BKB"]]]),
        "count_statuses": st.sampled_from([["approved"], ["approved", "submitted"]]),
    },
)


@st.composite
def documents(draw, most=24):
    return {
        "config": draw(configs),
        "actors": ACTORS,
        "dimensions": DIMENSIONS,
        "codings": [draw(codings(number)) for number in range(draw(st.integers(0, most)))],
        "links": [draw(links(number)) for number in range(draw(st.integers(0, most)))],
    }
