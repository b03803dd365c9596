import uuid

import pytest
from django.core.exceptions import ValidationError

from coding.finding.asked import Asked
from coding.finding.found import find
from coding.finding.giving import code_found
from coding.finding.widening import widened
from coding.models import Coding
from coding.passages import code_passage
from coding.undo import next_acts, undo
from ground.models import Act
from interviews.models import Role
from tests.factories import corrected, join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db
SAID = (
    ("P", "Apakah ada masker?"),
    ("T1", "Ya. Kami membawa masker, “masker kain.” Ada sabun juga."),
    ("B1", "Masker dari kami."),
)


@pytest.fixture
def study():
    study = make_study()
    make_informant(study)
    make_informant(study, "B1", "BKB")
    make_interview(study, SAID, code="W1")
    return study


def give(study, text="masker", width="sentence", key="MAT", **more):
    options = {"coder": owner_of(study), "request": uuid.uuid4(), "code": study.codes.get(key=key)} | more
    return code_found(study, Asked(text), width=width, **options)


def state():
    rows = Coding.objects.live().order_by("passage__start", "passage__end")
    return list(rows.values_list("passage__quote", "code__key", "about_actor__code", "polarity"))


TEXT = "Ya. Kami membawa masker, “masker kain.” Ada sabun juga"


@pytest.mark.parametrize(
    ("width", "words", "passages"),
    [
        ("hit", ["masker"], ["masker"]),
        ("sentence", ["masker"], ["Kami membawa masker, “masker kain.”"]),
        ("sentence", ["Ya", "sabun"], ["Ya.", "Ada sabun juga"]),
        ("sentence", ["Ya. Kami"], ["Ya. Kami membawa masker, “masker kain.”"]),
        ("turn", ["Ya", "sabun"], [TEXT]),
    ],
)
def test_words_are_widened_to_their_sentence_or_turn(width, words, passages):
    spans = [(TEXT.index(each), TEXT.index(each) + len(each)) for each in words]

    assert [TEXT[start:end] for start, end in widened(TEXT, spans, width)] == passages


def test_all_that_is_found_is_coded_as_one_act_about_the_speakers_own_actor_and_undone_by_one(study):
    acts = Act.objects.count()

    given = give(study)

    assert state() == [
        ("Kami membawa masker, “masker kain.”", "MAT", "ITM", "enacted"),
        ("Masker dari kami.", "MAT", "BKB", "enacted"),
    ]
    assert Act.objects.count() == acts + 1
    assert [(left.place, left.reason.split(",")[0]) for left in given.left] == [
        ("W1, line 1", "No informant speaks here")
    ]

    undo(study, by=owner_of(study), act_id=next_acts(study, by=owner_of(study)).undo.pk)

    assert state() == []


def test_what_is_coded_that_way_already_is_told_and_the_rest_is_coded(study):
    transcript = study.interviews.get().transcript
    place = {"transcript": transcript, **span_of(transcript, "Masker dari kami.")}
    code_passage(study, coder=owner_of(study), code=study.codes.get(key="MAT"), **place)

    given = give(study)

    assert len(given.codings) == 1
    assert [left.reason for left in given.left][-1] == "You have already coded this passage that way."
    assert (give(study).act, len(state())) == (None, 2)


def test_the_same_request_codes_nothing_twice(study):
    turns = [hit.id for hit in find(study, Asked("masker"), by=owner_of(study)).hits]
    asked = {"request": uuid.uuid4(), "width": "hit", "turns": turns[1:2]}

    first, again = give(study, **asked), give(study, **asked)

    assert len(first.codings) == 2
    assert {coding.pk for coding in again.codings} == {coding.pk for coding in first.codings}
    assert (again.act, again.left, len(state())) == (None, [], 2)


def test_a_chosen_turn_whose_text_was_corrected_meanwhile_is_told(study):
    turns = [hit.id for hit in find(study, Asked("masker"), by=owner_of(study)).hits]
    corrected(study.interviews.get().transcript, ("Masker dari", "Sabun dari"))

    given = give(study, turns=turns)

    assert (state(), [left.turn for left in given.left]) == ([], sorted(turns))


def test_a_code_out_of_use_and_too_many_passages_are_refused_whole(study, monkeypatch):
    monkeypatch.setattr("coding.finding.giving.MOST", 1)
    with pytest.raises(ValidationError):
        give(study)

    assert state() == []


def test_on_the_page_one_codes_what_one_chose_and_undoes_it(study, client):
    coder = join(study, Role.RESEARCHER)
    client.force_login(coder)
    page = f"/studies/{study.slug}/find/"
    body = {"text": "masker", "where": "turns", "way": "words"}
    shown = client.post(page, body)
    found = shown.context["found"]
    assert "required" not in str(shown.context["coding"]["code"])  # one finds again without choosing a code
    how = body | {"code": "MAT", "width": "turn", "request": str(uuid.uuid4()), "which": "chosen"}

    nothing = client.post(f"{page}code/", how)
    done = client.post(f"{page}code/", how | {"turns": [str(hit.id) for hit in found.hits[:2]]})

    assert nothing.status_code == 422
    assert "Choose at least one place" in nothing.content.decode()
    assert "1 passage coded with MAT." in done.content.decode()
    assert [quote for quote, *_rest in state()] == [SAID[1][1]]
    undone = client.post(f"{page}undo/{done.context['given'].act}/", how | {"coded": "no"})
    assert state() == []
    assert [hit.id for hit in undone.context["found"].hits] == [hit.id for hit in found.hits]
    assert "MAT" in client.post(f"{page}code/", how | {"which": "all", "request": str(uuid.uuid4())}).content.decode()
    assert len(state()) == 2
