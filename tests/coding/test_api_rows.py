"""Links, memos, passages, the codebook and undo, over HTTP."""

import uuid

import pytest

from coding.models import Memo
from interviews.models import Role
from tests.factories import join, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(study, transcript):
    actors = {actor.code: str(actor.pk) for actor in study.actors.all()}
    return {
        "id": str(uuid.uuid4()),
        "transcript": str(transcript.pk),
        "from_actor": actors["ITM"],
        "to_actor": actors["BKB"],
        "form": str(study.link_forms.get(code="RPT").pk),
        "polarity": "absent",
        **span_of(transcript, "Belum pernah duduk bersama dengan dinas."),
    }


def test_a_link_is_created_changed_and_removed(api, link):
    address = f"links/{link['id']}/"

    assert [api("post", "links/", link).status_code for _ in range(2)] == [201, 200]
    changed = api("patch", address, {"regularity": "recurrent", "polarity": "hindered"}, If_Match="*")
    assert changed.json()["regularity"] == "recurrent"
    assert api("delete", address, If_Match=changed["ETag"]).status_code == 204
    assert api("post", "links/", link).json()["code"] == "deleted"


def test_a_link_is_never_limited(api, link):
    answer = api("post", "links/", link | {"polarity": "limited"})

    assert [error["field"] for error in answer.json()["errors"]] == ["polarity"]


def test_a_memo_is_about_one_thing(api, sent):
    api("post", "codings/", sent)
    memo = {"id": str(uuid.uuid4()), "text": "Berapa banyak?", "coding": sent["id"]}

    assert [api("post", "memos/", memo).status_code for _ in range(2)] == [201, 200]
    assert api("post", "memos/", {"text": "x", "coding": sent["id"], "code": sent["code"]}).status_code == 400
    assert api("post", "memos/", {"text": "x", "coding": str(uuid.uuid4())}).status_code == 400
    assert api("get", f"memos/?coding={sent['id']}").json()["results"][0]["text"] == "Berapa banyak?"
    assert api("patch", f"memos/{memo['id']}/", {"text": "Berapa?"}, If_Match="*").json()["text"] == "Berapa?"
    assert api("delete", f"memos/{memo['id']}/", If_Match="*").status_code == 204
    assert Memo.objects.get().trashed_at is not None


def test_a_passage_is_read_and_never_written(api, sent, transcript):
    api("post", "codings/", sent)

    (passage,) = api("get", f"passages/?transcript={transcript.pk}").json()["results"]

    assert passage["quote"] == transcript.text[passage["start"] : passage["end"]]
    assert api("post", "passages/", {}).status_code == 405


def test_the_codebook_is_read_by_all_and_kept_by_its_curators(api, study):
    entry = {"id": str(uuid.uuid4()), "key": "MAT.9", "parent": str(study.codes.get(key="MAT").pk)}
    entry |= {"texts": {"id": {"label": "Uang"}}}

    assert [api("post", "codes/", entry).status_code for _ in range(2)] == [201, 200]
    assert api("patch", f"codes/{entry['id']}/", {"key": "MAT.8"}, If_Match="*").json()["key"] == "MAT.8"
    assert api("post", f"codes/{entry['id']}/retire/", {}).json()["retired_at"]
    assert api("post", f"codes/{entry['id']}/restore/", {}).json()["retired_at"] is None
    theirs = study.codes.get(key="MAT")
    assert api("patch", f"codes/{theirs.pk}/", {"key": "M"}, If_Match="*").status_code == 403
    assert len(api("get", "dimensions/").json()["results"]) == 4
    assert len(api("get", "link-forms/").json()["results"]) == 10
    api.client.force_login(join(study, Role.OBSERVER))
    assert api("post", "codes/", entry).status_code == 403
    assert api("get", "codes/?key=MAT.8").json()["results"][0]["parent"] == entry["parent"]


def test_undo_and_redo_answer_with_the_rows_as_they_are_then(api, sent):
    api("post", "codings/", sent)
    done = api("get", "acts/next/").json()

    undone = api("post", f"acts/{done['undo']['id']}/undo/", {})
    again = api("post", f"acts/{done['undo']['id']}/undo/", {})
    redo = api("get", "acts/next/").json()["redo"]
    redone = api("post", f"acts/{redo['id']}/undo/", {})

    assert (done["undo"]["verb"], done["redo"]) == ("coding.create", None)
    assert (undone.status_code, again.status_code, redone.status_code) == (201, 200, 201)
    assert undone.json()["id"] == again.json()["id"] == redo["id"]
    assert undone.json()["codings"][0]["trashed_at"]
    assert redone.json()["codings"][0]["trashed_at"] is None


def test_nobody_undoes_for_another_and_an_unknown_act_is_not_there(api, sent, study):
    api("post", "codings/", sent)
    act = api("get", "acts/next/").json()["undo"]["id"]
    api.client.force_login(owner_of(study))

    assert api("post", f"acts/{act}/undo/", {}).status_code == 403
    assert api("post", f"acts/{uuid.uuid4()}/undo/", {}).status_code == 404
    assert api("get", "acts/next/").json() == {"undo": None, "redo": None}


def test_ones_own_last_acts_are_told_with_what_can_be_done_to_each(api, study, link):
    api("post", "links/", link)
    api("post", "memos/", {"text": "Catatan <b>", "link": link["id"]})

    memo, made, *_before = api("get", "acts/recent/").json()

    assert memo["sentence"].startswith("You wrote a memo on “Belum pernah duduk bersama dengan dinas.” in ")
    assert (memo["can"], made["can"]) == ("undo", "undo")
    assert api("post", f"acts/{memo['act']}/undo/", {}).status_code == 201
    assert [each["can"] for each in api("get", "acts/recent/").json()[:3]] == ["", "redo", "undo"]
