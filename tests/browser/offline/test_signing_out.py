"""Signing out, another account, and leaving the page, with something unsent."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from playwright.sync_api import expect

from coding.models import Coding
from interviews.models import Role
from tests.browser.between import between
from tests.browser.offline.unsent import CODINGS, KEPT, state
from tests.factories import PASSWORD, join

pytestmark = pytest.mark.django_db(transaction=True)


def test_leaving_asks_while_something_is_not_sent_and_only_then(page):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_leaving_asks_nothing_once_all_is_stored(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")

    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert asked == []


def test_after_signing_out_elsewhere_the_act_waits_for_the_next_sign_in(page, coder, client):
    cookies = page.context.cookies()
    page.context.clear_cookies(name="coprod_session")
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="Sign in in another tab")).to_have_attribute("target", "_blank")

    page.context.add_cookies(cookies)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.count() == 1


def test_what_was_coded_after_the_session_aged_is_sent_once_one_has_signed_in_again(page, coder):
    Session.objects.update(expire_date=F("expire_date") - timedelta(hours=2))
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("You are signed out")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    sign_in = opened.value
    sign_in.get_by_label("Username").fill(coder.username)
    sign_in.get_by_label("Password").fill(PASSWORD)
    sign_in.get_by_label("Password").press("Enter")
    sign_in.wait_for_url("**/studies/**")
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().coder == coder


def test_another_account_never_sends_what_this_one_did(page, study, live_server):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")
    other = Client()
    other.force_login(join(study, Role.RESEARCHER))
    own = [cookie for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]
    theirs = other.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": theirs, "url": live_server.url}])
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("You are signed out")
    assert not Coding.objects.exists()

    page.context.add_cookies(own)
    page.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().coder.username == "peneliti"


def sign_out(page):
    page.evaluate("document.querySelector('[data-signs-out]').requestSubmit()")
    return page.get_by_role("dialog", name="Sign out")


def test_signing_out_with_something_unsent_sends_it_first(page):
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")
    asked = sign_out(page)
    expect(asked).to_contain_text("1 of what you did are not stored yet")

    page.context.set_offline(False)
    asked.get_by_role("button", name="Send now, then sign out").click()
    page.wait_for_url(lambda url: "/interviews/" not in url)

    assert Coding.objects.count() == 1


def test_signing_out_may_discard_what_is_unsent_and_leaves_nothing_of_it_on_the_device(page):
    between(page, CODINGS, lambda route: route.abort())
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Not sent: 1")

    with page.expect_response(lambda answer: "logout" in answer.url) as left:
        sign_out(page).get_by_role("button", name="Discard 1 and sign out").click()
    page.wait_for_url(lambda url: "/interviews/" not in url)
    page.unroute(CODINGS)  # not while the page is left: what Chromium then asks of us may wait for ever

    assert left.value.all_headers()["clear-site-data"] == '"cache"'
    assert page.evaluate(KEPT) == "[]"
    assert not Coding.objects.exists()
