"""Colleagues, codes and passages named in memos: links for who may reach them, words that tell nothing for others."""

import json

import pytest
from django.test import Client

from coding.codebook import change_code
from coding.memo_list import Filters, memos_of
from coding.memos import change_memo, write_memo
from coding.mentioning import as_html, as_typed, as_words, names
from coding.passages import code_passage
from interviews.membership import remove_member
from interviews.models import Role
from interviews.transcripts import trash_interview
from reports.exchange.tables.memos import memos as table
from tests.asking import Api
from tests.factories import join, make_interview, make_study, make_user, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return make_study(slug="studi")


@pytest.fixture
def ani(study):
    return join(study, Role.RESEARCHER, make_user("ani", name="Ani <b>"))


@pytest.fixture
def budi(study):
    return join(study, Role.SUPERVISOR, make_user("budi", name="Budi"))


def passage_of(study, by):
    transcript = make_interview(study, code="W1").transcript
    place = {"transcript": transcript, **span_of(transcript, "menyumbang masker")}
    return code_passage(study, coder=by, code=study.codes.get(key="MAT"), **place)[0].passage_id


def shown(study, text):
    return as_html(text, names(study, [text]))


def visit(user, address="/studies/studi/memos/"):
    client = Client()
    client.force_login(user)
    return client.get(address)


def test_a_memo_keeps_ids_and_shows_names_and_links(study, ani, budi):
    passage = passage_of(study, ani)
    address = f"/studies/studi/interviews/W1/#p-{passage}"
    said = f"@budi & @ani: #MAT, {address}"

    memo, _ = write_memo(study, author=ani, text=said)

    code = study.codes.get(key="MAT")
    assert memo.text == f"@[{budi.pk}] & @[{ani.pk}]: #[{code.pk}], ¶[{passage}]"
    assert shown(study, memo.text) == (
        '<strong class="mention">@Budi</strong> &amp; <strong class="mention">@Ani &lt;b&gt;</strong>: '
        f'<a href="/studies/studi/codebook/#code-{code.pk}">#MAT</a>, <a href="{address}">W1, line 1</a>'
    )
    assert as_words(memo.text, names(study, [memo.text])) == "@Budi & @Ani <b>: #MAT, W1, line 1"
    assert as_typed(study, memo.text) == said


def test_a_code_that_is_renamed_and_a_colleague_who_left_are_still_named(study, ani, budi):
    memo, _ = write_memo(study, author=ani, text="@budi #MAT")
    write_memo(study, author=budi, text="Ya.")

    change_code(study.codes.get(key="MAT"), by=owner_of(study), key="BARANG")
    remove_member(study.memberships.get(user=budi), by=owner_of(study))

    assert as_words(memo.text, names(study, [memo.text])) == "@Budi #BARANG"


def test_what_is_out_of_reach_is_told_by_no_name_and_no_address(study, ani):
    elsewhere = make_study(slug="lain")
    stranger, passage = owner_of(elsewhere), passage_of(elsewhere, owner_of(elsewhere))
    code, own = elsewhere.codes.get(key="MAT"), passage_of(study, ani)
    text = f"@[{stranger.pk}] #[{code.pk}] ¶[{passage}] ¶[{own}]"
    trash_interview(study.interviews.get(), by=owner_of(study))

    assert shown(study, text) == "someone a code a passage a passage"
    write_memo(study, author=ani, text=f"https://x.test/studies/lain/interviews/W1/#p-{passage}")
    page = visit(ani).content.decode()
    assert "studies/lain" not in page
    assert str(passage) not in page


def test_the_screen_gets_no_id_of_a_passage_that_one_cannot_go_to(study, ani):
    elsewhere = make_study(slug="lain")
    passage, own = passage_of(elsewhere, owner_of(elsewhere)), passage_of(study, ani)
    coding = study.codes.get(key="MAT").codings.get()
    write_memo(study, author=ani, text=f"¶[{passage}] ¶[{own}]", about=coding)

    marks = json.loads(visit(ani, "/studies/studi/interviews/W1/marks.json").content)
    live = json.loads(visit(ani, "/studies/studi/interviews/W1/changes.json?after=0").content)

    assert [row[2] for row in marks["memos"]] == [f"a passage ¶[{own}]"]
    assert [row["text"] for row in live["memos"]] == [f"a passage ¶[{own}]"]


def test_whom_a_memo_mentions_finds_it_and_sees_how_many_there_are(study, ani, budi):
    memo, _ = write_memo(study, author=ani, text="@budi, apakah ini ide?", kind="question")
    write_memo(study, author=budi, text="Saya sendiri: @budi")

    found = list(memos_of(study, Filters(mentions="me"), by=budi))
    asked = Api(ani, study)("post", "memos/search/", {"mentioned": str(budi.pk), "words": "IDE"}).json()

    assert found == [memo]
    assert [each["id"] for each in asked["memos"]] == [str(memo.pk)]
    assert '@1<span class="sr-only"> mentions of me</span>' in visit(budi).content.decode()
    assert "mentions of me" not in visit(ani).content.decode()


def test_a_mention_is_searched_for_as_one_types_it(study, ani, budi):
    memo, _ = write_memo(study, author=ani, text="@budi #MAT")

    assert list(memos_of(study, Filters(words="#mat @Budi"), by=ani)) == [memo]


def test_changing_a_memo_without_changing_its_words_is_no_act(study, ani, budi):
    memo, _ = write_memo(study, author=ani, text="@budi")

    changed = change_memo(memo, by=ani, text=as_typed(study, memo.text))

    assert changed.text == memo.text


def test_tables_have_the_names_and_not_the_marks(study, ani, budi):
    write_memo(study, author=ani, text="@budi #MAT")

    (row,) = table(study, ani, "Memo").rows

    assert "@Budi #MAT" in row


def test_the_address_of_a_passage_leads_to_its_words_for_members_alone(study, ani):
    passage = passage_of(study, ani)

    inside = visit(ani, f"/studies/studi/passages/{passage}/")
    outside = visit(make_user(), f"/studies/studi/passages/{passage}/")

    assert inside["Location"] == f"/studies/studi/interviews/W1/#p-{passage}"
    assert outside.status_code == 404
