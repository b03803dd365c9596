import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from coding.models import Coding, Status
from coding.passages import code_passage
from coding.reviewing import mark
from ground.acts import act
from ground.models import ApiToken
from interviews.models import Role
from tests.factories import (
    corrected,
    join,
    make_informant,
    make_interview,
    make_study,
    make_user,
    owner_of,
    span_of,
)

pytestmark = pytest.mark.django_db


def test_a_coding_is_created_once_under_the_clients_id(api, sent, study):
    first = api("post", "codings/", sent)
    again = api("post", "codings/", sent)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json() | {"created_at": ""} == {
        **sent,
        "passage": str(Coding.objects.get().passage_id),
        "quote": "kami menyumbang masker",
        "about_actor": str(study.actors.get(code="ITM").pk),
        "polarity": "enacted",
        "in_scope": True,
        "speaker": None,
        "coder": str(Coding.objects.get().coder_id),
        "status": "draft",
        "mark": mark(Coding.objects.get()),
        "recheck": False,
        "codebook_version": str(study.codebook_versions.get().pk),
        "created_at": "",
        "trashed_at": None,
    }


def test_other_content_under_the_same_id_is_409_with_the_row_that_is_there(api, sent):
    first = api("post", "codings/", sent)

    answer = api("post", "codings/", sent | {"polarity": "absent"})

    assert (answer.status_code, answer.json()["code"]) == (409, "differs")
    assert answer.json()["current"] == first.json()
    assert answer["Content-Type"] == "application/problem+json"


def test_a_removed_row_is_409_deleted(api, sent):
    api("post", "codings/", sent)
    api("delete", f"codings/{sent['id']}/", If_Match="*")

    answer = api("post", "codings/", sent)

    assert (answer.status_code, answer.json()["code"]) == (409, "deleted")


def test_a_row_out_of_reach_answers_as_an_unknown_one_does(api, sent, client):
    api("post", "codings/", sent)
    other = make_study()
    make_informant(other)
    stranger = join(other, Role.RESEARCHER)
    transcript = make_interview(other).transcript
    client.force_login(stranger)
    theirs = sent | {"transcript": str(transcript.pk), "code": str(other.codes.get(key="MAT").pk)}
    here = f"/api/v1/studies/{other.slug}/codings/"

    taken = client.post(here, json.dumps(theirs), content_type="application/json")
    known = client.get(f"{here}{sent['id']}/")
    unknown = client.get(f"{here}{uuid.uuid4()}/")

    assert taken.status_code == known.status_code == unknown.status_code == 404
    assert without_reference(taken) == without_reference(known) == without_reference(unknown)


