"""The stored demo studies are what their sources make, and their evidence is that of the worked cases."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from coding.models import Coding, Link, Memo, Review
from ground.models import Act
from interviews.models import Study, Transcript
from reports.demo.building import build
from reports.demo.loading import load
from reports.demo.settling import id_of
from reports.demo.sources import bundle_file, passages_of
from reports.evidence import collect
from reports.exchange.bundle.writing import bundle_of, written
from reports.method import summarise

ORACLE = Path(__file__).parents[1] / "method_oracle.json"
CASE = {"demo-a": "T01", "demo-b": "T12a"}

pytestmark = pytest.mark.django_db
each_demo = pytest.mark.parametrize("slug", ["demo-a", "demo-b"])


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def demo(slug) -> Study:
    load(slug)
    return Study.objects.get(slug=slug)


def case_of(slug):
    cases = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
    return next(case for case in cases if case["id"] == CASE[slug])


@each_demo
def test_the_stored_bundle_is_what_the_sources_make(slug):
    rebuilt = written(build(slug))

    assert bundle_file(slug).read_bytes() == rebuilt, "manage.py build_demo, in an empty database, makes them anew"


@each_demo
def test_a_demo_study_exports_as_it_is_stored(slug, demo):
    assert written(bundle_of(demo, complete=True)) == bundle_file(slug).read_bytes()


@each_demo
@pytest.mark.parametrize("part", ["codings", "links"])
def test_the_evidence_is_that_of_the_worked_case(slug, demo, part):
    notes = {row["oracle_id"]: passage["note"] for passage in passages_of(slug) for row in passage[part]}
    expected = {str(id_of(slug, "row", row["id"])): row for row in case_of(slug)["input"][part]}
    found = {row["id"]: row for row in collect(demo, "official").document[part]}

    counted = {uuid: row for uuid, row in found.items() if row["review_status"] != "submitted"}

    assert counted.keys() == expected.keys()
    for uuid, row in counted.items():
        was = expected[uuid]
        assert notes[was["id"]] == was["passage"]
        assert row == was | {"id": uuid, "passage": row["passage"]}


def test_the_one_pending_row_repeats_an_approved_one_of_the_other_coder(db):
    load("demo-a")
    study = Study.objects.get(slug="demo-a")

    [pending] = Coding.objects.of_study(study).filter(status="submitted")

    assert pending.pk == id_of("demo-a", "row", "c8-2")
    assert not Link.objects.of_study(study).filter(status="submitted").exists()
    assert collect(study, "working").document["codings"] == collect(study, "official").document["codings"]


@pytest.mark.parametrize("basis", ["official", "working"])
@pytest.mark.parametrize(("slug", "verdict"), [("demo-a", "not_indicated"), ("demo-b", "established")])
def test_the_verdict_is_that_of_the_method(slug, verdict, basis, demo):
    summary = summarise(collect(demo, basis).document)

    assert (summary["verdict"], summary["sensitivity"]["flags"]) == (verdict, ["robust"])


def test_demo_a_gives_the_table_of_the_study_it_retells(db):
    load("demo-a")

    summary = summarise(collect(Study.objects.get(slug="demo-a")).document)

    assert {key: cell["level"] for key, cell in summary["cells"].items()} == {
        **dict.fromkeys(("BKB/IDE", "ITM/IDE", "MAS/IDE", "BKB/FIS", "MAS/FIS"), "absent"),
        **dict.fromkeys(("BKB/MAT", "ITM/MAT", "MAS/MAT", "ITM/FIS"), "enacted"),
        **dict.fromkeys(("BKB/UTL", "ITM/UTL"), "no_evidence"),
        "MAS/UTL": "limited",
    }
    assert {pair["level"] for pair in summary["pairs"].values()} == {"none"}


@each_demo
def test_every_transcript_says_that_it_is_invented(slug, demo):
    texts = Transcript.objects.of_study(demo).values_list("text", flat=True)

    assert demo.is_demo
    assert demo.invented
    assert len(texts) == 10
    assert all(text.startswith("TRANSKRIP REKAAN") for text in texts)


@each_demo
def test_the_worked_cases_ids_stand_in_a_memo_of_each_passage(slug, demo):
    notes = Memo.objects.filter(study=demo, passage__isnull=False).values_list("text", flat=True)

    for passage in passages_of(slug):
        ids = ", ".join(row["oracle_id"] for row in passage["codings"] + passage["links"])
        assert f"{passage['note']} ({ids})" in notes


@each_demo
def test_its_history_is_one_act_a_deed_in_the_order_of_time(slug, demo):
    acts = list(Act.objects.filter(study_id=demo.pk).order_by("number"))

    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert acts[0].verb == "study.create"
    judged = Coding.objects.of_study(demo).count() + Link.objects.of_study(demo).count()
    assert sum(act.verb in ("coding.create", "link.create") for act in acts) == judged


@each_demo
def test_nobody_approves_a_row_of_their_own(slug, demo):
    for review in Review.objects.of_study(demo).select_related("coding", "link"):
        assert review.reviewer_id != (review.coding or review.link).coder_id
