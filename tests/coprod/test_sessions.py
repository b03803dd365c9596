"""A session ends by itself: an hour after the last thing done, and twelve hours after the sign-in whatever is done."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client

from coprod.sessions import BEGAN, SessionStore
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari(client):
    user = make_user("sari")
    client.post("/accounts/login/", {"login": "sari", "password": PASSWORD})
    return user


def left_alone(**gone) -> None:
    """So much time passes in which nobody does anything."""
    Session.objects.update(expire_date=F("expire_date") - timedelta(**gone))


def began_earlier(client: Client, **gone) -> None:
    """The sign-in was so much earlier."""
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session[BEGAN] -= timedelta(**gone).total_seconds()
    session.save()


def is_in(client: Client, **headers) -> bool:
    page, answer = client.get("/studies/", headers=headers), client.get("/api/v1/me/", headers=headers)
    assert (page.status_code, answer.status_code) in ((200, 200), (302, 401))
    return page.status_code == 200


def test_after_an_hour_without_anything_done_one_signs_in_again(client, sari):
    left_alone(minutes=59)
    assert is_in(client)

    left_alone(minutes=61)
    assert not is_in(client)


def test_whoever_does_something_stays_signed_in(client, sari):
    for _each in range(4):
        left_alone(minutes=50)
        assert is_in(client)

    assert Session.objects.filter(expire_date__gt=Now() + timedelta(minutes=55)).count() == 1


def test_what_a_page_asks_for_by_itself_keeps_nobody_signed_in(client, sari):
    left_alone(minutes=50)
    assert is_in(client, **{"X-Unattended": "yes"})

    left_alone(minutes=11)
    assert not is_in(client)


def test_after_twelve_hours_one_signs_in_again_whatever_was_done(client, sari):
    began_earlier(client, hours=11, minutes=59)
    assert is_in(client)

    began_earlier(client, minutes=2)
    assert not is_in(client)


def test_a_session_of_which_nobody_knows_when_it_began_is_none(client, sari):
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    del session[BEGAN]
    session.save()

    assert not is_in(client)


def test_being_there_is_written_down_every_few_minutes_not_with_every_request(
    client, sari, django_assert_max_num_queries
):
    client.get("/studies/")
    with django_assert_max_num_queries(50) as first:
        client.get("/studies/")
    left_alone(minutes=6)
    with django_assert_max_num_queries(51) as later:
        client.get("/studies/")

    assert len(later) == len(first) + 1
