"""The trash of a study: each sort lies there with who put it there, and comes out by who may take it out."""

import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coding.codebook import retire_code
from coding.linking import link_passage, remove_link
from coding.memos import remove_memo, write_memo
from coding.passages import code_passage, remove_coding
from coding.phases import open_phase
from coding.saved_searches import remove_search, save_search
from coding.trashed import SORTS, lying, shown, take_out
from coding.undo import undo
from ground.acts import act
from ground.models import Act
from interviews.models import Role
from interviews.recordings import trash_recording
from interviews.transcripts import trash_interview
from tests.factories import join, make_informant, make_interview, make_recording, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """A study in whose trash lies one thing of each sort, all of them of its researcher; and its people."""
    study = make_study(slug="studi")
    owner, coder = owner_of(study), join(study, Role.RESEARCHER)
    make_informant(study)
    kept, gone = make_interview(study, code="W1"), make_interview(study, code="W2")
    code = study.codes.get(key="FIS")
    with act(coder, "study.change", study):
        type(gone).objects.filter(study=study).update(created_by=coder)
        type(code).objects.filter(pk=code.pk).update(created_by=coder)
    kept.refresh_from_db()
    gone.refresh_from_db()
    code.refresh_from_db()
    place = {"transcript": kept.transcript, **span_of(kept.transcript, "masker")}
    coding = code_passage(study, coder=coder, code=study.codes.get(key="MAT"), **place)[0]
    ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
    link = link_passage(study, coder=coder, form=study.link_forms.filter(rung=2).first(), **ends, **place)[0]
    memo = write_memo(study, author=coder, text="Kapan masker datang?", about=kept)[0]
    search = save_search(study, by=coder, kind="words", name="Masker", address="text=masker")[0]
    recording = make_recording(kept)
    remove_coding(coding, by=coder, study=study)
    remove_link(link, by=coder, study=study)
    remove_memo(memo, by=coder)
    remove_search(search, by=coder)
    trash_interview(gone, by=coder)
    trash_recording(recording, by=coder)
    retire_code(code, by=coder)
    rows = {"interviews": gone, "recordings": recording, "codings": coding, "links": link, "memos": memo}
    rows |= {"codes": code, "searches": search}
    return SimpleNamespace(study=study, owner=owner, coder=coder, rows=rows)


def page(user, study, query=""):
    client = Client()
    client.force_login(user)
    return client.get(f"/studies/{study.slug}/trash/{query}")


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_removed_lies_in_the_trash_with_who_put_it_there_and_comes_out_once(full, sort):
    row = full.rows[sort]

    told = shown(full.study, sort, lying(full.study, sort, by=full.coder), by=full.coder)

    assert [(each.row.pk, each.who, each.may_take_out) for each in told] == [(row.pk, full.coder, True)]
    assert told[0].words
    take_out(full.study, sort, row.pk, by=full.coder)
    acts = Act.objects.count()
    take_out(full.study, sort, row.pk, by=full.coder)
    assert not lying(full.study, sort, by=full.coder).exists()
    assert Act.objects.count() == acts


@pytest.mark.parametrize("sort", SORTS)
def test_what_belongs_to_the_study_an_owner_takes_out_and_a_judgement_only_who_made_it(full, sort):
    row, other = full.rows[sort], join(full.study, Role.RESEARCHER)

    allowed = {each for each in (full.owner, other) if shown_to(full.study, sort, each).may_take_out}

    assert allowed == ({full.owner} if SORTS[sort].curated else set())
    for each in {full.owner, other} - allowed:
        with pytest.raises(PermissionDenied):
            take_out(full.study, sort, row.pk, by=each)


def shown_to(study, sort, by):
    return shown(study, sort, lying(study, sort, by=by), by=by)[0]


def test_an_observer_sees_the_trash_without_recordings_and_takes_nothing_out(full):
    observer = join(full.study, Role.OBSERVER)

    seen = {sort for sort in SORTS for each in lying(full.study, sort, by=observer)}

    assert seen == set(SORTS) - {"recordings"}
    assert not any(shown_to(full.study, sort, observer).may_take_out for sort in seen)
    assert b"Bring it back" not in page(observer, full.study).content


def test_whoever_codes_blind_finds_nothing_of_the_others_in_the_trash(full):
    blind = join(full.study, Role.RESEARCHER)
    interview = full.study.interviews.get(code="W1")
    open_phase(full.study, by=full.owner, coders=[blind, join(full.study, Role.RESEARCHER)], interviews=[interview])

    for sort in ("codings", "links", "memos", "searches"):
        assert b"lies-" not in page(blind, full.study, f"?sort={sort}").content
        assert b"lies-" in page(full.owner, full.study, f"?sort={sort}").content


def test_the_page_opens_at_the_first_sort_that_holds_something_and_says_when_none_does(full):
    assert page(full.coder, full.study).context["sort"] == "interviews"
    take_out(full.study, "interviews", full.rows["interviews"].pk, by=full.coder)
    assert page(full.coder, full.study).context["sort"] == "recordings"

    assert b"The trash is empty" in page(owner_of(other := make_study()), other).content


def test_the_trash_takes_the_same_queries_however_much_lies_in_it(full, django_assert_num_queries):
    def look():
        return shown(full.study, "memos", lying(full.study, "memos", by=full.coder), by=full.coder)

    look()  # what is known of the person is asked once
    with CaptureQueriesContext(connection) as before:
        look()
    interview = full.study.interviews.get(code="W1")
    for number in range(6):
        memo = write_memo(full.study, author=full.coder, text=f"Catatan {number}", about=interview)[0]
        remove_memo(memo, by=full.coder)

    with django_assert_num_queries(len(before)):
        assert len(look()) == 7


def test_taking_an_interview_to_the_trash_and_out_of_it_is_undone_and_done_again(full):
    interview = full.rows["interviews"]
    trashing = Act.objects.get(verb="interview.trash")

    undoing, _ = undo(full.study, by=full.coder, act_id=trashing.pk)
    interview.refresh_from_db()
    assert interview.trashed_at is None

    undo(full.study, by=full.coder, act_id=undoing.pk)
    interview.refresh_from_db()
    assert interview.trashed_at is not None


def test_the_api_lists_a_sort_and_takes_a_thing_out(full):
    client = Client()
    client.force_login(full.coder)
    row = full.rows["codings"]

    listed = client.get("/api/v1/studies/studi/trash/?sort=codings").json()["results"]
    body = {"sort": "codings", "id": str(row.pk)}
    answers = [send(client, body).status_code, send(client, body).status_code, send(client, {**body, "sort": "memos"})]

    assert [(each["id"], each["by"], each["may_restore"]) for each in listed] == [
        (str(row.pk), str(full.coder.pk), True)
    ]
    assert [*answers[:2], answers[2].status_code] == [200, 200, 404]
    assert client.get("/api/v1/studies/studi/trash/?sort=codings").json()["results"] == []


def send(client, body):
    url = "/api/v1/studies/studi/trash/restore/"
    return client.post(url, json.dumps(body), content_type="application/json")


def test_what_has_taken_its_place_is_said_on_the_page(full):
    row = full.rows["codings"]
    place = {"transcript": row.passage.transcript, "start": row.passage.start, "end": row.passage.end}
    code_passage(full.study, coder=full.coder, code=row.code, **place)
    client = Client()
    client.force_login(full.coder)

    answer = client.post(f"/studies/studi/trash/codings/{row.pk}/restore/", follow=True)

    assert answer.redirect_chain == [("/studies/studi/trash/", 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
