"""What takes too long is given up with a sentence, and what comes after has the usual time."""

import pytest
from django.db import connection

from ground.patience import TooLong, at_most

pytestmark = pytest.mark.django_db


def asked(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_question_that_takes_too_long_is_given_up_with_the_sentence():
    usual = asked("SHOW statement_timeout")

    with (
        pytest.raises(TooLong, match="Choose one interview") as given_up,
        at_most("Choose one interview.", seconds=0.05),
    ):
        asked("SELECT pg_sleep(30)")

    assert given_up.value.message == "Choose one interview."
    assert asked("SHOW statement_timeout") == usual


def test_a_question_in_time_is_answered_and_leaves_the_usual_time():
    usual = asked("SHOW statement_timeout")

    with at_most("Choose one interview."):
        assert asked("SHOW statement_timeout") == "10s"

    assert asked("SHOW statement_timeout") == usual
