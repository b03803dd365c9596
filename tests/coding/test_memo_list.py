"""The page of memos, the journal, and the same over the API."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coding.codebook import add_code
from coding.memos import remove_memo, write_memo
from coding.models import Memo
from coding.passages import code_passage
from ground.acts import act
from interviews.models import Role
from interviews.transcripts import trash_interview
from reports.evidence import collect
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, make_user, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return make_study(slug="studi")


@pytest.fixture
def ani(study):
    return join(study, Role.RESEARCHER, make_user("ani", name="Ani"))


@pytest.fixture
def interview(study):
    return make_interview(study, code="W1")


@pytest.fixture
def coding(study, ani, interview):
    place = {"transcript": interview.transcript, **span_of(interview.transcript, "menyumbang masker")}
    return code_passage(study, coder=ani, code=study.codes.get(key="MAT"), **place)[0]


@pytest.fixture
def noted(study, ani, interview, coding):
    """A memo on each sort of thing that has a place, in this order."""
    things = (coding, interview, study.codes.get(key="IDE"), study.actors.get(code="BKB"), None)
    return [write_memo(study, author=ani, text=f"Catatan {n}", about=each)[0] for n, each in enumerate(things)]


@pytest.fixture
def visit(client, ani):
    client.force_login(ani)

    def visit(query="", **words):
        address = f"/studies/studi/memos/{query}"
        answer = client.post(address, words) if words else client.get(address)
        return [row.memo.text for _day, rows in answer.context["days"] for row in rows]

    return visit


def test_the_newest_memo_comes_first_and_each_leads_to_what_it_is_about(client, visit, noted, coding, study):
    assert visit() == ["Catatan 4", "Catatan 3", "Catatan 2", "Catatan 1", "Catatan 0"]

    page = client.get("/studies/studi/memos/").content.decode()
    code = study.codes.get(key="IDE")
    for address in (f"interviews/W1/#p-{coding.passage_id}", "interviews/W1/", f"codebook/#code-{code.pk}"):
        assert f'href="/studies/studi/{address}"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?about=study", ["Catatan 4"]),
        ("?about=actor", ["Catatan 3"]),
        ("?interview=W1", ["Catatan 1", "Catatan 0"]),
        ("?code=MAT", ["Catatan 0"]),
        ("?code=IDE", ["Catatan 2"]),
        ("?kind=question", []),
        ("?author=nobody", []),
        ("?kind=nonsense&page=x", ["Catatan 4", "Catatan 3", "Catatan 2", "Catatan 1", "Catatan 0"]),
    ],
)
def test_the_list_is_narrowed_to_what_one_looks_for(visit, noted, query, found):
    assert visit(query) == found


def test_memos_are_found_by_their_words_in_any_order_and_case(study, ani, visit):
    write_memo(study, author=ani, text="Masker datang 100% terlambat.")
    write_memo(study, author=ani, text="Masker cukup.")

    assert visit(words="TERLAMBAT masker") == ["Masker datang 100% terlambat."]
    assert visit(words="100%") == ["Masker datang 100% terlambat."]
    assert visit("?kind=question", words="masker") == []


def test_what_is_removed_is_in_no_list_and_comes_back_by_one_press(client, study, ani, visit):
    memo, _ = write_memo(study, author=ani, text="Sementara")
    client.force_login(ani)

    after = client.post(reverse("memo-remove", args=["studi", memo.pk]), follow=True)
    gone = visit()
    client.post(reverse("memo-restore", args=["studi", memo.pk]))

    assert "Bring it back" in after.content.decode()
    assert (gone, visit()) == ([], ["Sementara"])


def test_a_memo_is_written_and_changed_on_its_page_by_its_author_alone(client, study, ani, visit):
    actor = study.actors.get(code="BKB")
    client.force_login(ani)
    client.post("/studies/studi/memos/write/", {"text": "Awal", "kind": "question", "about": f"actor:{actor.pk}"})
    memo = Memo.objects.get()
    address = reverse("memo-change", args=["studi", memo.pk])

    empty = client.post(address, {"text": " ", "kind": "note"})
    client.post(address, {"text": "Akhir", "kind": "note"})
    client.force_login(owner_of(study))
    others = client.post(address, {"text": "Milik saya", "kind": "note"})

    memo.refresh_from_db()
    assert (memo.text, memo.kind, memo.actor) == ("Akhir", "note", actor)
    assert (empty.status_code, others.status_code) == (422, 403)


def test_the_journal_has_the_memos_about_the_study_by_day(client, study, ani, noted):
    early, _ = write_memo(study, author=owner_of(study), text="Kemarin")
    with act(ani, "memo.change", study):
        Memo.objects.filter(pk=early.pk).update(created_at=early.created_at - timedelta(days=1))
    client.force_login(ani)

    days = client.get("/studies/studi/memos/journal/").context["days"]
    mine = client.get("/studies/studi/memos/journal/?whose=mine").context["days"]
    client.post("/studies/studi/memos/write/", {"text": "Hari ini", "kind": "reflexive", "journal": "1"})

    assert [[row.memo.text for row in rows] for _day, rows in days] == [["Catatan 4"], ["Kemarin"]]
    assert [[row.memo.text for row in rows] for _day, rows in mine] == [["Catatan 4"]]
    assert Memo.objects.get(text="Hari ini").kind == "reflexive"


def test_a_memo_in_an_interview_in_the_trash_leads_nowhere(client, study, ani, interview, noted):
    trash_interview(interview, by=owner_of(study))
    client.force_login(ani)

    page = client.get("/studies/studi/memos/").content.decode()

    assert "an interview in the trash" in page
    assert "interviews/W1" not in page


def test_the_number_of_queries_does_not_grow_with_the_list(client, study, ani, interview, coding):
    client.force_login(ani)

    def queries(memos):
        for n in range(memos):
            write_memo(study, author=ani, text=f"Catatan {n}", about=coding if n % 2 else interview)
        with CaptureQueriesContext(connection) as asked:
            client.get("/studies/studi/memos/")
        return len(asked)

    queries(2)
    assert queries(0) == queries(12)


@pytest.mark.parametrize("address", ["memos/", "memos/journal/"])
def test_the_number_of_queries_does_not_grow_with_the_codebook_and_the_informants(client, study, ani, address):
    client.force_login(ani)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/studies/studi/{address}")
        return len(asked)

    client.get(f"/studies/studi/{address}")
    few = queries()
    for number in range(5):
        add_code(study, by=owner_of(study), key=f"K{number}", texts={"id": {"label": f"Kode {number}"}})
        make_informant(study, f"T{number}")
    assert queries() == few


def test_a_program_searches_by_words_and_goes_on_where_it_stopped(study, ani, noted):
    remove_memo(noted[4], by=ani)

    def search(**body):
        return Api(ani, study)("post", "memos/search/", body).json()

    first = search(words="catatan", limit=3)
    rest = search(words="catatan", limit=3, after=first["next"])
    placed = search(interview="W1", code="MAT")

    assert [each["text"] for each in first["memos"]] == ["Catatan 3", "Catatan 2", "Catatan 1"]
    assert ([each["text"] for each in rest["memos"]], rest["next"]) == (["Catatan 0"], None)
    assert [each["text"] for each in placed["memos"]] == ["Catatan 0"]


def test_no_memo_is_counted(study, ani, interview, coding):
    before = collect(study, "working").document

    for about in (coding, coding.passage, study.actors.get(code="BKB"), None):
        write_memo(study, author=ani, text="@ani #MAT", about=about)

    assert collect(study, "working").document == before
