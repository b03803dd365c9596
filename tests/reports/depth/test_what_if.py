"""What would follow if something were left out, or a threshold were another: seen beside what stands, never stored."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ground.models import Event
from reports.depth.supposing import Supposition
from reports.method import InvalidEvidence, canonical_evidence, summarise, summary_of
from reports.models import Summary
from tests.asking import Api
from tests.reports.method.rows import case_document, case_named


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def worked_case(name):
    return canonical_evidence(case_document(case_named(name)))


def test_to_leave_out_a_critical_passage_gives_the_verdict_of_the_worked_case_without_it():
    found = summary_of(Supposition(passage=frozenset(["X1"])).of(worked_case("T09a")))

    assert (found["verdict"], found["pairs"]["BKB-ITM"]["level"]) == ("undetermined", "insufficient")


def test_every_critical_passage_and_informant_changes_the_verdict_and_no_other_does():
    evidence = worked_case("T09a")
    standing = summary_of(evidence)
    rows = [*evidence["codings"], *evidence["links"]]

    for name, known in (("passage", "critical_passages"), ("informant", "critical_informants")):
        alone = {row[name] for row in rows}
        verdicts = {key: summary_of(Supposition(**{name: {key}}).of(evidence))["verdict"] for key in alone}
        changed = [key for key, verdict in sorted(verdicts.items()) if verdict != standing["verdict"]]
        assert changed == standing["sensitivity"][known]


def test_a_supposition_is_the_evidence_without_these_rows_and_under_this_setting():
    evidence = worked_case("T01")
    supposed = Supposition(frozenset(["T3"]), frozenset(["W-M1"]), frozenset(), {"theta": [4, 5]}).of(evidence)
    kept = {
        name: [r for r in evidence[name] if r["informant"] != "T3" and r["interview"] != "W-M1"]
        for name in ("codings", "links")
    }

    assert summary_of(supposed) == summarise({**evidence, **kept, "config": evidence["config"] | {"theta": [4, 5]}})


def test_a_setting_that_the_method_refuses_is_refused_by_its_name():
    with pytest.raises(InvalidEvidence, match=r"config\.theta"):
        Supposition(settings={"theta": [1, 2]}).of(worked_case("T01"))


def test_the_address_of_a_supposition_is_one_whatever_the_order():
    one = Supposition(frozenset(["T2", "T1"]), settings={"theta": [3, 4], "min_informants": 3})

    assert one.query() == "informant=T1&informant=T2&theta=3%2F4&min_informants=3"
    assert one.query(basis="working").startswith("basis=working&")


@pytest.fixture
def ask(client):
    def open_page(field, query="", user=None):
        client.force_login(user or field.owner)
        return client.get(reverse("what-if", args=[field.study.slug]) + query)

    return open_page


@pytest.mark.django_db
def test_what_is_supposed_is_named_beside_what_follows_also_on_paper(demo_a, ask):
    page = text_of(ask(demo_a, "?informant=M1&informant=T1&theta=3%2F4"))

    follows = page[page.rindex("What would follow") :]
    assert "Without these informants M1 · General public; T1 · Ikatan Tionghoa Muda" in follows
    assert "Share of informants that settles a level (θ) 3/4" in follows
    assert "Without these interviews" not in follows


@pytest.mark.django_db
def test_the_page_marks_what_would_be_otherwise_in_words_and_stores_nothing(demo_a, ask):
    before = Event.objects.count()

    page = text_of(ask(demo_a, "?theta=4%2F5"))

    assert "changed before: absent ↓ now: mixed n = 4" in page
    assert page.count("changed before:") == 1
    assert "Idea participation by Ikatan Tionghoa Muda is mixed: of 4 informants" in page
    assert (Event.objects.count(), Summary.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_several_left_out_at_once_are_in_one_address_to_send(demo_a, ask):
    answer = ask(demo_a, "?min_informants=2&informant=T3&passage=&informant=B1")
    sent = ask(demo_a, answer.url[answer.url.index("?") :])

    assert answer.status_code == 302
    assert answer.url.endswith("?informant=B1&informant=T3")
    assert sent.status_code == 200
    assert "n = 4 → 3" in text_of(sent)


@pytest.mark.django_db
def test_what_is_not_in_the_evidence_is_named_and_nothing_is_computed(demo_a, ask):
    page = ask(demo_a, "?informant=NOBODY")

    assert page.status_code == 422
    assert "NOBODY is not in the evidence as it is now." in text_of(page)
    assert "What would follow" not in text_of(page)


@pytest.mark.django_db
def test_the_passages_of_a_cell_can_be_left_out_and_withdrawn_words_are_not_shown(demo_a, ask):
    offered = ask(demo_a, "?of=cell%3AITM%2FIDE").content.decode()
    demo_a.change(demo_a.informants["T3"], consent="withdrawn")
    after = ask(demo_a, "?of=cell%3AITM%2FIDE").content.decode()

    assert "dapur umum" in offered
    assert offered.count('name="passage"') == 4
    assert "dapur umum" not in after
    assert after.count('name="passage"') == 3


@pytest.mark.django_db
def test_the_page_asks_the_database_the_same_number_of_times_whatever_there_is(demo_a, ask):
    counts = []
    for more in ((), demo_a.actors):
        for actor in more:
            demo_a.coding("W-T3", "Saya sendiri pernah mengusulkan dapur umum", "FIS", actor)
        ask(demo_a)
        with CaptureQueriesContext(connection) as asked:
            ask(demo_a, "?theta=3%2F4")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_over_http_the_same_is_computed_and_what_is_unknown_is_named(demo_a):
    api = Api(demo_a.owner, demo_a.study)

    answer = api("POST", "what-if/", {"settings": {"theta": [4, 5]}})
    unknown = api("POST", "what-if/", {"informants": ["X"]})
    refused = api("POST", "what-if/", {"settings": {"theta": [1, 2]}})

    assert answer.status_code == 200
    assert answer.json()["differences"] == [
        {"part": "cell", "key": "ITM/IDE", "was": {"level": "absent"}, "now": {"level": "mixed"}}
    ]
    assert answer.json()["supposed"]["verdict"] == "not_indicated"
    assert (unknown.status_code, refused.status_code) == (400, 400)
    assert Summary.objects.count() == 0
