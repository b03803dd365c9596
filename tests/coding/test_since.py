import pytest
from django.db import connection

from coding import presence
from coding import since as module
from coding.codebook import add_code, change_code, retire_code
from coding.memos import remove_memo, write_memo
from coding.passages import code_passage, remove_coding
from interviews.models import Role
from tests.factories import join, make_interview, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, study, transcript, coder):
    client.force_login(coder)
    address = f"/studies/{study.slug}/interviews/{transcript.interview.code}/"
    after = client.get(f"{address}marks.json").json()["after"]

    def changes(after=after, **more):
        return client.get(f"{address}changes.json", {"after": after, **more}).json()

    return changes


def code(study, transcript, coder, words="kami menyumbang masker"):
    return code_passage(
        study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **span_of(transcript, words)
    )[0]


def test_what_was_done_since_is_told_once_as_the_rows_are_now(ask, study, transcript, coder):
    coding = code(study, transcript, coder)
    memo = write_memo(study, author=coder, text="Berapa?", about=coding)[0]

    told = ask()

    (row,) = told["codings"]
    assert (row["id"], row["start"], row["code"]) == (str(coding.pk), coding.passage.start, str(coding.code_id))
    assert [(each["id"], each["coding"]) for each in told["memos"]] == [(str(memo.pk), str(coding.pk))]
    assert "codings" not in ask(told["after"])


def test_what_was_removed_since_is_told_by_its_id(ask, study, transcript, coder):
    coding = code(study, transcript, coder)
    memo = write_memo(study, author=coder, text="Berapa?", about=coding)[0]
    after = ask()["after"]
    remove_memo(memo, by=coder)
    remove_coding(coding, by=coder, study=study)

    told = ask(after)

    assert (told["codings"], told["memos"], told["gone"]) == ([], [], sorted([str(coding.pk), str(memo.pk)]))


def test_another_interview_of_the_study_is_no_news_but_moves_the_number(ask, study, coder):
    code(study, make_interview(study).transcript, coder)

    told = ask()

    assert (told["codings"], ask(told["after"]).get("codings")) == ([], None)


def test_after_more_acts_than_are_told_singly_all_is_to_be_read(ask, study, transcript, coder, monkeypatch):
    monkeypatch.setattr(module, "MOST_ACTS", 1)
    for words in ("kami menyumbang masker", "masker"):
        code(study, transcript, coder, words)

    assert ask()["all"] is True


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_is_taken_for_the_first(ask, study, transcript, coder, after):
    code(study, transcript, coder)

    assert ask(after).get("codings") or ask(after).get("all")


def test_without_news_a_page_that_asks_costs_six_short_queries(ask, django_assert_num_queries):
    ask()

    with django_assert_num_queries(6):
        ask()


def test_where_others_are_not_seen_neither_their_work_nor_their_presence_is_told(
    ask, study, transcript, coder, monkeypatch
):
    other = join(study, Role.RESEARCHER)
    for who in (coder, other):
        code(study, transcript, who)
    write_memo(study, author=other, text="Rahasia", about=code(study, transcript, other, "masker"))
    presence.say_here(transcript.pk, other.pk, 1)
    seen = ask()
    for place in ("coding.since", "coding.marks", "coding.views.pane"):
        monkeypatch.setattr(f"{place}.others_are_seen", lambda study, by: False)

    told = ask()

    assert (len(seen["codings"]), len(seen["memos"]), seen["here"]) == (3, 1, [[str(other.pk), 1]])
    assert [row["coder"] for row in told["codings"]] == [str(coder.pk)]
    assert (told["memos"], told["here"]) == ([], [])


def test_who_says_nothing_for_some_seconds_is_not_here(transcript, coder, study, monkeypatch):
    other = join(study, Role.RESEARCHER)
    presence.say_here(transcript.pk, other.pk, 4)
    here = presence.say_here(transcript.pk, coder.pk, 0)
    monkeypatch.setattr(presence, "SHOWN_FOR", -1)  # seconds: as if they had passed

    gone = presence.say_here(transcript.pk, coder.pk, 0)

    assert (here, gone) == ([(str(other.pk), 4)], [])


def test_who_said_nothing_for_a_minute_is_kept_nowhere(transcript, coder, study, monkeypatch):
    other = join(study, Role.RESEARCHER)
    presence.say_here(transcript.pk, other.pk, 4)
    monkeypatch.setattr(presence, "KEPT_FOR", -1)  # seconds: as if they had passed

    presence.say_here(transcript.pk, coder.pk, 0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id::text FROM coding_presence")
        assert cursor.fetchall() == [(str(coder.pk),)]


def test_codes_that_are_new_renamed_or_retired_since_are_told_as_they_are_now(ask, study, coder):
    owner = owner_of(study)
    made = add_code(study, by=owner, key="MAT.9", texts={"id": {"label": "Tenda"}}, parent=study.codes.get(key="MAT"))
    after, told = (first := ask())["after"], first["codes"]
    change_code(made, by=owner, texts={"id": {"label": "Tenda besar"}})
    renamed = ask(after)["codes"]
    retire_code(made, by=owner)

    assert [(code["id"], code["key"], code["label"], code["retired"]) for code in told] == [
        (str(made.pk), "MAT.9", "Tenda", False)
    ]
    assert [code["label"] for code in renamed] == ["Tenda besar"]
    assert [code["retired"] for code in ask(after)["codes"]] == [True]
