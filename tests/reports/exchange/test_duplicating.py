"""A study as the beginning of another: what comes along holds under new ids, and what stays behind is told."""

import json

import pytest
from django.test import Client

from coding.archiving import archive
from coding.memos import remove_memo, write_memo
from coding.models import Code, Coding, Link, Memo
from coding.passages import code_passage
from ground import jobs
from ground.models import Job
from interviews.membership import change_role
from interviews.models import Interview, Role, Study
from reports import integrity
from reports.duplicating import request_duplicate
from reports.exchange.bundle.duplicating import duplicate
from tests.factories import (
    corrected,
    join,
    make_informant,
    make_interview,
    make_recording,
    make_study,
    owner_of,
    span_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """A study with a coder, a text coded by them, a memo that quotes the passage, a memo in the trash, a recording."""
    study = make_study(slug="asal", title="Asal")
    coder = join(study, Role.RESEARCHER)
    make_informant(study)
    interview = make_interview(study, code="W1")
    make_recording(interview)
    place = {"transcript": interview.transcript, **span_of(interview.transcript, "masker")}
    coding = code_passage(study, coder=coder, code=study.codes.get(key="MAT"), **place)[0]
    write_memo(study, author=coder, text=f"Lihat ¶[{coding.passage_id}]", about=coding)
    remove_memo(write_memo(study, author=coder, text="Dibuang")[0], by=coder)
    return study


def copied(study, extent):
    return duplicate(study, by=owner_of(study), title="Salinan", extent=extent)


def test_the_codebook_alone_comes_with_actors_dimensions_and_forms_and_nothing_that_was_said(full):
    made = copied(full, "codebook").study

    for of in ("actors", "dimensions", "link_forms"):
        assert [row.code for row in getattr(made, of).all()] == [row.code for row in getattr(full, of).all()]
    assert told(made) == told(full)
    assert not Interview.objects.of_study(made).exists()
    assert not made.informants.exists()
    assert [(each.user, each.role) for each in made.memberships.all()] == [(owner_of(full), Role.OWNER)]
    assert (made.title, made.slug, full.title) == ("Salinan", "salinan", "Asal")


def told(study):
    codes = Code.objects.of_study(study).select_related("parent", "dimension")
    return [(c.key, c.parent and c.parent.key, c.dimension and c.dimension.code, c.texts) for c in codes]


def test_with_texts_and_codings_every_word_stands_where_it_stood_and_names_only_the_new_study(full):
    made = copied(full, "codings").study

    old, new = Coding.objects.of_study(full).get(), Coding.objects.of_study(made).get()
    memo = Memo.objects.of_study(made).get()
    assert (new.passage.quote, new.passage.start, new.code.key) == (old.passage.quote, old.passage.start, "MAT")
    assert (new.coder, new.status) == (old.coder, old.status)
    assert new.code.study == made
    assert new.passage_id != old.passage_id
    assert memo.text == f"Lihat ¶[{new.passage_id}]"
    assert memo.coding == new
    assert list(integrity.faults()) == []


def test_interviews_without_codings_bring_none(full):
    made = copied(full, "texts").study

    text = Interview.objects.of_study(made).get().transcript
    assert text.text == Interview.objects.of_study(full).get().transcript.text
    assert not Coding.objects.of_study(made).exists()
    assert not Link.objects.of_study(made).exists()
    place = {"transcript": text, **span_of(text, "masker")}
    assert code_passage(made, coder=owner_of(made), code=made.codes.get(key="MAT"), **place)[1]


def test_what_stays_behind_is_counted_by_sort(full):
    left = copied(full, "codings").left

    assert {name: left.get(name) for name in ("members", "memos", "recordings", "codings")} == {
        "members": 2,
        "memos": 1,
        "recordings": 1,
        "codings": None,
    }


def test_a_corrected_text_comes_in_all_versions(full):
    corrected(Interview.objects.of_study(full).get().transcript, ("Dengan siapa?", "Bersama siapa?"))

    made = copied(full, "codings").study

    assert Interview.objects.of_study(made).get().transcripts.count() == 2
    assert list(integrity.faults()) == []


def test_it_is_made_in_the_background_once_and_also_of_an_archived_study(full):
    owner = owner_of(full)
    archive(full, by=owner)
    asked = [request_duplicate(full, by=owner, title="Salinan", extent="codebook") for _ in range(2)]
    jobs.run(asked[0].pk)

    job = Job.objects.get(pk=asked[0].pk)
    assert asked[0] == asked[1]
    assert job.state == Job.State.DONE
    assert Study.objects.get(pk=job.result["study"]).slug == job.result["slug"] == "salinan"


def test_only_an_owner_duplicates_by_the_page_and_by_the_api(full):
    body = json.dumps({"title": "Salinan", "extent": "texts"})
    answers = {}
    for user in (owner_of(full), join(full, Role.SUPERVISOR)):
        client = Client()
        client.force_login(user)
        sent = client.post("/api/v1/studies/asal/duplicates/", body, content_type="application/json")
        answers[user] = client.get("/studies/asal/duplicate/").status_code, sent.status_code

    assert list(answers.values()) == [(200, 202), (403, 403)]


def test_a_name_that_is_none_is_refused_on_the_page(full):
    client = Client()
    client.force_login(owner_of(full))

    answer = client.post("/studies/asal/duplicate/", {"title": " ", "extent": "codebook"})

    assert answer.status_code == 422
    assert "title" in answer.context["wrong"]
    assert not Job.objects.exists()


def test_somebody_whose_role_has_changed_since_gets_no_copy(full):
    owner, other = owner_of(full), join(full, Role.OWNER)
    job = request_duplicate(full, by=other, title="Salinan", extent="codebook")

    change_role(full.memberships.get(user=other), by=owner, role=Role.RESEARCHER)
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.FAILED, "not_allowed")
