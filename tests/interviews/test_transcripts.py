"""Saving interviews: all or nothing, once, with turns and voices."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Event
from interviews.importing import read_transcript
from interviews.models import Interview, Speaker, Transcript, Turn
from interviews.transcripts import UNLABELLED, Voice, map_voice, save_interview
from tests.factories import join, make_informant, make_study, owner_of

pytestmark = pytest.mark.django_db

FILE = b"P: Apakah ada bantuan?\nB1: Ada, masker dan sembako. \xf0\x9f\x98\xb7\nP: Untuk siapa?\nB1: Untuk warga.\n"


@pytest.fixture
def study():
    return make_study()


def save(study, data=FILE, **changes) -> Interview:
    informant = study.informants.filter(code="B1").first() or make_informant(study, "B1", "BKB")
    voices = {"P": Voice(Speaker.Kind.INTERVIEWER), "B1": Voice(Speaker.Kind.INFORMANT, informant)}
    arguments = {"by": owner_of(study), "parsed": read_transcript("w.txt", data), "source_name": "w.txt"}
    return save_interview(study, **(arguments | {"voices": voices, "code": "W-B1"} | changes))


def test_an_interview_comes_in_with_its_text_turns_and_voices(study):
    interview = save(study)

    transcript = interview.transcript
    said = [(turn.speaker.label, transcript.text[turn.start : turn.end]) for turn in transcript.turns.all()]
    assert transcript.text == FILE.decode()
    assert said == [
        ("P", "Apakah ada bantuan?"),
        ("B1", "Ada, masker dan sembako. 😷"),
        ("P", "Untuk siapa?"),
        ("B1", "Untuk warga."),
    ]


def test_a_code_that_is_taken_is_refused_and_nothing_is_stored(study):
    save(study)

    with pytest.raises(Conflict, match="W-B1"):
        save(study)

    assert (Interview.objects.count(), Transcript.objects.count(), Turn.objects.count()) == (1, 1, 4)


def test_an_informant_of_another_study_is_refused_and_nothing_is_stored(study):
    stranger = make_informant(make_study(), "X9", "MAS")

    with pytest.raises(ValidationError, match="informant of this study"):
        save(study, voices={"B1": Voice(Speaker.Kind.INFORMANT, stranger)})

    assert not Interview.objects.exists()


def test_a_label_without_a_voice_is_someone_else(study):
    interview = save(study, voices={})

    assert set(interview.speakers.values_list("kind", flat=True)) == {"other"}


def test_a_file_that_names_nobody_can_be_given_one_voice(study):
    informant = make_informant(study, "M1", "MAS")
    data = b"Kami membeli masker sendiri.\nTidak ada yang membantu.\n"

    interview = save(study, data, code="W-M1", voices={UNLABELLED: Voice(Speaker.Kind.INFORMANT, informant)})

    assert {turn.speaker.informant for turn in interview.transcript.turns.all()} == {informant}


def test_the_text_of_a_transcript_cannot_be_changed(study):
    transcript = save(study).transcript

    with pytest.raises(DatabaseError, match="text_is_immutable|[Cc]annot"), transaction.atomic():
        Transcript.objects.filter(pk=transcript.pk).update(text="lain")


def test_which_words_a_turn_is_and_whose_cannot_be_changed(study):
    turn, after = save(study).transcript.turns.all()[:2]

    for change in ({"start": turn.start + 1}, {"end": turn.end - 1}, {"speaker": after.speaker}):
        with pytest.raises(DatabaseError, match="[Cc]annot update"), transaction.atomic(), act(owner_of(study), "x.y"):
            Turn.objects.filter(pk=turn.pk).update(**change)


def test_history_holds_no_word_of_the_text(study):
    save(study)

    told = [str(event.after) for event in Event.objects.filter(relation__startswith="interviews_")]
    assert not [event for event in told if "sembako" in event]


def test_a_label_can_be_given_another_voice_later(study):
    interview = save(study)
    other = make_informant(study, "B2", "BKB")

    map_voice(interview.speakers.get(label="B1"), by=owner_of(study), voice=Voice(Speaker.Kind.INFORMANT, other))

    assert interview.speakers.get(label="B1").informant == other


def test_interviews_of_a_study_are_out_of_a_strangers_reach(study):
    interview = save(study)
    stranger = owner_of(make_study())
    member = join(study, "observer")

    assert list(Interview.objects.visible_to(stranger)) == []
    assert list(Interview.objects.visible_to(member)) == [interview]
    assert list(Transcript.objects.visible_to(stranger)) == []
