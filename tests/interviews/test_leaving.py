"""Someone leaves a study, or hands it over; a study is never without an owner."""

import pytest

from coding.passages import code_passage
from ground.models import Act
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return make_study(slug="studi")


def test_who_leaves_cannot_open_the_study_and_what_they_coded_stays(client, study):
    coder = join(study, Role.RESEARCHER)
    make_informant(study)
    transcript = make_interview(study).transcript
    code_passage(
        study, coder=coder, transcript=transcript, code=study.codes.get(key="MAT"), **span_of(transcript, "masker")
    )
    client.force_login(coder)

    answer = client.post("/studies/studi/members/leave/")

    assert answer.headers["Location"] == "/studies/"
    assert client.get("/studies/studi/").status_code == 404
    assert coder.codings.count() == 1
    client.force_login(owner_of(study))
    client.cookies["coprod_language"] = "en"
    assert f"{coder} left the study." in client.get("/studies/studi/history/").content.decode()


def test_the_last_owner_hands_over_before_leaving(client, study):
    client.force_login(owner_of(study))
    client.cookies["coprod_language"] = "en"

    page = client.post("/studies/studi/members/leave/", follow=True).content.decode()

    assert "A study needs an owner" in page
    assert study.memberships.count() == 1


def changed(client, study, user, **fields):
    """The answer to an owner who changes the membership of `user`."""
    client.cookies["coprod_language"] = "en"
    return client.post(f"/studies/studi/members/{study.memberships.get(user=user).pk}/", fields, follow=True)


def test_who_removes_a_member_is_told_whom_and_what_becomes_of_their_work(client, study):
    coder = join(study, Role.RESEARCHER)
    client.force_login(owner_of(study))

    page = changed(client, study, coder, remove="1").content.decode()

    assert f"{coder} is not a member any more. What they coded and wrote stays, under their name." in page
    assert not study.memberships.filter(user=coder).exists()


def test_who_gives_a_role_is_told_which_and_a_role_that_is_none_is_refused(client, study):
    coder = join(study, Role.RESEARCHER)
    client.force_login(owner_of(study))

    assert (
        f"{coder} has this role now: Supervisor." in changed(client, study, coder, role="supervisor").content.decode()
    )
    assert "Choose one of the roles." in changed(client, study, coder, role="raja").content.decode()
    assert study.memberships.get(user=coder).role == Role.SUPERVISOR


def test_an_owner_who_removes_themselves_has_left_and_is_led_to_their_studies(client, study):
    owner = owner_of(study)
    join(study, Role.OWNER)
    client.force_login(owner)

    answer = changed(client, study, owner, remove="1")

    assert answer.redirect_chain == [("/studies/", 302)]
    assert f"You have left {study.title}." in answer.content.decode()


def test_handing_over_is_one_act_and_the_one_before_goes_on_as_supervisor(client, study):
    first, second = owner_of(study), join(study, Role.RESEARCHER)
    client.force_login(first)

    client.post("/studies/studi/members/hand-over/", {"to": str(study.memberships.get(user=second).pk)})

    assert dict(study.memberships.values_list("user", "role")) == {first.pk: "supervisor", second.pk: "owner"}
    assert Act.objects.get(verb="study.hand_over").events.count() == 2


@pytest.mark.parametrize("to", ["", "x", "00000000-0000-4000-8000-000000000000", "own"])
def test_a_study_is_handed_to_another_member_or_to_nobody(client, study, to):
    owner = owner_of(study)
    client.force_login(owner)

    client.post("/studies/studi/members/hand-over/", {"to": str(study.memberships.get().pk) if to == "own" else to})

    assert owner_of(study) == owner
