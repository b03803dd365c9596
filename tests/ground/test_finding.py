"""Rows found by a statement that is written out are those that Django's own queries give."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coding.models import Code, Coding
from coding.passages import code_passage
from ground.finding import all_found, found, found_by_id
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = pytest.mark.django_db
NAMES = ("polarity", "code__key", "code__texts", "about_actor__code", "passage__end", "coder__username")


@pytest.fixture
def codings():
    """One about an actor, one about nobody."""
    study = make_study()
    make_informant(study)
    transcript = make_interview(study).transcript
    coder, code = join(study, Role.RESEARCHER), study.codes.get(key="MAT")
    where = {"transcript": transcript, **span_of(transcript, "sembako")}
    about = code_passage(study, coder=coder, code=code, **where)[0]
    return [about, code_passage(study, coder=coder, code=code, about_actor=None, **where)[0]]


def test_a_row_comes_with_the_named_columns_of_the_rows_it_leads_to(codings):
    ids = [coding.pk for coding in codings]
    with CaptureQueriesContext(connection) as asked:
        rows = found_by_id(Coding, NAMES, ids)
        told = [
            (row.polarity, row.code.key, row.code.texts, row.about_actor and row.about_actor.code, row.passage.end)
            for row in (rows[pk] for pk in ids)
        ]
        coders = {row.coder.username for row in rows.values()}
    assert len(asked) == 1
    plain = Coding.objects.in_bulk(ids)
    assert told == [
        (row.polarity, row.code.key, row.code.texts, row.about_actor and row.about_actor.code, row.passage.end)
        for row in (plain[pk] for pk in ids)
    ]
    assert [about for *_, about, _ in told] == ["ITM", None]
    assert coders == {codings[0].coder.username}
    assert rows == plain
    assert rows[ids[0]].code is rows[ids[1]].code  # read once, made once


def test_a_column_that_was_not_named_is_read_when_it_is_asked_for(codings):
    row = found_by_id(Coding, NAMES, [codings[0].pk])[codings[0].pk]
    assert row.in_scope is True
    assert row.code.position == codings[0].code.position


def test_nothing_is_asked_for_no_ids():
    with CaptureQueriesContext(connection) as asked:
        assert found_by_id(Coding, NAMES, []) == {}
    assert len(asked) == 0


def test_a_column_of_json_is_read_as_the_model_reads_it(codings):
    code = codings[0].code
    row = found(Code, "SELECT texts, key, id, 3 AS more FROM coding_code WHERE id = %s", [code.pk])
    assert (row.pk, row.key, row.texts, row.more) == (code.pk, code.key, code.texts, 3)


def test_where_there_is_no_row_none_is_found():
    assert all_found(Code, "SELECT * FROM coding_code WHERE key = %s", ["no such"]) == []
    assert found(Code, "SELECT * FROM coding_code WHERE key = %s", ["no such"]) is None
