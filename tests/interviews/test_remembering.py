"""Who speaks is said once in a study; the next file's labels are proposed alike."""

import pytest

from interviews.models import Speaker
from interviews.remembering import remembered
from interviews.transcripts import Voice, map_voice, trash_interview
from interviews.voices import VoicesForm
from tests.factories import make_informant, make_interview, make_study, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    study = make_study()
    make_informant(study, "T1")
    return study


def say(interview, label, kind, informant=None):
    speaker = interview.speakers.get(label=label)
    map_voice(speaker, by=owner_of(interview.study), voice=Voice(kind, informant))


def test_a_label_is_who_it_was_before(study):
    interview = make_interview(study, [("Ibu A", "Ya."), ("Tanya", "Kapan?"), ("Pak RT", "Lewat.")])
    say(interview, "Ibu A", Speaker.Kind.INFORMANT, study.informants.get(code="T1"))
    say(interview, "Tanya", Speaker.Kind.INTERVIEWER)

    assert remembered(study, ["ibu  a", "IBU A", "TANYA", "Pak RT", "baru"]) == {
        "ibu  a": "T1",
        "IBU A": "T1",
        "TANYA": "interviewer",
        "Pak RT": "other",
    }


def test_a_label_that_was_two_people_is_nobody_in_particular(study):
    first, second = (make_interview(study, [("Ibu A", "Ya.")]) for _ in range(2))
    say(first, "Ibu A", Speaker.Kind.INFORMANT, study.informants.get(code="T1"))
    say(second, "Ibu A", Speaker.Kind.INTERVIEWER)

    assert remembered(study, ["Ibu A"]) == {}


@pytest.mark.parametrize("label", ["Speaker 1", "pembicara 2", ""])
def test_what_a_machine_or_nobody_wrote_is_not_remembered(study, label):
    make_interview(study, [(label, "Ya.")])

    assert remembered(study, [label]) == {}


def test_what_an_import_left_undecided_hides_no_better_guess(study):
    interview = make_interview(study, [("Pewawancara", "Kapan?")])
    say(interview, "Pewawancara", Speaker.Kind.OTHER)

    assert VoicesForm.for_labels(["Pewawancara"], study=study)["voice_0"].initial == "interviewer"


def test_neither_another_study_nor_the_trash_is_remembered(study):
    make_interview(make_study(), [("Ibu A", "Ya.")])
    interview = make_interview(study, [("Ibu A", "Ya.")])
    say(interview, "Ibu A", Speaker.Kind.INTERVIEWER)
    assert remembered(study, ["Ibu A"]) == {"Ibu A": "interviewer"}

    trash_interview(interview, by=owner_of(study))

    assert remembered(study, ["Ibu A"]) == {}


def test_the_page_that_asks_who_speaks_has_it_chosen(study):
    interview = make_interview(study, [("Ibu A", "Ya."), ("P", "Kapan?")])
    say(interview, "Ibu A", Speaker.Kind.INFORMANT, study.informants.get(code="T1"))

    form = VoicesForm.for_labels(["Ibu A", "P"], study=study)

    assert [form["voice_0"].initial, form["voice_1"].initial] == ["T1", "interviewer"]
