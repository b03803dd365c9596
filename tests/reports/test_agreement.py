"""The agreement of a study: from what two coders said of its turns to the page, checked by plain counting."""

from collections import Counter

import pytest

from coding.adjudicating import adjudicate, disputes
from coding.linking import link_passage
from coding.passages import code_passage, remove_coding
from coding.reviewing import mark, submit
from ground.jobs import run
from ground.models import Job
from interviews.models import Role
from reports.agreement import (
    Agreement,
    by_actor,
    by_category,
    by_code,
    by_interview,
    confusions,
    disputed,
    krippendorffs_alpha,
)
from reports.evidence.ratings import rated
from tests.factories import join, make_informant, make_interview, make_study, make_user, span_of
from tests.reports.worked_example import FIRST, POLARITY, SECOND

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study(slug="sepakat")
    make_informant(study, "T1", actor="ITM")
    return study


@pytest.fixture
def coders(study):
    return [join(study, Role.RESEARCHER, make_user(name, name=name.title())) for name in ("ani", "budi")]


@pytest.fixture
def transcript(study):
    spoken = [("T1", f"Jawaban nomor {number} tentang masker.") for number in range(10)]
    turns = [turn for said in spoken for turn in (("P", "Lalu?"), said)]
    return make_interview(study, turns, code="W1").transcript


def judge(study, transcript, coder, number, polarity="enacted", code="MAT", **more):
    where = span_of(transcript, f"nomor {number} tentang")
    given = {"code": study.codes.get(key=code), "polarity": polarity} | more
    return code_passage(study, coder=coder, transcript=transcript, **given, **where)[0]


@pytest.fixture
def judged(study, transcript, coders):
    for coder, letters in zip(coders, (FIRST, SECOND), strict=True):
        for number, letter in enumerate(letters):
            if letter != "-":
                judge(study, transcript, coder, number, POLARITY[letter])


def rows_of(study):
    return {row.key: row for row in Agreement(rated(study)).rows()}


def test_presence_is_rated_in_every_turn_and_polarity_where_both_have_coded(study, judged):
    rows = rows_of(study)

    both = [pair for pair in zip(FIRST, SECOND, strict=True) if "-" not in pair]
    there = [(a != "-", b != "-") for a, b in zip(FIRST, SECOND, strict=True)]
    assert (rows["MAT"].units, rows["MAT"].percent) == (10, 0.9)
    assert rows["MAT"].alpha == pytest.approx(krippendorffs_alpha(there).value)
    assert (rows["polarity"].units, rows["polarity"].percent) == (8, 7 / 8)
    assert rows["polarity"].alpha == pytest.approx(krippendorffs_alpha(both).value)


def test_each_value_stands_by_itself_with_how_often_it_was_given(study, judged):
    found = {(each.variable, each.value): each for each in by_category(Agreement(rated(study)))}

    assert found["MAT", True].share == 17 / 20  # nine of ten turns by the one, eight by the other
    assert found["MAT", True].alpha == rows_of(study)["MAT"].alpha
    assert {value for variable, value in found if variable == "polarity"} == set(POLARITY.values())
    assert found["polarity", "enacted"].pi == 1


def test_what_nobody_ever_varied_is_undefined(study, judged):
    rows = rows_of(study)

    assert (rows["IDE"].percent, rows["IDE"].alpha, rows["IDE"].kappa) == (1, None, None)
    assert (rows["about"].percent, rows["about"].alpha) == (1, None)


def test_the_coefficient_for_spans_is_one_where_both_marked_the_same_words(study, transcript, coders):
    for coder in coders:
        judge(study, transcript, coder, 3)
    longer = span_of(transcript, "Jawaban nomor 7 tentang masker")
    code = study.codes.get(key="IDE")
    code_passage(study, coder=coders[0], transcript=transcript, code=code, **longer)
    judge(study, transcript, coders[1], 7, code="IDE")

    spans = Agreement(rated(study)).spans()

    assert spans["MAT"].value == 1
    assert 0 < spans["IDE"].value < 1
    assert 0 < spans[None].value < 1


def test_links_are_compared_by_their_ends_and_their_form(study, transcript, coders):
    actors = {actor.code: actor for actor in study.actors.all()}
    forms = {form.code: form for form in study.link_forms.all()}
    for coder, form in zip(coders, ("RPT", "KSP"), strict=True):
        link_passage(
            study, coder=coder, transcript=transcript, from_actor=actors["ITM"], to_actor=actors["BKB"],
            form=forms[form], **span_of(transcript, "nomor 2"),
        )  # fmt: skip

    row = rows_of(study)["form"]

    assert (row.units, row.percent) == (1, 0)


