"""The list of what waits: in reading order, a page at a time, each row with the words around it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.linking import link_passage
from coding.memos import write_memo
from coding.passages import code_passage
from coding.queue import in_context, page_of
from coding.queue_places import Filters
from coding.reviewing import review, submit
from ground.acts import act
from ground.models import Event
from interviews.models import Role
from interviews.transcripts import trash_interview
from tests.factories import corrected, join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
EVERYTHING = Filters(status="")


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER)


def code(interview, coder, words, key="MAT", **more):
    study, transcript = interview.study, interview.transcript
    span = span_of(transcript, words)
    return code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key=key), **span, **more)[0]


def link(interview, coder, words):
    study, transcript = interview.study, interview.transcript
    ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
    form = study.link_forms.filter(rung__isnull=False).first()
    span = span_of(transcript, words)
    return link_passage(study, coder=coder, transcript=transcript, form=form, **ends, **span)[0]


def shown(study, filters=EVERYTHING, asked="1", size=25):
    return page_of(study, filters, asked=asked, size=size)[1]


def test_codings_and_links_stand_together_in_reading_order(study, coder):
    second = make_interview(study, code="W2", position=2)
    first = make_interview(study, code="W1", position=1)
    later = code(second, coder, "Ya")
    inner = code(first, coder, "masker. Warga")
    outer = link(first, coder, "masker. Warga juga")
    start = code(first, coder, "kami")

    rows = shown(study)

    assert rows == [start, outer, inner, later]


def test_a_page_holds_its_rows_and_knows_of_the_others(study, coder):
    interview = make_interview(study)
    rows = [code(interview, coder, words) for words in ("Apakah", "lembaga", "Ibu", "ikut", "Ya")]

    page, found = page_of(study, EVERYTHING, asked="2", size=2)

    assert found == rows[2:4]
    assert (page.number, page.paginator.count, page.paginator.num_pages) == (2, 5, 3)
    assert (page.start_index(), page.end_index()) == (3, 4)


@pytest.mark.parametrize(("asked", "number"), [("99", 2), ("9" * 30, 2), ("0", 1), ("-1", 1), ("two", 1), ("", 1)])
def test_a_number_beyond_the_end_is_the_last_page_and_no_number_the_first(study, coder, asked, number):
    interview = make_interview(study)
    rows = [code(interview, coder, words) for words in ("Apakah", "lembaga", "Ibu")]

    page, found = page_of(study, EVERYTHING, asked=asked, size=2)

    assert page.number == number
    assert found == (rows[:2] if number == 1 else rows[2:])


def test_pages_one_after_another_are_the_whole_list_from_either_end(study, coder):
    words = ("Apakah", "lembaga", "Ibu", "ikut", "Ya", "kami", "sembako")
    interviews = [make_interview(study, code=f"W{position}", position=position) for position in (1, 2, 3)]
    rows = [code(interview, coder, each) for interview in interviews for each in words]
    joined = [link(interview, coder, "Warga") for interview in interviews]
    whole = shown(study, size=100)

    pages = [shown(study, asked=str(number), size=4) for number in range(1, 7)]

    assert [row for page in pages for row in page] == whole
    assert [row for row in whole if row not in joined] == rows


def test_where_nothing_waits_there_is_one_empty_page(study):
    page, found = page_of(study, EVERYTHING, asked="3", size=25)

    assert (page.number, page.paginator.count, found) == (1, 0, [])


def test_filters_narrow_by_status_coder_interview_and_actor(study, coder):
    first, second = make_interview(study, code="W1", position=1), make_interview(study, code="W2", position=2)
    mine, theirs = code(first, coder, "Ya"), code(second, join(study, Role.RESEARCHER), "kami")
    joined = link(second, coder, "sembako")
    submit(study, coder=coder, interview=first)

    assert shown(study, Filters(status="submitted")) == [mine]
    assert shown(study, Filters(status="", coder=coder.username)) == [mine, joined]
    assert shown(study, Filters(status="", interview="W2")) == [theirs, joined]
    assert shown(study, Filters(status="", actor="BKB")) == [joined]


def test_what_lies_in_the_trash_waits_for_nobody(study, coder):
    interview = make_interview(study)
    code(interview, coder, "Ya")

    trash_interview(interview, by=coder)

    assert shown(study) == []


def test_a_row_stands_in_its_turns_with_its_lines_and_its_reviews(study, coder):
    interview = make_interview(study)
    row = code(interview, coder, "masker. Warga")
    submit(study, coder=coder)
    row.refresh_from_db()
    memo, _ = write_memo(study, author=coder, text="Siapa yang mulai?", about=row)
    made = review(study, reviewer=join(study, Role.SUPERVISOR), rows=[row], decision="revise", reason="Dua hal.")

    (waiting,) = in_context(shown(study))

    assert waiting.before == "Ya, kami menyumbang "
    assert waiting.after == " juga memberi sembako. 😷"
    assert waiting.lines == (2, 2)
    assert (waiting.memos, waiting.reviews) == ([memo], made)


def test_a_passage_over_two_turns_stands_in_both(study, coder):
    interview = make_interview(study)
    text = interview.transcript.text
    words = text[text.index("sembako") : text.index("siapa")]
    code(interview, coder, words)

    (waiting,) = in_context(shown(study))

    assert waiting.before.startswith("Ya, kami")
    assert waiting.after == "siapa?"


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_queries_however_many_rows_and_texts(study, coder, count, django_assert_num_queries):
    for number in range(count):
        interview = make_interview(study, position=number)
        code(interview, coder, "Ya")
        link(interview, coder, "masker")
    in_context(shown(study))  # reads the texts, once

    with django_assert_num_queries(8):
        in_context(shown(study))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_list_takes_the_same_queries_however_many_rows(study, coder, count, client):
    for number in range(count):
        interview = make_interview(study, position=number)
        code(interview, coder, "Ya")
        link(interview, coder, "masker")
    client.force_login(coder)
    address = f"/studies/{study.slug}/review/?status="
    client.get(address)  # reads the texts, once

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)

    assert len(answer.context["waiting"]) == 2 * count
    assert len(queries) == 15


def texts_of(rows):
    """Of which text the database says that each row is."""
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(f"SELECT transcript_id FROM {row._meta.db_table} WHERE id = %s", [row.pk])
            yield cursor.fetchone()[0]


def test_a_row_is_counted_to_the_text_of_its_passage_wherever_that_goes(study, coder):
    interview = make_interview(study)
    rows = [code(interview, coder, "masker"), link(interview, coder, "sembako")]
    old = interview.transcript
    assert list(texts_of(rows)) == [old.pk, old.pk]

    new = corrected(old, ("Dengan siapa?", "Bersama siapa?"))
    code(interview, coder, "Bersama")

    assert list(texts_of(rows)) == [new.pk, new.pk]
    assert page_of(study, EVERYTHING, asked="1", size=1)[0].paginator.count == 3


def test_of_which_text_a_row_is_follows_from_its_passage_and_is_no_change_of_it(study, coder):
    row = code(make_interview(study), coder, "masker")
    events = Event.objects.filter(row_id=row.pk)
    with act(coder, "coding.change", study), connection.cursor() as cursor:
        cursor.execute("UPDATE coding_coding SET transcript_id = NULL WHERE id = %s", [row.pk])

    assert [(event.before, "transcript_id" in event.after) for event in events] == [(None, False)]
