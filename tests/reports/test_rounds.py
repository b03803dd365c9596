"""Rounds: what a phase leaves when it closes, counted by hand, and what it is compared with afterwards."""

import pytest

from coding.assigning import say_done
from coding.codebook import add_code, change_code, retire_code
from coding.codebook_changes import Change, codebook_changes
from coding.models import Assignment, Coding
from coding.passages import change_coding, code_passage
from coding.phases import close_phase, open_phase
from ground.jobs import run
from ground.models import Job
from interviews.models import Role
from interviews.permissions import study_within_reach
from reports.agreement import intervals, krippendorffs_alpha
from reports.agreement.turns import coefficients_of
from reports.models import Round
from tests.factories import join, make_informant, make_interview, make_study, make_user, span_of
from tests.reports.worked_example import FIRST, POLARITY, SECOND

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study(slug="putaran")
    make_informant(study, "T1", actor="ITM")
    return study


@pytest.fixture
def people(study):
    roles = {"ani": Role.RESEARCHER, "budi": Role.RESEARCHER, "citra": Role.SUPERVISOR}
    return {name: join(study, role, make_user(name, name=name.title())) for name, role in roles.items()}


@pytest.fixture
def interviews(study):
    spoken = [turn for number in range(10) for turn in (("P", "Lalu?"), ("T1", f"Jawaban nomor {number} di sini."))]
    return [make_interview(study, spoken, code=code) for code in ("W1", "W2")]


def judge(study, interview, coder, letters):
    for number, letter in enumerate(letters):
        if letter != "-":
            where = span_of(interview.transcript, f"nomor {number} di")
            given = {"code": study.codes.get(key="MAT"), "polarity": POLARITY[letter]}
            code_passage(study, coder=coder, transcript=interview.transcript, **given, **where)


def a_round(study, people, interview, first=FIRST, second=SECOND) -> Round:
    coders = [people["ani"], people["budi"]]
    phase = open_phase(study, by=people["citra"], coders=coders, interviews=[interview])
    judge(study, interview, people["ani"], first)
    judge(study, interview, people["budi"], second)
    return close_phase(phase, by=people["citra"]).round


def test_a_phase_that_closes_leaves_its_figures_and_nothing_later_changes_them(study, people, interviews):
    kept = a_round(study, people, interviews[0])
    both = [pair for pair in zip(FIRST, SECOND, strict=True) if "-" not in pair]
    change_coding(Coding.objects.filter(coder=people["ani"]).first(), by=people["ani"], study=study, polarity="planned")

    now = Round.objects.get(pk=kept.pk)
    variables = now.figures["variables"]

    assert (now.figures["interviews"], now.figures["turns"], now.figures["coders"]) == (["W1"], 10, 2)
    assert (variables["MAT"]["units"], variables["MAT"]["percent"]) == (10, 0.9)
    assert (variables["polarity"]["units"], variables["polarity"]["percent"]) == (8, 7 / 8)
    assert variables["polarity"]["alpha"] == pytest.approx(krippendorffs_alpha(both).value)
    assert now.seed == int(now.input_hash[:8], 16)
    assert now.codebook_version == study.codebook_versions.last()
    assert now == kept


def test_only_the_phases_coders_on_its_interviews_are_compared(study, people, interviews):
    third = join(study, Role.RESEARCHER)
    for interview in interviews:
        judge(study, interview, third, "NNNNNNNNNN")
    judge(study, interviews[1], people["ani"], "EEEEEEEEEE")

    kept = a_round(study, people, interviews[0])

    assert (kept.figures["interviews"], kept.figures["coders"]) == (["W1"], 2)
    assert kept.figures["variables"]["MAT"]["percent"] == 0.9


