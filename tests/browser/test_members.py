"""Who governs a study removes a member only after saying so twice."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from interviews.models import Membership, Role
from tests.factories import join, make_study, make_user, owner_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def members(page, live_server, client):
    """The members of a study, seen by its owner."""
    study = make_study()
    join(study, Role.RESEARCHER, make_user("ratih"))
    client.force_login(owner_of(study))
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page.context.add_cookies([{"name": name, "value": told, "url": live_server.url} for name, told in cookies.items()])
    page.goto(f"{live_server.url}/studies/{study.slug}/members/")
    return page


def test_a_member_is_removed_once_that_is_confirmed(members):
    members.get_by_role("button", name="Remove ratih").click()
    dialog = members.get_by_role("dialog")
    expect(dialog).to_contain_text("What they coded and wrote stays")
    dialog.get_by_role("button", name="Cancel").click()
    assert Membership.objects.filter(user__username="ratih").exists()

    members.get_by_role("button", name="Remove ratih").click()
    dialog.get_by_role("button", name="Remove", exact=True).click()

    expect(members.get_by_text("ratih is not a member any more.").first).to_be_visible()
    assert not Membership.objects.filter(user__username="ratih").exists()
