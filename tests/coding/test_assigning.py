"""Interviews given out: the sample for double coding, assignments, and the page where both are made."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coding.assigning import assign, progress, sample, say_done, withdraw_assignment
from coding.models import Assignment
from coding.reviewing import submit
from coding.sampling import draw
from ground.models import Act
from interviews.models import Role
from tests.coding.blind_phase import coded
from tests.factories import join, make_informant, make_interview, make_study

pytestmark = pytest.mark.django_db


def test_the_same_seed_draws_the_same_sample_and_some_of_each_actor():
    interviews = [(f"I{number}", "BKB" if number < 10 else "ITM" if number < 13 else "MSY") for number in range(14)]

    drawn = draw(interviews, 20, seed=7)

    assert drawn == draw(reversed(interviews), 20, seed=7)[::-1]
    assert [
        sum(stratum == actor and each in drawn for each, stratum in interviews) for actor in ("BKB", "ITM", "MSY")
    ] == [
        2,
        1,
        1,
    ]
    assert {tuple(draw(interviews, 20, seed=seed)) for seed in range(20)} != {tuple(drawn)}
    assert draw(interviews, 100, seed=1) == [each for each, _ in interviews]


def test_an_interview_that_comes_later_leaves_the_others_of_the_sample_in_it():
    before = [(f"I{number}", "BKB") for number in range(10)]

    drawn, after = draw(before, 30, seed=3), draw([*before, ("I99", "BKB")], 30, seed=3)

    assert len(set(drawn) - set(after)) <= 1


def test_a_sample_is_drawn_of_the_study_by_the_actors_who_speak(study):
    make_informant(study, "B1", actor="BKB")
    for code, voice in (("W1", "T1"), ("W2", "T1"), ("W3", "B1")):
        make_interview(study, [("P", "Siapa?"), (voice, "Kami.")], code=code)

    drawn = [each.code for each in sample(study, percent=1, seed=5)]

    assert len(drawn) == 2
    assert "W3" in drawn


def test_what_is_given_out_twice_is_there_once_and_progress_counts_the_coders_own(study, transcript, people):
    given = {"coders": [people["ani"], people["budi"]], "interviews": [transcript.interview]}
    assign(study, by=people["tutor"], **given)
    acts = Act.objects.count()
    again = assign(study, by=people["tutor"], **given)
    assert Act.objects.count() == acts
    rows = [coded(study, transcript, people["ani"]), coded(study, transcript, people["ani"], "sembako", "FIS")]
    submit(study, coder=people["ani"], rows=rows[:1])

    found = {each.assignment.coder: each for each in progress(Assignment.objects.of_study(study))}

    assert again == []
    assert (found[people["ani"]].made, found[people["ani"]].handed_in, found[people["budi"]].made) == (2, 1, 0)


def test_only_the_coder_says_that_it_is_done_and_an_assignment_can_be_taken_back(study, transcript, people):
    (given,) = assign(study, by=people["tutor"], coders=[people["ani"]], interviews=[transcript.interview])

    with pytest.raises(PermissionDenied):
        say_done(given, by=people["budi"])
    assert say_done(given, by=people["ani"]).done_at
    withdraw_assignment(given, by=people["tutor"])
    assert not Assignment.objects.of_study(study).exists()


def test_an_assignment_needs_someone_who_codes_here(study, transcript, people):
    for coders in ([], [join(study, Role.OBSERVER)], [join(make_study(), Role.RESEARCHER)]):
        with pytest.raises(ValidationError):
            assign(study, by=people["tutor"], coders=coders, interviews=[transcript.interview])


def test_interviews_are_given_out_on_the_page_and_a_phase_opened(study, transcript, people, client):
    client.force_login(people["tutor"])
    form = {
        "coders": [people["ani"].pk, people["budi"].pk],
        "percent": 50,
        "seed": 11,
        "blind": "on",
        "name": "Uji coba",
        "units": "free",
    }

    wrong = client.post(f"/studies/{study.slug}/assignments/new/", form | {"coders": [people["ani"].pk]})
    right = client.post(f"/studies/{study.slug}/assignments/new/", form)
    page = client.get(f"/studies/{study.slug}/assignments/").content.decode()

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Assignment.objects.of_study(study).filter(seed=11, phase__name="Uji coba").count() == 2
    assert "Uji coba" in page
    assert "0 of 2 interviews coded" in page
