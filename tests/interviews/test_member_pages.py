"""Members by the page: who has an account is added, who has none gets one, and its first password is shown once."""

import re

import pytest

from ground.models import User
from interviews.models import Membership
from tests.factories import make_study, make_user, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(client):
    study = make_study()
    client.force_login(owner_of(study))
    return study


def add(client, study, **fields):
    return client.post(f"/studies/{study.slug}/members/add/", {"role": "researcher", **fields})


def test_somebody_without_an_account_is_not_added_by_a_slip_of_the_pen(client, study):
    answer = add(client, study, username="ratih")

    assert answer.status_code == 422
    assert "Nobody here has this username." in answer.content.decode()
    assert not User.objects.filter(username="ratih").exists()


def test_an_owner_makes_an_account_and_is_shown_a_password_that_opens_it(client, study):
    page = add(client, study, username="ratih", is_new="on").content.decode()

    password = re.search(r"<code>(\w{5}(?:-\w{5}){3})</code>", page)[1]
    assert Membership.objects.get(study=study, user__username="ratih").role == "researcher"
    assert client.login(username="ratih", password=password)


def test_an_account_that_is_there_keeps_its_password(client, study):
    known = make_user("ratih")

    answer = add(client, study, username="ratih", is_new="on")

    assert answer.status_code == 302
    assert User.objects.get(username="ratih").password == known.password


def test_a_username_with_signs_that_none_has_is_refused(client, study):
    answer = add(client, study, username="ratih dewi!", is_new="on")

    assert answer.status_code == 422
    assert not User.objects.filter(username__startswith="ratih").exists()


def test_a_closed_account_is_neither_added_nor_made_anew(client, study):
    make_user("ratih", is_active=False)

    assert add(client, study, username="ratih", is_new="on").status_code == 422
    assert not Membership.objects.filter(study=study, user__username="ratih").exists()