def without_reference(answer):
    return {key: value for key, value in answer.json().items() if key != "reference"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start": "3"}, "start"),
        ({"start": True}, "start"),
        ({"end": 10**9}, "end"),
        ({"end": 10**30}, "end"),
        ({"start": -1}, "start"),
        ({"polarity": "great"}, "polarity"),
        ({"in_scope": "yes"}, "in_scope"),
        ({"id": str(uuid.uuid4()).upper()}, "id"),
        ({"code": str(uuid.uuid4())}, "code"),
        ({"about_actor": str(uuid.uuid4())}, "about_actor"),
        ({"speaker": str(uuid.uuid4())}, "speaker"),
        ({"status": "approved"}, "status"),
        ({"polarty": "absent"}, "polarty"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_the_name_of_its_field(api, sent, wrong, field):
    answer = api("post", "codings/", sent | wrong)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Coding.objects.exists()


def test_a_change_needs_the_state_that_the_client_saw(api, sent):
    api("post", "codings/", sent)
    address = f"codings/{sent['id']}/"
    seen = api("get", address)["ETag"]

    missing = api("patch", address, {"polarity": "limited"})
    changed = api("patch", address, {"polarity": "limited"}, If_Match=seen)
    late = api("patch", address, {"polarity": "absent"}, If_Match=seen)

    assert (missing.status_code, changed.status_code, late.status_code) == (428, 200, 412)
    assert changed.json()["polarity"] == late.json()["current"]["polarity"] == "limited"
    assert late["ETag"] == changed["ETag"]


def test_moving_the_ends_gives_another_passage(api, sent, transcript):
    api("post", "codings/", sent)
    wider = span_of(transcript, "Ya, kami menyumbang masker.")

    answer = api("patch", f"codings/{sent['id']}/", wider, If_Match="*")

    assert answer.json()["quote"] == "Ya, kami menyumbang masker."


def test_changing_an_approved_coding_submits_it_again(api, sent, study, coder):
    api("post", "codings/", sent)
    with act(coder, "coding.review", study):
        Coding.objects.update(status=Status.APPROVED)

    answer = api("patch", f"codings/{sent['id']}/", {"in_scope": False}, If_Match="*")

    assert answer.json()["status"] == "submitted"


def test_delete_is_a_state_and_can_be_taken_back(api, sent):
    api("post", "codings/", sent)
    address = f"codings/{sent['id']}/"

    assert api("delete", address).status_code == 428
    assert api("delete", address, If_Match="*").status_code == 204
    assert api("delete", address, If_Match="*").status_code == 204
    assert api("get", "codings/").json()["results"] == []
    assert len(api("get", "codings/?trashed=true").json()["results"]) == 1
    assert api("post", f"{address}restore/", {}).json()["trashed_at"] is None
    assert len(api("get", "codings/").json()["results"]) == 1


@pytest.mark.parametrize(
    ("role", "status"), [("observer", 403), ("researcher", 201), ("supervisor", 201), ("owner", 201)]
)
def test_who_may_code(api, sent, study, role, status):
    api.client.force_login(owner_of(study) if role == "owner" else join(study, role))

    assert api("post", "codings/", sent).status_code == status


def test_a_stranger_finds_no_study_and_nobody_finds_anything_unsigned(api, sent):
    api.client.force_login(make_user())
    assert api("post", "codings/", sent).status_code == 404

    api.client.logout()
    assert api("get", "codings/").status_code in (401, 403)
    assert not Coding.objects.exists()


@pytest.mark.parametrize(("scope", "status"), [("read", 403), ("export", 403), ("write", 201)])
def test_a_token_codes_as_far_as_its_scope(client, sent, study, coder, scope, status):
    _, key = ApiToken.issue(owner=coder, name="R", scope=scope, expires_at=timezone.now() + timedelta(days=1))
    headers = {"Authorization": f"Token {key}"}

    answer = client.post(
        f"/api/v1/studies/{study.slug}/codings/", json.dumps(sent), content_type="application/json", headers=headers
    )

    assert answer.status_code == status


def test_only_its_coder_changes_a_coding(api, sent, study):
    api("post", "codings/", sent)
    api.client.force_login(owner_of(study))

    assert api("patch", f"codings/{sent['id']}/", {"polarity": "absent"}, If_Match="*").status_code == 403
    assert api("delete", f"codings/{sent['id']}/", If_Match="*").status_code == 403


@pytest.mark.parametrize("count", [1, 12])
def test_listing_takes_the_same_queries_however_many_there_are(
    api, study, transcript, coder, count, django_assert_num_queries
):
    code = study.codes.get(key="IDE")
    for end in range(1, count + 1):
        code_passage(study, coder=coder, transcript=transcript, code=code, start=0, end=end)

    with django_assert_num_queries(4):
        answer = api("get", f"codings/?transcript={transcript.pk}&page_size=500")

    assert len(answer.json()["results"]) == count


def test_creating_one_takes_few_statements(api, sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert api("post", "codings/", sent).status_code == 201


def test_pages_of_a_list_follow_each_other(api, study, transcript, coder):
    code = study.codes.get(key="IDE")
    for end in range(1, 6):
        code_passage(study, coder=coder, transcript=transcript, code=code, start=0, end=end)

    first = api("get", "codings/?page_size=3").json()
    second = api.client.get(first["next"]).json()

    assert len({row["id"] for row in first["results"] + second["results"]}) == 5


def test_a_filter_that_is_no_id_is_refused(api):
    assert api("get", "codings/?transcript=x").status_code == 400


def test_a_coding_of_an_older_text_is_refused_or_carried_to_the_same_words(api, study, transcript, sent):
    text = transcript.text.replace("Apakah lembaga", "Apa benar lembaga").replace("duduk bersama", "rapat")
    address = f"transcripts/{transcript.pk}/correction"
    api.client.force_login(owner_of(study))
    told = api("post", f"{address}-preview/", {"text": text}).json()
    first, again = (api("post", f"{address}/", {"text": text}) for _ in range(2))

    refused, carried = api("post", "codings/", sent), api("post", "codings/", sent | {"carry": True})
    gone = sent | span_of(transcript, "duduk bersama") | {"id": str(uuid.uuid4()), "carry": True}

    assert told == {"counts": {"stays": 0, "moves": 0, "touched": 0, "lost": 0}, "rows": []}
    assert (first.status_code, again.status_code, first.json()["version"]) == (201, 200, 2)
    assert (refused.status_code, refused.json()["code"]) == (409, "newer_version")
    assert (carried.status_code, carried.json()["quote"]) == (201, "kami menyumbang masker")
    assert carried.json()["transcript"] == first.json()["id"]
    assert api("post", "codings/", gone).json()["code"] == "words_are_gone"


def test_a_change_and_a_split_with_places_of_an_older_text_are_refused(api, study, transcript, coder, sent):
    assert api("post", "codings/", sent).status_code == 201
    now = corrected(transcript, ("Apakah lembaga", "Apa benar lembaga"))
    address = f"codings/{sent['id']}/"
    span = span_of(transcript, "kami menyumbang") | {"transcript": str(transcript.pk)}
    cut = {"ends": span["end"], "starts": span["end"] + 1, "transcript": str(transcript.pk)}

    changed = api("patch", address, span, If_Match="*")
    split = api("post", "codings/split/", {"coding": sent["id"], "new": str(uuid.uuid4()), **cut})
    on_newest = api("patch", address, span_of(now, "kami menyumbang") | {"transcript": str(now.pk)}, If_Match="*")

    assert [(each.status_code, each.json()["code"]) for each in (changed, split)] == [(409, "newer_version")] * 2
    assert (on_newest.status_code, on_newest.json()["quote"]) == (200, "kami menyumbang")
