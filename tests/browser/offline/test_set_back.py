"""A backup is restored while a browser has something in hand: nothing of it is stored unasked, and nothing is lost."""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from coding.models import Coding
from ground.launcher.processes import wait_until
from tests.browser.offline.unsent import KEPT, state

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in_again(page, coder):
    """As in another tab."""
    client = Client()
    client.force_login(coder)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": urljoin(page.url, "/")}])


@pytest.fixture
def set_back(page, coder, tmp_path):
    """A page with one coding that was stored after the backup, and one that was never sent."""
    call_command("backup", tmp_path / "a.backup")
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    page.keyboard.press("2")
    expect(state(page)).to_contain_text("Not sent: 1")
    call_command("restore", tmp_path / "a.backup", "--replace")
    sign_in_again(page, coder)
    return page


def test_what_was_stored_since_and_what_was_not_sent_are_offered_for_a_decision(set_back):
    page = set_back
    page.context.set_offline(False)
    expect(state(page)).to_have_text("Not saved: 2")
    expect(page.locator(".stripe")).to_have_count(0)
    page.get_by_role("button", name="See what").click()
    entries = page.get_by_role("dialog", name="Not saved").get_by_role("listitem")
    for entry, code in zip(entries.all(), ("IDE", "MAT"), strict=True):
        expect(entry).to_contain_text(f"coding: created · {code}")
        expect(entry).to_contain_text("A backup was restored: everything stands as on")
    assert not Coding.objects.exists()

    for _entry in range(2):
        entries.first.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert sorted(Coding.objects.values_list("code__key", flat=True)) == ["IDE", "MAT"]
    assert wait_until(lambda: page.evaluate(KEPT) == "[]", 10)


def test_what_a_closed_page_left_is_offered_by_the_next_one(set_back):
    context, address = set_back.context, set_back.url
    set_back.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)

    expect(state(page)).to_contain_text("Done before a backup was restored")
    page.get_by_role("button", name="See what").click()
    page.get_by_role("button", name="Try again").last.click()
    expect(state(page)).to_contain_text("Saved")
    assert [coding.code.key for coding in Coding.objects.all()] == ["MAT"]
