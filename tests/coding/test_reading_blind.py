"""Reading blind: what whoever codes in an open phase is shown, on the screen, over HTTP and by the database itself."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from coding.memos import write_memo
from coding.models import Coding
from coding.phases import close_phase, open_phase
from ground import blind
from ground.models import Act
from interviews.permissions import Verb, is_blind, may, study_within_reach
from tests.coding.blind_phase import coded

pytestmark = pytest.mark.django_db


def test_whoever_codes_in_an_open_phase_is_blind_whatever_the_role(study, transcript, people):
    coders = [people["ani"], people["tutor"]]
    phase = open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])

    blind_now = {name: is_blind(who, type(study).objects.get(pk=study.pk)) for name, who in people.items()}
    closed = {verb for verb in Verb if not may(people["tutor"], verb, type(study).objects.get(pk=study.pk))}
    close_phase(phase, by=people["tutor"])

    assert blind_now == {"ani": True, "budi": False, "tutor": True}
    assert {Verb.REVIEW, Verb.EXPORT, Verb.CURATE, Verb.SUMMARIZE} <= closed
    assert Verb.ASSIGN not in closed
    assert not is_blind(people["tutor"], type(study).objects.get(pk=study.pk))


def test_the_database_itself_shows_a_blind_reader_only_their_own(study, transcript, people, phase):
    mine, other = coded(study, transcript, people["ani"]), coded(study, transcript, people["budi"])

    study_within_reach(people["ani"], study.slug)
    seen = set(Coding.objects.values_list("pk", flat=True))
    blind.read_all()

    assert seen == {mine.pk}
    assert set(Coding.objects.values_list("pk", flat=True)) == {mine.pk, other.pk}


def test_the_coding_screen_says_that_one_codes_blind_and_by_when_and_shows_nobody(client, study, transcript, people):
    coders = [people["ani"], people["budi"]]
    open_phase(study, by=people["tutor"], coders=coders, interviews=[transcript.interview], due=date(2026, 12, 5))
    address = f"/studies/{study.slug}/interviews/{transcript.interview.code}/"

    def opened(who):
        client.force_login(people[who])
        page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
        return (
            "Until the phase is closed you see your own codings" in page,
            "To be coded by 5" in page,
            client.get(f"{address}changes.json").json()["here"],
        )

    assert opened("budi") == (True, True, [])
    assert opened("ani") == (True, True, [])
    assert opened("tutor")[:2] == (False, False)


def test_what_is_lifted_within_what_is_lifted_already_stays_lifted(study, transcript, people, phase):
    coded(study, transcript, people["budi"])
    study_within_reach(people["ani"], study.slug)

    with blind.lifted():
        with blind.lifted():
            inside = Coding.objects.count()
        assert (inside, Coding.objects.count()) == (1, 1)
    assert (Coding.objects.count(), blind.is_on()) == (0, True)


def test_the_id_of_a_hidden_row_answers_like_one_out_of_reach(api, study, transcript, people, phase, sent):
    hidden = coded(study, transcript, people["budi"])
    api.client.force_login(people["ani"])

    mine = coded(study, transcript, people["ani"], "Ya, kami menyumbang masker.")
    cut = {"coding": str(mine.pk), "ends": mine.passage.end - 8, "starts": mine.passage.end - 7}
    memo = write_memo(study, author=people["budi"], text="Rahasia.")[0]
    there = Act.objects.count()

    assert api("post", "codings/", sent | {"id": str(hidden.pk)}).status_code == 404
    assert api("post", "codings/split/", cut | {"new": str(hidden.pk)}).status_code == 404
    assert api("post", "memos/", {"id": str(memo.pk), "text": "Rahasia."}).status_code == 404
    blind.read_all()
    assert Act.objects.count() == there
    assert api("get", f"codings/{hidden.pk}/").status_code == 404


def test_where_a_view_is_missing_a_blind_reader_is_shown_nothing(study, people, phase):
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW blind.coding_memo")
    with pytest.raises(DatabaseError), transaction.atomic():
        study_within_reach(people["ani"], study.slug)

    blind.make_views()

    assert study_within_reach(people["ani"], study.slug)


def test_a_condition_that_has_changed_makes_the_views_anew_and_one_that_has_not_leaves_them(
    study, transcript, people, phase, monkeypatch
):
    coded(study, transcript, people["ani"])
    before = made_as()
    blind.make_views()
    assert made_as() == before

    monkeypatch.setattr(Coding, "seen_blind", "false")
    blind.make_views()
    study_within_reach(people["ani"], study.slug)

    assert not Coding.objects.exists()
    assert made_as() != before


def made_as() -> int:
    """The number that the database gave the schema when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'blind'::regnamespace::oid")
        return cursor.fetchone()[0]


def test_the_next_request_of_someone_else_sees_all_again(study, transcript, people, phase, client):
    coded(study, transcript, people["budi"])
    for name, expected in (("ani", 0), ("tutor", 1), ("ani", 0), ("tutor", 1)):
        client.force_login(people[name])
        assert len(client.get(f"/api/v1/studies/{study.slug}/codings/").json()["results"]) == expected


def test_what_the_blind_may_not_is_403_and_what_they_must_not_know_of_404(study, people, phase, client):
    client.force_login(people["ani"])
    asked = {
        page: client.get(f"/studies/{study.slug}/{page}/").status_code for page in ("exports", "summaries", "agreement")
    }

    assert asked == {"exports": 403, "summaries": 404, "agreement": 404}
