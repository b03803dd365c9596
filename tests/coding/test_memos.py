from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from coding.history import Filters, page_of
from coding.memos import change_memo, remove_memo, restore_memo, write_memo
from coding.models import Memo
from coding.undo import next_acts, undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
from tests.factories import corrected, join, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return make_study()


@pytest.fixture
def author(study):
    return join(study, Role.RESEARCHER)


def test_a_memo_is_about_one_thing_or_the_study(study, author):
    interview = make_interview(study)

    about, _ = write_memo(study, author=author, text="Suasana tegang.", kind="reflexive", about=interview)
    alone, _ = write_memo(study, author=author, text="Mulai.")

    assert (about.interview, about.kind) == (interview, "reflexive")
    assert alone.interview is None


def test_writing_the_same_memo_again_is_writing_it_once(study, author):
    memo, _ = write_memo(study, author=author, text="Mulai.")

    again, new = write_memo(study, author=author, text="Mulai.", id=memo.id)
    with pytest.raises(Conflict) as refused:
        write_memo(study, author=author, text="Lain.", id=memo.id)

    assert (again, new, refused.value.code) == (memo, False, "differs")


def test_a_memo_on_words_sent_again_is_no_act_and_is_found_also_after_a_correction(study, author, client):
    transcript = make_interview(study).transcript
    client.force_login(author)
    address = f"/api/v1/studies/{study.slug}/memos/"
    sent = {"id": str(uuid4()), "text": "Siapa?", "transcript": str(transcript.pk), **span_of(transcript, "masker")}

    def send():
        return client.post(address, sent, content_type="application/json")

    first, latest = send(), next_acts(study, by=author).undo
    again = send()
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert next_acts(study, by=author).undo == latest

    corrected(transcript, ("sembako", "beras"))
    carried = send()
    assert (carried.status_code, carried.json()["id"]) == (200, sent["id"])
    assert Memo.objects.get().passage.transcript.version == 2
    late = sent | {"id": str(uuid4())}
    assert client.post(address, late, content_type="application/json").json()["code"] == "newer_version"


def test_a_memo_cannot_leave_its_study(study, author):
    elsewhere = make_study()
    memo, _ = write_memo(study, author=author, text="Mulai.")

    with pytest.raises(ValidationError):
        write_memo(elsewhere, author=author, text="x", about=study.codes.first())
    with pytest.raises(Http404):
        write_memo(elsewhere, author=join(elsewhere, Role.OWNER), text="Mulai.", id=memo.id)


@pytest.mark.parametrize(
    ("text", "kind", "field"), [("  ", "note", "text"), ("x" * 50_001, "note", "text"), ("x", "y", "kind")]
)
def test_an_empty_or_endless_memo_is_refused(study, author, text, kind, field):
    with pytest.raises(ValidationError) as refused:
        write_memo(study, author=author, text=text, kind=kind)

    assert list(refused.value.message_dict) == [field]


def test_only_its_author_changes_or_removes_a_memo(study, author):
    memo, _ = write_memo(study, author=author, text="Mulai.")
    with pytest.raises(PermissionDenied):
        change_memo(memo, by=join(study, Role.OWNER), text="Lain.")

    assert change_memo(memo, by=author, text="Lain.", kind="question").text == "Lain."
    assert remove_memo(memo, by=author).trashed_at is not None
    with pytest.raises(Conflict):
        change_memo(memo, by=author, text="Lagi.")
    assert restore_memo(memo, by=author).trashed_at is None


def test_a_memo_about_an_actor_is_told_in_the_history_and_undone(study, author):
    actor = study.actors.get(code="ITM")

    memo, _ = write_memo(study, author=author, text="Peran mereka berubah.", about=actor)
    told = page_of(study, Filters(kind="memo"), by=author).entries[0].sentence
    undo(study, by=author, act_id=Act.objects.get(verb="memo.write").pk)

    memo.refresh_from_db()
    assert (memo.actor, told) == (actor, "You wrote a memo on ITM.")
    assert memo.trashed_at is not None
