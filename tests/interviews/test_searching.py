import unicodedata

import pytest

from interviews.models import Role
from interviews.searching import search
from interviews.transcripts import trash_interview
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    return study


def found(study, words, **more):
    hits, count = search(study, words, **more)
    return [(hit.transcript.interview.code, hit.quote) for hit in hits], count


def test_words_are_found_in_reading_order_whatever_their_case(study):
    make_interview(study, [("P", "Siapa membawa MASKER?"), ("T1", "😷 Masker kami bawa.")], code="W2", position=2)
    make_interview(study, [("P", "masker lagi")], code="W1", position=1)

    assert found(study, "masker") == ([("W1", "masker"), ("W2", "MASKER"), ("W2", "Masker")], 3)


def test_a_hit_names_its_span_its_line_and_who_speaks(study):
    interview = make_interview(study, [("P", "Siapa?"), ("T1", "😷 Kami membawa masker ke pasar.")])

    [hit], _count = search(study, "masker")

    text = interview.transcript.text
    assert text[hit.start : hit.end] == "masker"
    assert (hit.line, hit.speaker, hit.before + hit.quote + hit.after) == (2, "T1", text)


@pytest.mark.parametrize("words", ["kafé", unicodedata.normalize("NFD", "kafé")])
def test_an_accent_may_be_written_either_way(study, words):
    make_interview(study, [("P", "Di Kafé"), ("T1", unicodedata.normalize("NFD", "di kafé"))])

    assert found(study, words)[1] == 2


@pytest.mark.parametrize("words", ["%", "_", ".*", "(a+)+$", "\\", "[", "50%"])
def test_every_sign_stands_for_itself(study, words):
    make_interview(study, [("P", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), ("T1", f"ada {words} di sini")])

    assert [quote for _code, quote in found(study, words)[0]] == [words]


def test_words_may_run_over_the_end_of_a_line(study):
    make_interview(study, [("P", "kami   membawa\nmasker")])

    assert found(study, "kami membawa masker")[1] == 1


def test_what_is_in_the_trash_or_in_another_study_is_not_found(study):
    trash_interview(make_interview(study, [("P", "masker")]), by=owner_of(study))
    make_interview(make_study(), [("P", "masker")])

    assert found(study, "masker") == ([], 0)


def test_the_number_of_all_hits_is_told_beyond_the_limit(study):
    make_interview(study, [("P", "ya " * 30)], code="W1")
    make_interview(study, [("P", "ya")], code="W2")

    answer = Api(join(study, Role.OBSERVER), study)("POST", "search/", {"words": "ya", "limit": 2}).json()
    one = Api(owner_of(study), study)("POST", "search/", {"words": "ya", "interview": "W2"}).json()

    assert (answer["count"], len(answer["hits"])) == (31, 2)
    assert [(hit["code"], hit["speaker"]) for hit in one["hits"]] == [("W2", "P")]
