"""The page of passages, its files and the API: the same address finds the same everywhere."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coding.models import Coding
from coding.passages import code_passage
from coding.undo import next_acts, undo
from ground.models import Act
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of
from tests.reports.fields import demo_field

pytestmark = pytest.mark.django_db
ADDRESSES = ("", "basis=official", "code=MAT&about=ITM", "kind=links&pair=BKB-ITM", "speaker=MAS&not_code=UTL")


@pytest.fixture
def demo():
    return demo_field("a")


def opened(study, user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["coprod_language"] = "en"
    return client


def page(client, study, address):
    return client.get(f"/studies/{study.slug}/find/passages/?{address}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_api_and_file_of_one_address_hold_the_same_rows(demo, address):
    client = opened(demo.study, demo.owner)

    shown = page(client, demo.study, address)
    told = client.get(f"/api/v1/studies/{demo.study.slug}/retrieval/?{address}&page_size=500").json()
    table = client.get(f"/studies/{demo.study.slug}/find/passages/csv/?{address}").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["id"] for row in rows} == {row["id"] for row in told["results"]}
    assert dict(shown.context["counts"])["codings"] == told["codings"] == len(rows)
    assert dict(shown.context["counts"])["passages"] == told["passages"] == len({r["passage"] for r in told["results"]})


def test_an_address_that_is_no_query_says_which_part_is_wrong_on_the_page_and_over_http(demo):
    client = opened(demo.study, demo.owner)

    shown = page(client, demo.study, "code=NONE&kode=1")
    told = client.get(f"/api/v1/studies/{demo.study.slug}/retrieval/?code=NONE")

    assert shown.status_code == 422
    assert "<code>kode</code>" in shown.content.decode()
    assert told.status_code == 400
    assert told.json()["errors"][0]["field"] == "code"


def test_what_a_form_sends_becomes_the_short_address(demo):
    answer = page(opened(demo.study, demo.owner), demo.study, "kind=&basis=official&within=200&code=MAT")

    assert answer.headers["Location"].endswith("/find/passages/?code=MAT&basis=official")


def test_all_that_an_address_narrows_to_is_named_with_the_way_to_take_it_away(demo):
    address = "code=MAT&basis=official&below=no&until=W-T1"

    named = page(opened(demo.study, demo.owner), demo.study, address).context["chosen"]

    assert [(each.label, each.value) for each in named[1:]] == [
        ("Counted", "What counts, approved"),
        ("Sub-codes", "only the codes themselves"),
        ("Held up to", "W-T1"),
    ]
    assert named[1].without == "code=MAT&below=no&until=W-T1"


def test_the_chosen_passages_are_coded_in_one_act_and_one_undo_takes_all_of_it_back(demo):
    study, coder = demo.study, demo.member("pengode", "researcher")
    client = opened(study, coder)
    rows = list(Coding.objects.filter(code__key="MAT.2").order_by("pk"))[:3]
    posted = {"rows": [f"{row.pk}=x" for row in rows], "code": study.codes.get(key="SOS").pk, "polarity": "planned"}

    client.post(f"/studies/{study.slug}/find/passages/code/", posted)

    made = Coding.objects.live().filter(coder=coder)
    assert {row.passage_id for row in made} == {row.passage_id for row in rows}
    act = next_acts(study, by=coder).undo
    assert act.verb == "coding.many"
    assert act.events.count() == len(made)
    undo(study, by=coder, act_id=act.pk)
    assert not made.all()


def test_coding_again_what_one_has_coded_says_so_and_is_no_act(demo):
    study, row = demo.study, Coding.objects.filter(code__key="MAT.2").first()
    client = opened(study, demo.owner)
    posted = {"rows": [f"{row.pk}=x"], "code": study.codes.get(key="SOS").pk, "polarity": "enacted", "about": "ITM"}
    url = f"/studies/{study.slug}/find/passages/code/"
    client.post(url, posted)
    acts = Act.objects.count()

    answer = client.post(url, posted, follow=True)

    assert "You have already coded" in answer.content.decode()
    assert Act.objects.count() == acts
    nothing = client.post(url, {"code": posted["code"]}, follow=True)
    assert "Choose at least one row." in nothing.content.decode()


def test_a_decision_is_taken_in_place_and_the_page_is_open_again_where_it_was(demo):
    study, supervisor = demo.study, demo.member("pembimbing", "supervisor")
    client = opened(study, supervisor)
    here = f"/studies/{study.slug}/find/passages/?status=submitted"
    waiting = client.get(here).context["waiting"]
    rows = [each.row.choice for each in waiting]

    answer = client.post(f"/studies/{study.slug}/review/decide/", {"rows": rows, "decision": "approve", "here": here})

    assert answer.headers["Location"] == here
    assert client.get(here).context["waiting"] == []


def test_the_words_of_whoever_withdrew_consent_are_not_shown(demo):
    demo.change(demo.informants["T1"], consent="withdrawn")

    shown = page(opened(demo.study, demo.owner), demo.study, "informant=T1").content.decode()

    said = [row.passage.quote for row in Coding.objects.filter(passage__transcript__interview__code="W-T1")]
    assert "[consent withdrawn]" in shown
    assert not [words for words in said if words in shown]


def test_the_page_takes_the_same_queries_however_many_rows_it_shows():
    study = make_study()
    make_informant(study)
    text = make_interview(study).transcript
    client, mat = opened(study, owner_of(study)), study.codes.get(key="MAT")
    counts = []
    for words in ("kami menyumbang", "masker", "Warga"):
        code_passage(study, coder=owner_of(study), transcript=text, code=mat, **span_of(text, words))
        with CaptureQueriesContext(connection) as asked:
            page(client, study, "basis=working")
        counts.append(len(asked))

    assert len(set(counts)) == 1


def test_an_observer_reads_and_does_not_code(demo):
    observer = join(demo.study, "observer")
    client = opened(demo.study, observer)

    assert page(client, demo.study, "").status_code == 200
    assert client.post(f"/studies/{demo.study.slug}/find/passages/code/").status_code == 403
    assert client.get(f"/studies/{demo.study.slug}/find/passages/csv/").status_code == 403
