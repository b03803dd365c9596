import uuid

import pytest

from coding.models import Code, Coding
from coding.undo import next_acts, undo
from ground.models import Act
from tests.factories import span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(transcript):
    return {"transcript": str(transcript.pk), **span_of(transcript, "kami menyumbang masker")}


@pytest.fixture
def asked(study, where):
    codes = [study.codes.get(key=key) for key in ("MAT", "FIS", "MAT.1")]
    return {**where, "polarity": "planned", "codings": [{"id": str(uuid.uuid4()), "code": str(c.pk)} for c in codes]}


@pytest.fixture
def vivo(where):
    code = {"id": str(uuid.uuid4()), "key": "V.1", "texts": {"id": {"label": "kami menyumbang masker"}}}
    return {**where, "id": str(uuid.uuid4()), "code": code}


def state():
    return sorted(Coding.objects.live().values_list("code__key", "polarity"))


def back(study, coder, which="undo"):
    undo(study, by=coder, act_id=getattr(next_acts(study, by=coder), which).pk)


def test_several_codes_are_given_as_one_act_which_one_undo_takes_back(api, study, coder, asked):
    acts = Act.objects.count()

    assert api("post", "codings/several/", asked).status_code == 201
    assert state() == [("FIS", "planned"), ("MAT", "planned"), ("MAT.1", "planned")]
    assert Act.objects.count() == acts + 1
    back(study, coder)
    assert state() == []
    back(study, coder, "redo")

    assert len(state()) == 3


def test_several_codes_sent_again_are_given_once(api, asked):
    api("post", "codings/several/", asked)
    acts = Act.objects.count()

    again = api("post", "codings/several/", asked)

    assert (again.status_code, len(state()), Act.objects.count()) == (200, 3, acts)


def test_where_one_code_cannot_be_given_none_is(api, study, asked):
    asked["codings"][2]["code"] = str(uuid.uuid4())

    assert api("post", "codings/several/", asked).status_code == 400

    assert state() == []


def test_a_code_named_after_the_words_and_its_coding_are_one_act(api, study, coder, vivo):
    acts = Act.objects.count()

    made, again = api("post", "codings/in-vivo/", vivo), api("post", "codings/in-vivo/", vivo)

    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["entry"]["key"] == "V.1"
    assert state() == [("V.1", "enacted")]
    assert Act.objects.count() == acts + 1
    back(study, coder)
    assert (state(), Code.objects.get(key="V.1").retired_at is not None) == ([], True)
    back(study, coder, "redo")
    assert (state(), Code.objects.get(key="V.1").retired_at) == ([("V.1", "enacted")], None)


def test_a_key_that_is_taken_makes_neither_code_nor_coding(api, study, vivo):
    vivo["code"]["key"] = "MAT"
    codes = study.codes.count()

    answer = api("post", "codings/in-vivo/", vivo)

    assert (answer.status_code, state(), study.codes.count()) == (400, [], codes)