def test_each_turn_that_was_not_judged_alike_is_named_with_what_each_said(study, judged, coders, transcript):
    disputes = list(Agreement(rated(study)).disputes())

    different = [number for number, (a, b) in enumerate(zip(FIRST, SECOND, strict=True)) if a != b]
    assert [each.turn for each in disputes] == [2 * number + 1 for number in different]
    said = disputes[0].said
    assert said[str(coders[0].pk)] == [("MAT", "ITM", "absent")]
    assert said[str(coders[1].pk)] == [("MAT", "ITM", "limited")]


def test_each_figure_leads_to_the_turns_behind_it(client, study, judged, coders):
    """Turn 3 has another polarity, turn 7 was coded by one of the two: of ten, counted by hand above."""
    found = Agreement(rated(study))
    both = f"{coders[0].pk} {coders[1].pk}"

    def turns(part, key):
        return [(each.turn - 1) // 2 for each in disputed(found, part, key)]

    assert (turns("variables", "MAT"), turns("variables", "polarity")) == ([7], [3])
    assert (turns("variables", "about"), turns("variables", "FIS"), turns("codes", "MAT")) == ([], [], [7])
    assert [turns(*of) for of in (("interviews", "W1"), ("actors", "ITM"), ("pairs", both))] == [[3, 7]] * 3
    assert turns("actors", "BKB") == []
    client.force_login(coders[0])
    page = client.get(f"/studies/{study.slug}/agreement/?part=variables&key=polarity").content.decode()
    assert "Only: Polarity." in page
    assert "W1, turn 8" in page
    assert "W1, turn 16" not in page


def test_an_interview_that_one_coder_alone_worked_on_is_not_compared(study, coders):
    alone = make_interview(study, [("T1", "Jawaban nomor 1 tentang masker.")], code="W2").transcript
    judge(study, alone, coders[0], 1)

    assert rated(study).texts == {}


def test_what_was_removed_is_as_if_it_had_never_been(study, judged, coders, transcript):
    before = rows_of(study)

    remove_coding(judge(study, transcript, coders[0], 6, code="IDE"), by=coders[0], study=study)

    assert rows_of(study) == before


def test_a_third_coder_of_another_interview_is_missing_in_the_first(study, judged, coders):
    third = join(study, Role.RESEARCHER, make_user("citra"))
    other = make_interview(study, [("T1", "Jawaban nomor 1 tentang masker.")], code="W2").transcript
    before = rows_of(study)["MAT"].alpha
    for coder in (coders[0], third):
        judge(study, other, coder, 1)

    found = Agreement(rated(study))

    assert sorted(row.units for _one, _other, row in found.pairs()) == [4, 40]
    assert rows_of(study)["MAT"].kappa is None
    assert rows_of(study)["MAT"].alpha != before


@pytest.mark.parametrize("copies", [1, 4])
def test_reading_what_was_rated_takes_the_same_queries_however_much_there_is(
    study, coders, copies, django_assert_num_queries
):
    for number in range(copies):
        text = make_interview(study, [("T1", "Jawaban nomor 1 tentang masker.")], code=f"W{number}").transcript
        for coder in coders:
            judge(study, text, coder, 1)

    with django_assert_num_queries(11):
        assert len(rated(study).texts) == copies


def test_the_page_shows_the_figures_and_leads_to_the_disputed_turns(client, study, judged, coders):
    client.force_login(coders[0])
    client.cookies["coprod_language"] = "en"

    page = client.get("/studies/sepakat/agreement/").content.decode()

    assert "2 turns were not judged alike." in page
    assert 'href="/studies/sepakat/interviews/W1/#t-7"' in page
    assert "Ani" in page
    assert "undefined" in page


def test_the_page_says_what_to_do_where_nothing_was_coded_twice(client, study, coders):
    client.force_login(coders[0])
    client.cookies["coprod_language"] = "en"

    assert "coded by two people" in client.get("/studies/sepakat/agreement/").content.decode()


def test_figures_are_written_with_the_comma_of_the_language(client, study, judged, coders):
    client.force_login(coders[0])

    pages = {}
    for language in ("id", "en"):
        client.cookies["coprod_language"] = language
        pages[language] = client.get("/studies/sepakat/agreement/").content.decode()

    assert "1,000</td>" in pages["id"] or "0,8" in pages["id"]
    assert "0.8" in pages["en"]


def test_over_http_the_same_figures_are_told(client, study, judged, coders):
    client.force_login(coders[0])

    told = client.get("/api/v1/studies/sepakat/agreement/").json()

    rows = rows_of(study)
    assert {row["key"]: row["alpha"] for row in told["variables"]} == {key: row.alpha for key, row in rows.items()}
    assert (told["turns"], told["interviews"]) == (10, ["W1"])
    assert [each["turn"] for each in told["disputes"]] == [7, 15]


def test_the_parts_have_the_units_of_the_whole_and_name_where_the_coders_part(study, judged, coders, transcript):
    other = make_interview(study, [("T1", "Jawaban nomor 1 tentang masker.")], code="W2").transcript
    for coder in coders:
        judge(study, other, coder, 1)
    below = study.codes.filter(parent__key="MAT").first().key
    judge(study, transcript, coders[0], 6, code=below)
    found = Agreement(rated(study))

    interviews, actors, codes = ({row.key: row for row in part(found)} for part in (by_interview, by_actor, by_code))

    assert {key: row.units for key, row in interviews.items()} == {"W1": 40, "W2": 4}
    assert {key: row.units for key, row in actors.items()} == {"ITM": 44}
    assert interviews["W1"].percent == pytest.approx((10 * 3 + 8) / 40)
    assert (codes["MAT"].percent, codes[below].percent) == pytest.approx((10 / 11, 10 / 11))


def test_a_table_says_what_one_coder_takes_for_what(study, judged, coders):
    (table,) = confusions(Agreement(rated(study)))

    both = Counter((POLARITY[a], POLARITY[b]) for a, b in zip(FIRST, SECOND, strict=True) if "-" not in (a, b))
    ids = [str(coder.pk) for coder in coders]
    assert (table.variable, [table.first, table.second]) == ("polarity", ids)
    assert table.counts == [[both[row, column] for column in table.values] for row in table.values]


def test_intervals_are_computed_once_for_the_same_ratings_and_shown_below_the_figures(client, study, judged, coders):
    client.force_login(coders[0])
    client.cookies["coprod_language"] = "en"
    asked = client.post("/api/v1/studies/sepakat/agreement/intervals/", "{}", content_type="application/json")
    run(Job.objects.get(pk=asked.json()["id"]).pk)

    again = client.post("/api/v1/studies/sepakat/agreement/intervals/", "{}", content_type="application/json").json()
    told = client.get("/api/v1/studies/sepakat/agreement/").json()
    page = client.get("/studies/sepakat/agreement/").content.decode()

    low, high, undefined = told["intervals"]["MAT"]["percent"]
    assert (asked.status_code, again["id"], again["state"]) == (202, asked.json()["id"], "done")
    assert low <= 0.9 <= high == 1
    assert undefined == 0
    assert told["intervals"]["IDE"]["alpha"] is None  # undefined in every sample
    assert f"{low:.2f} – {high:.2f}" in page
    assert "Compute how sure" not in page


def test_once_a_coding_was_added_the_intervals_are_to_be_computed_anew(client, study, judged, coders, transcript):
    client.force_login(coders[0])
    client.cookies["coprod_language"] = "en"
    client.post("/studies/sepakat/agreement/intervals/")
    waiting = Job.objects.get(kind="agreement")
    judge(study, transcript, coders[0], 6, code="IDE")

    run(waiting.pk)

    waiting.refresh_from_db()
    page = client.get("/studies/sepakat/agreement/").content.decode()
    assert (waiting.state, waiting.error_code) == ("failed", "changed")
    assert "Compute how sure" in page


def test_where_nothing_was_coded_twice_there_is_nothing_to_compute(client, study, coders):
    client.force_login(coders[0])

    answer = client.post("/api/v1/studies/sepakat/agreement/intervals/", "{}", content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_shared")


def test_adjudicating_a_dispute_does_not_make_the_coders_agree(study, judged):
    before = rows_of(study)
    for coder in study.memberships.filter(role=Role.RESEARCHER):
        submit(study, coder=coder.user)
    (dispute,) = disputes(study)

    seen = {str(row.pk): mark(row) for row in dispute.rows}
    adjudicate(study, by=join(study, Role.SUPERVISOR), keep=dispute.rows[0], reason="Ada kuitansi.", seen=seen)

    assert rows_of(study) == before
