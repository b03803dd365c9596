"""An invitation lets one person into one study, with or without an account, and nobody else."""

import re

import pytest
from django.db.models.functions import Now
from django.db.models.signals import post_save
from django.test import Client

from ground.models import Act, User
from interviews.inviting import accept, invite
from interviews.membership import remove_member
from interviews.models import Invitation, Membership, Role
from tests.factories import PASSWORD, join, make_study, make_user, owner_of

pytestmark = pytest.mark.django_db
CHOSEN = "membaca-tanpa-henti"
NEWCOMER = {"name": "Ratih", "username": "ratih", "password1": CHOSEN, "password2": CHOSEN}


@pytest.fixture
def study():
    return make_study(slug="studi", title="Wabah di kota")


@pytest.fixture
def link(client, study):
    """The link as its owner is shown it, once."""
    client.force_login(owner_of(study))
    asked = {"role": "researcher", "note": "Ratih", "days": "7"}
    page = client.post("/studies/studi/members/invite/", asked).content.decode()
    client.logout()
    return re.search(r"http://127.0.0.1:8000(/invitation/[\w-]+/)", page)[1]


def opened(client, link):
    client.cookies["coprod_language"] = "en"
    return client.get(link, follow=True)


def test_somebody_without_an_account_makes_one_and_is_a_member(client, study, link):
    page = opened(client, link)
    assert "Wabah di kota" in page.content.decode()
    assert page.redirect_chain == [("/invitation/", 302)]

    answer = client.post("/invitation/", NEWCOMER, follow=True)

    assert answer.redirect_chain[-1] == ("/studies/studi/", 302)
    membership = Membership.objects.get(study=study, user__username="ratih")
    assert (membership.role, membership.user.name, membership.user.language) == ("researcher", "Ratih", "en")
    assert client.login(username="ratih", password=CHOSEN)
    assert Act.objects.get(verb="member.join").who == membership.user


def test_somebody_with_an_account_signs_in_and_joins(client, study, link):
    known = make_user("ratih")
    assert '/accounts/login/?next=/invitation/"' in opened(client, link).content.decode()

    client.post("/accounts/login/?next=/invitation/", {"login": "ratih", "password": PASSWORD})
    page = client.get("/invitation/")
    client.post("/invitation/")

    assert "Join as ratih" in page.content.decode()
    assert Membership.objects.get(study=study, user=known).role == "researcher"


def test_the_browser_of_a_newcomer_is_signed_out_from_another_one(client, link):
    opened(client, link)
    client.post("/invitation/", NEWCOMER)
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"login": NEWCOMER["username"], "password": NEWCOMER["password1"]})

    elsewhere.post("/accounts/sessions/")

    assert client.get("/studies/").status_code == 302
    assert elsewhere.get("/studies/").status_code == 200


def test_it_is_good_once(client, link):
    opened(client, link)
    client.post("/invitation/", NEWCOMER)
    client.logout()

    answer = opened(client, link)

    assert answer.status_code == 404
    assert "opens nothing any more" in answer.content.decode()
    assert client.post("/invitation/", NEWCOMER | {"username": "lain"}).status_code == 404
    assert not User.objects.filter(username="lain").exists()


def test_who_comes_a_moment_too_late_makes_no_account_and_is_not_signed_in(client, link):
    opened(client, link)

    def somebody_is_quicker(sender, **_signal):
        Invitation.objects.update(used_at=Now())

    post_save.connect(somebody_is_quicker, sender=User)
    try:
        answer = client.post("/invitation/", NEWCOMER)
    finally:
        post_save.disconnect(somebody_is_quicker, sender=User)

    assert answer.status_code == 404
    assert "opens nothing any more" in answer.content.decode()
    assert not User.objects.filter(username="ratih").exists()
    assert client.get("/studies/").status_code == 302


def gone(**changes):
    return lambda invitation: Invitation.objects.filter(pk=invitation.pk).update(**changes)


@pytest.mark.parametrize("end", [gone(expires_at=Now()), gone(revoked_at=Now())], ids=["expired", "taken back"])
def test_an_invitation_that_has_ended_opens_nothing(study, end):
    invitation, _key = invite(study, by=owner_of(study), role="observer")
    end(invitation)

    assert accept(invitation, by=make_user()) is None
    assert study.memberships.count() == 1


def test_who_no_longer_governs_the_study_has_invited_nobody(study):
    first = owner_of(study)
    invitation, _key = invite(study, by=first, role="observer")
    second = join(study, Role.OWNER)
    remove_member(study.memberships.get(user=first), by=second)

    assert accept(invitation, by=make_user()) is None


@pytest.mark.parametrize("role", [Role.OWNER, Role.OBSERVER])
def test_a_member_is_led_to_the_study_with_the_role_they_have_and_leaves_the_link_to_others(client, study, link, role):
    member = owner_of(study) if role == Role.OWNER else join(study, role)
    client.force_login(member)

    for answer in (opened(client, link), client.post("/invitation/")):
        page = answer.content.decode()
        assert f"You are a member of this study already. Your role: {role.label}." in page
        assert '<a class="button primary" href="/studies/studi/">Open the study</a>' in page
        assert "Join as" not in page
    assert study.memberships.get(user=member).role == role
    assert Invitation.objects.open().count() == 1


def test_the_database_holds_no_key_and_an_owner_takes_a_link_back(client, study, link):
    invitation = Invitation.objects.get()
    assert link.split("/")[2] not in str(vars(invitation))
    client.force_login(owner_of(study))

    client.post(f"/studies/studi/members/invitations/{invitation.pk}/take-back/")

    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("role", ["observer", "researcher", "supervisor"])
def test_only_an_owner_sees_and_makes_invitations(client, study, link, role):
    client.force_login(join(study, role))

    assert client.post("/studies/studi/members/invite/", {"role": "owner", "days": "7"}).status_code == 403
    assert "invitation" not in client.get("/studies/studi/members/").content.decode()


def test_a_weak_password_is_refused_and_the_link_stays_good(client, link):
    opened(client, link)

    answer = client.post("/invitation/", NEWCOMER | {"password1": "1234567890", "password2": "1234567890"})

    assert answer.status_code == 422
    assert not User.objects.filter(username="ratih").exists()
    assert Invitation.objects.open().count() == 1
