"""Members and their roles."""

import pytest
from django.core.exceptions import ValidationError

from interviews.membership import add_member, change_role, remove_member
from interviews.models import Membership, Role
from interviews.permissions import Verb, may
from tests.factories import join, make_study, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_study_keeps_at_least_one_owner():
    study = make_study()
    only = Membership.objects.get(study=study)

    with pytest.raises(ValidationError, match="needs an owner"):
        change_role(only, by=only.user, role=Role.RESEARCHER)
    with pytest.raises(ValidationError, match="needs an owner"):
        remove_member(only, by=only.user)


def test_an_owner_may_go_once_there_is_another():
    study = make_study()
    first = Membership.objects.get(study=study)
    add_member(study, by=first.user, user=make_user(), role=Role.OWNER)

    remove_member(first, by=first.user)

    assert not may(first.user, Verb.READ, make_study())
    assert Membership.objects.filter(study=study).count() == 1


def test_adding_a_member_again_changes_the_role():
    study = make_study()
    user = join(study, Role.OBSERVER)

    add_member(study, by=owner_of(study), user=user, role=Role.SUPERVISOR)

    assert Membership.objects.get(study=study, user=user).role == Role.SUPERVISOR


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        (Role.OBSERVER, {Verb.READ, Verb.COMPARE}),
        (
            Role.RESEARCHER,
            set(Verb) - {Verb.CURATE, Verb.REVIEW, Verb.ASSIGN, Verb.GOVERN, Verb.ERASE, Verb.ARCHIVE, Verb.COPY},
        ),
        (Role.SUPERVISOR, set(Verb) - {Verb.GOVERN, Verb.ERASE, Verb.ARCHIVE, Verb.COPY}),
        (Role.OWNER, set(Verb) - {Verb.REVIEW, Verb.ASSIGN}),
    ],
)
def test_a_role_allows_what_the_table_says(role, verbs):
    study = make_study()
    user = join(study, role)

    assert {verb for verb in Verb if may(user, verb, study)} == verbs


def test_an_owner_who_works_alone_reviews():
    study = make_study(works_alone=True)

    assert may(owner_of(study), Verb.REVIEW, study)


def test_a_researcher_puts_right_what_they_brought_in():
    study = make_study()
    user = join(study, Role.RESEARCHER)

    assert may(user, Verb.CURATE, study, own=True)
    assert not may(user, Verb.CURATE, study)
