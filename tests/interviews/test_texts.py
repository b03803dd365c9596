"""Texts that a process keeps, in pieces."""

import sys

import pytest

from interviews.texts import PIECE, _pieces_of, text_of, words_of
from tests.factories import make_interview, make_study

pytestmark = pytest.mark.django_db


@pytest.fixture
def transcript():
    words = "😷" + "kami menyumbang masker, " * 1000
    return make_interview(make_study(), [("T1", words)]).transcript


def test_words_are_those_of_the_text_wherever_its_pieces_end(transcript):
    of = transcript.pk, transcript.length
    edges = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7, transcript.length - 1, transcript.length}

    assert text_of(*of) == transcript.text
    assert {(start, end): words_of(*of, start, end) for start in edges for end in edges if start <= end} == {
        (start, end): transcript.text[start:end] for start in edges for end in edges if start <= end
    }


def test_one_emoji_does_not_make_a_process_keep_the_whole_text_four_times_as_large(transcript):
    kept = sum(map(sys.getsizeof, _pieces_of(transcript.pk, transcript.length)))

    assert kept < 2 * transcript.length < sys.getsizeof(transcript.text)
