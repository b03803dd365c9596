"""No write without an act, and no act without its events."""

import pytest
from django.db import DatabaseError, transaction

from ground.acts import act
from ground.models import Act, Event
from interviews.models import Actor, Study
from tests.factories import make_study, make_user

pytestmark = pytest.mark.django_db


def test_a_write_outside_an_act_is_refused_by_the_database():
    study = make_study()

    with pytest.raises(DatabaseError, match="outside an act"), transaction.atomic():
        Study.objects.filter(pk=study.pk).update(title="Diam-diam")

    study.refresh_from_db()
    assert study.title == "Studi uji"


def test_a_bulk_update_is_told_row_by_row():
    study = make_study()
    user = make_user()

    with act(user, "actor.change", study) as change:
        Actor.objects.filter(study=study).update(name_en="Renamed")

    events = Event.objects.filter(act=change)
    assert events.count() == 3
    assert {event.after["name_en"] for event in events} == {"Renamed"}
    assert all(event.before["name_en"] != "Renamed" for event in events)


def test_an_act_says_who_did_what_in_which_study():
    study = make_study()
    user = make_user()

    with act(user, "study.change", study) as change:
        Study.objects.filter(pk=study.pk).update(place="Kota Bahari")

    stored = Act.objects.get(pk=change.pk)
    assert (stored.who, stored.verb, stored.study_id) == (user, "study.change", study.pk)
    assert stored.number > 0


def test_an_act_inside_an_act_joins_the_outer_one():
    study = make_study()
    user = make_user()

    with act(user, "outer", study) as outer, act(user, "inner", study) as inner:
        pass

    assert inner is outer
    assert not Act.objects.filter(verb="inner").exists()


def test_what_fails_inside_an_act_leaves_neither_row_nor_act():
    study = make_study()
    user = make_user()

    def change_and_fail():
        with act(user, "study.change", study):
            Study.objects.filter(pk=study.pk).update(place="Kota Bahari")
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        change_and_fail()

    study.refresh_from_db()
    assert study.place == ""
    assert not Act.objects.filter(verb="study.change", who=user).exists()


def test_writing_the_same_again_is_no_event():
    study = make_study()

    with act(make_user(), "study.change", study) as change:
        Study.objects.filter(pk=study.pk).update(title=study.title)

    assert not Event.objects.filter(act=change).exists()


def test_an_act_is_over_when_its_block_is_over():
    study = make_study()

    with act(make_user(), "study.change", study):
        pass

    with pytest.raises(DatabaseError, match="outside an act"), transaction.atomic():
        Study.objects.filter(pk=study.pk).update(title="Diam-diam")
