"""Beside a row that waits, the strongest words against it: of the same actor and dimension, from another passage."""

import pytest

from interviews.models import Informant
from reports.counter import counters
from tests.reports.fields import Field

pytestmark = pytest.mark.django_db
LONG = "kami sendiri memang tidak pernah turun ke lapangan selama masa itu"


@pytest.fixture
def field():
    field = Field()
    for code, words in (
        ("B1", LONG),
        ("T1", "mereka tidak turun ke lapangan, itu yang kami lihat setiap minggu"),
        ("M1", "mereka turun dua kali sebulan ke pasar dan membagikan masker"),
        ("M2", "mereka hampir tidak turun"),
    ):
        field.interview(f"W-{code}", ("P", "Turun?"), (code, words))
    field.denied = field.coding("W-T1", "mereka tidak turun ke lapangan", "FIS", "BKB", "absent")
    field.admitted = field.coding("W-B1", LONG, "FIS", "BKB", "absent", "submitted")
    field.done = field.coding("W-M1", "mereka turun dua kali sebulan", "FIS", "BKB", "enacted", "submitted")
    return field


def told(field, *rows):
    return {key: (each.words.text, each.informant, each.count) for key, each in counters(field.study, rows).items()}


def test_what_an_actor_admits_about_itself_stands_strongest_against_what_is_said_to_be_done(field):
    field.coding("W-M2", "hampir tidak turun", "FIS", "BKB", "limited", "submitted")
    field.coding("W-M2", "mereka", "FIS", "BKB", "planned", "submitted")  # a hope is no vote
    field.coding("W-T1", "setiap minggu", "FIS", "BKB", "absent", "rejected")
    field.coding("W-T1", "kami lihat", "MAT", "BKB", "absent", "submitted")

    assert told(field, field.done) == {str(field.done.pk): (LONG, "B1", 3)}
    assert told(field, field.denied) == {str(field.denied.pk): ("mereka turun dua kali sebulan", "M1", 2)}


def test_whoever_withdrew_consent_is_not_quoted(field):
    field.change(field.informants["B1"], consent=Informant.Consent.WITHDRAWN)

    assert told(field, field.done) == {str(field.done.pk): ("mereka tidak turun ke lapangan", "T1", 1)}


def test_the_review_list_asks_for_it_and_shows_one_line_with_its_place(client, field):
    client.force_login(field.owner)
    home = f"/studies/{field.study.slug}/review/"
    page = client.get(home).content.decode()
    lines = client.get(f"{home}against/?rows={field.done.pk}&rows={field.admitted.pk}").content.decode()

    assert f"{home}against/?rows=" in page
    assert f'id="against-{field.done.pk}"' in page
    assert lines.count("hx-swap-oob") == 2
    assert LONG in lines
    assert ">(B1, W-B1, line 2)</a>" in lines
    assert "the strongest of 2" in lines
    assert client.get(f"{home}against/?rows=x").status_code == 404


@pytest.mark.parametrize("copies", [1, 5])
def test_it_takes_the_same_queries_for_each_row_of_a_page(field, copies, django_assert_num_queries):
    rows = [field.done, *(field.coding("W-M1", words, "FIS", "BKB") for words in ("dua", "kali", "pasar", "masker"))]

    with django_assert_num_queries(13):
        assert len(counters(field.study, rows[:copies])) == copies
