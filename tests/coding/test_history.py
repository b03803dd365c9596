"""The history: acts as sentences, newest first, with a way back for one's own."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from coding.codebook import add_code, retire_code
from coding.history import Filters, page_of
from coding.linking import link_passage
from coding.memos import remove_memo, write_memo
from coding.models import Coding
from coding.passages import change_coding, code_passage, remove_coding
from coding.reviewing import review, submit
from ground.acts import act
from ground.models import Act
from interviews.membership import remove_member
from interviews.models import Role
from interviews.transcripts import trash_interview
from tests.factories import join, make_interview, make_user, owner_of, span_of

pytestmark = pytest.mark.django_db
ALL = Filters()


@pytest.fixture
def interview(study):
    return make_interview(study, code="W1")


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER, make_user("ani", name="Ani"))


@pytest.fixture
def supervisor(study):
    return join(study, Role.SUPERVISOR, make_user("budi", name="Budi"))


@pytest.fixture
def coded(study, coder):
    def code(interview, words="kami menyumbang masker", key="MAT", by=None):
        transcript, code = interview.transcript, study.codes.get(key=key)
        span = span_of(transcript, words)
        return code_passage(study, coder=by or coder, transcript=transcript, code=code, **span)[0]

    return code


def told(study, by, filters=ALL):
    """The sentences as one reads them."""
    return [plain(entry.sentence) for entry in page_of(study, filters, by=by).entries]


def plain(sentence):
    return unescape(re.sub("<[^>]+>", "", sentence.replace('<q lang="id">', "“").replace("</q>", "”")))


def entry_of(study, by, verb):
    return next(entry for entry in page_of(study, ALL, by=by).entries if entry.act.verb == verb)


def test_an_act_is_told_as_one_sentence_in_either_language(study, interview, coder, coded):
    coded(interview)

    english = told(study, coder)[0]
    with translation.override("id"):
        indonesian = told(study, coder)[0]

    assert english == "You coded “kami menyumbang masker” with MAT in W1, line 2."
    assert indonesian == "Anda mengode “kami menyumbang masker” dengan MAT di W1, baris 2."


def test_others_are_called_by_name_and_a_change_says_from_what_to_what(study, interview, coder, supervisor, coded):
    row = coded(interview)
    change_coding(row, by=coder, study=study, polarity="planned", about_actor=study.actors.get(code="BKB"))

    assert told(study, supervisor)[0] == (
        "Ani changed the polarity from enacted to planned or hoped, the actor from ITM to BKB "
        "of “kami menyumbang masker” (MAT) in W1, line 2."
    )


def test_every_kind_of_act_has_a_sentence(study, interview, coder, supervisor, coded):
    row, other = coded(interview), coded(interview, "sembako", "FIS")
    ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
    place = {"transcript": interview.transcript, **span_of(interview.transcript, "duduk bersama")}
    link_passage(study, coder=coder, form=study.link_forms.get(code="RPT"), polarity="absent", **ends, **place)
    memo = write_memo(study, author=coder, text="Berapa?", about=row)[0]
    remove_memo(memo, by=coder)
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row, other], decision="approve")
    retire_code(add_code(study, by=supervisor, key="GR", texts={"id": {"label": "Gotong royong"}}), by=supervisor)
    remove_coding(other, by=coder, study=study)
    with act(coder, "summary.build", study):
        pass

    assert told(study, coder)[:11] == [
        "You built a summary.",
        "You removed FIS from “sembako” in W1, line 2.",
        "Budi took the code GR out of use.",
        "Budi added the code GR.",
        "Budi approved 2 codings.",
        "You submitted 3 codings for review.",
        "You removed a memo on “kami menyumbang masker” in W1, line 2.",
        "You wrote a memo on “kami menyumbang masker” in W1, line 2.",
        "You linked ITM → BKB, RPT by “duduk bersama” in W1, line 4.",
        "You coded “sembako” with FIS in W1, line 2.",
        "You coded “kami menyumbang masker” with MAT in W1, line 2.",
    ]
    assert [each for each in told(study, coder) if "did “" in each] == []


def test_words_of_a_file_cannot_be_markup_and_long_ones_are_cut(study, coder, coded):
    words = "<script>alert(1)</script> " + "kata " * 40
    interview = make_interview(study, [("T1", words.strip())], code="W1")
    coded(interview, words.strip())

    sentence = page_of(study, ALL, by=coder).entries[0].sentence

    assert "<script>" not in sentence
    assert "&lt;script&gt;" in sentence
    assert plain(sentence).endswith("kata …” with MAT in W1, lines 1–4.")


def test_undone_and_redone_acts_say_so_and_offer_the_way_back(study, interview, coder, coded, client):
    coded(interview)
    client.force_login(coder)
    seen = []

    for _step in range(2):
        entry = entry_of(study, coder, "coding.create")
        client.post(f"/studies/{study.slug}/history/{entry.tip}/undo/")
        after = entry_of(study, coder, "coding.create")
        seen.append((after.is_undone, after.press, Coding.objects.live().exists(), told(study, coder)[0]))

    sentence = "You coded “kami menyumbang masker” with MAT in W1, line 2."
    assert seen == [
        (True, "redo", False, f"You undid this: {sentence}"),
        (False, "undo", True, f"You did this again: {sentence}"),
    ]


def test_what_cannot_be_undone_says_by_whom_and_when_before_one_presses(study, interview, coder, supervisor, coded):
    row = coded(interview)
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row], decision="approve")

    refusal = entry_of(study, coder, "coding.create").refusal

    assert re.fullmatch(r"Budi approved it on .+, \d\d:\d\d. Ask for a revision instead.", refusal)


def test_only_ones_own_acts_have_a_button(study, interview, coder, supervisor, coded):
    coded(interview)

    entries = page_of(study, ALL, by=supervisor).entries

    assert {entry.press for entry in entries if entry.act.who_id != supervisor.pk} == {""}


def test_a_refusal_on_pressing_comes_back_to_the_list_in_words(study, interview, coder, supervisor, coded, client):
    row = coded(interview)
    created = Act.objects.get(verb="coding.create")
    submit(study, coder=coder)
    review(study, reviewer=supervisor, rows=[row], decision="approve")
    client.force_login(coder)

    answer = client.post(f"/studies/{study.slug}/history/{created.pk}/undo/", follow=True)

    assert "Ask for a revision instead." in answer.content.decode()
    assert Coding.objects.live().exists()


def test_the_list_is_narrowed_to_ones_own_to_an_interview_and_to_a_kind(study, interview, coder, supervisor, coded):
    other = make_interview(study, code="W2")
    coded(interview)
    row = coded(other, by=supervisor)
    write_memo(study, author=supervisor, text="Berapa?", about=row)

    mine = told(study, coder, Filters(whose="mine"))
    of_w2 = told(study, coder, Filters(interview="W2"))
    memos = told(study, coder, Filters(kind="memo"))

    assert [each for each in mine if "coded" in each] == mine[:1] == told(study, coder, Filters(interview="W1"))[:1]
    assert [each.split()[1] for each in of_w2] == ["wrote", "coded", "imported"]
    assert memos == ["Budi wrote a memo on “kami menyumbang masker” in W2, line 2."]


def test_pages_follow_each_other_without_gap_or_repetition(study, interview, coder, coded):
    for words in ("Apakah", "lembaga", "Ibu", "ikut"):
        coded(interview, words)
    everything, found, before = told(study, coder), [], None

    while True:
        page = page_of(study, Filters(before=before), by=coder, size=3)
        found += [plain(entry.sentence) for entry in page.entries]
        if (before := page.older) is None:
            break

    assert found == everything


def test_a_page_of_many_acts_asks_as_often_as_one_of_few(study, interview, coder, coded):
    write_memo(study, author=coder, text="Berapa?", about=coded(interview))
    submit(study, coder=coder)
    told(study, coder)
    with CaptureQueriesContext(connection) as few:
        told(study, coder)
    for words in ("Apakah", "lembaga", "Ibu", "ikut", "sembako"):
        write_memo(study, author=coder, text="Berapa?", about=coded(interview, words))
    submit(study, coder=coder)
    with CaptureQueriesContext(connection) as many:
        told(study, coder)

    assert len(few) == len(many) <= 20


def test_what_lies_in_the_trash_is_not_quoted(study, interview, coder, coded):
    coded(interview)
    trash_interview(interview, by=owner_of(study))

    sentence = told(study, coder)[1]

    assert sentence == "You coded a passage with MAT in an interview in the trash."


def test_who_has_left_is_still_named(study, interview, coder, supervisor, coded):
    coded(interview)
    remove_member(study.memberships.get(user=coder), by=owner_of(study))

    assert told(study, supervisor)[:2] == [
        f"{owner_of(study)} removed Ani from the study.",
        "Ani coded “kami menyumbang masker” with MAT in W1, line 2.",
    ]


def test_days_are_those_of_the_study(study, interview, coder, client):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ground_act SET at = '2026-03-01 20:30+00' WHERE study_id = %s", [study.pk])
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/history/").content.decode()

    assert "Monday, 2 March 2026" in page  # in Jakarta it is half past three in the morning by then
    assert ">03:30<" in page


def test_filters_that_nothing_meets_say_so(study, coder, client):
    client.force_login(coder)

    page = client.get(f"/studies/{study.slug}/history/?kind=memo&before=abc").content.decode()

    assert "No act of this study meets these filters." in page