@pytest.mark.parametrize(("says_so", "turns"), [(True, 10), (False, 0)])
def test_whoever_says_that_an_interview_is_coded_has_rated_it_though_nothing_in_it_was(
    study, people, interviews, says_so, turns
):
    coders = [people["ani"], people["budi"]]
    phase = open_phase(study, by=people["citra"], coders=coders, interviews=[interviews[0]])
    judge(study, interviews[0], people["ani"], FIRST)
    if says_so:
        say_done(Assignment.objects.get(coder=people["budi"]), by=people["budi"])

    kept = close_phase(phase, by=people["citra"]).round

    assert kept.figures["turns"] == turns
    assert kept.figures["variables"].get("MAT", {"percent": None})["percent"] == (0.2 if says_so else None)


def test_the_intervals_are_those_of_the_counts_that_were_kept(study, people, interviews):
    kept = a_round(study, people, interviews[0])
    run(Job.objects.get(kind="round").pk)

    there = [(a != "-", b != "-") for a, b in zip(FIRST, SECOND, strict=True)]
    expected = intervals(there, coefficients_of(2), seed=kept.seed)

    told = Round.objects.get(pk=kept.pk).intervals
    assert told["MAT"] == {name: list(each) for name, each in expected.items() if each} | {
        name: None for name, each in expected.items() if not each
    }
    assert set(told) == set(kept.figures["variables"])


def test_the_page_and_the_api_show_round_by_round_what_became_of_agreement_and_codebook(
    client, study, people, interviews
):
    a_round(study, people, interviews[0])
    mat = study.codes.get(key="MAT")
    change_code(mat, by=study.memberships.get(role="owner").user, texts=mat.texts | {"id": {"label": "Materi baru"}})
    a_round(study, people, interviews[1], second=FIRST)
    client.force_login(people["ani"])

    page = client.get(f"/studies/{study.slug}/agreement/rounds/").content.decode()
    rows = client.get(f"/api/v1/studies/{study.slug}/rounds/").json()["results"]

    first, second = (row["figures"]["variables"]["MAT"]["alpha"] for row in rows)
    assert second == 1
    assert f"rose by {1 - first:.3f}" in page
    assert "Changes of the codebook between round 1 and round 2" in page
    assert "MAT was changed: " in page
    assert [[(each["key"], each["how"]) for each in row["codebook_changes"]] for row in rows] == [
        [],
        [("MAT", "changed")],
    ]


def test_whoever_codes_blind_is_told_of_no_round(client, study, people, interviews):
    kept = a_round(study, people, interviews[0])
    coders = [people["ani"], people["budi"]]
    open_phase(study, by=people["citra"], coders=coders, interviews=[interviews[1]])
    client.force_login(people["ani"])

    pages = (f"/studies/{study.slug}/agreement/rounds/", f"/api/v1/studies/{study.slug}/rounds/{kept.pk}/")
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_changes_of_a_codebook_are_named_entry_by_entry(study):
    owner = study.memberships.get(role="owner").user
    before = study.codebook_versions.last().content
    mat = study.codes.get(key="MAT")
    change_code(mat, by=owner, texts={"id": mat.texts["id"] | {"brief": "Lain."}, "en": mat.texts["en"]})
    add_code(study_within_reach(owner, study.slug), by=owner, key="MAT.77", texts={"id": {"label": "Baru"}}, parent=mat)
    retire_code(study.codes.get(key="FIS"), by=owner)
    after = study.codebook_versions.last().content

    told = set(map(_hashable, codebook_changes(before, after)))
    back = set(map(_hashable, codebook_changes(after, before)))

    assert told == {
        ("code", "MAT", "changed", ("brief",)),
        ("code", "FIS", "retired", ()),
        ("code", "MAT.77", "added", ()),
    }
    assert {(name, how) for _sort, name, how, _fields in back} == {
        ("MAT", "changed"),
        ("FIS", "restored"),
        ("MAT.77", "removed"),
    }
    assert codebook_changes(after, after) == []


def _hashable(change: Change) -> tuple:
    return *change[:-1], tuple(change.fields)
