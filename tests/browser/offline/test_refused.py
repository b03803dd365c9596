"""What the server refused is kept with its reason, until somebody decides."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import remove_coding
from ground.acts import act
from ground.launcher.processes import wait_until
from interviews.models import Membership, Role
from tests.browser.between import between
from tests.browser.offline.unsent import CODINGS, KEPT, state
from tests.browser.pane import press

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refusal_gives_its_reason_and_takes_back_what_was_shown(page):
    body = '{"detail": "The code MAT is out of use. Choose another.", "code": "refused"}'
    between(page, CODINGS, lambda route: route.fulfill(status=400, content_type="application/problem+json", body=body))
    page.keyboard.press("2")

    expect(state(page)).to_have_text("Not saved: The code MAT is out of use. Choose another.")
    expect(page.locator(".stripe")).to_have_count(0)
    page.get_by_role("button", name="See what").click()
    page.get_by_role("button", name="Discard").click()
    expect(state(page)).not_to_contain_text("Not saved")


def refusals(page):
    page.get_by_role("button", name="See what").click()
    return page.get_by_role("dialog", name="Not saved").get_by_role("listitem")


def test_what_was_refused_waits_in_a_list_with_its_words_and_reason_also_after_a_reload(page, study, coder):
    membership = Membership.objects.get(study=study, user=coder)
    with act(coder, "member.change", study):
        membership.role = Role.OBSERVER
        membership.save()
    page.keyboard.press("2")
    expect(state(page)).to_contain_text("Not saved: Your role in this study does not allow this")
    press(page, "i", "Enter")
    expect(state(page)).to_have_text("Not saved: 2")
    expect(page.locator("[data-codes]")).not_to_contain_text("masker")
    in_vivo = refusals(page).nth(1)
    expect(in_vivo).to_contain_text("coding: created · V1")
    in_vivo.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-refused-list] > li")).to_have_count(1)
    expect(state(page)).to_have_text("Not saved: 2")
    assert wait_until(lambda: '"refused"' in page.evaluate(KEPT), 10)
    kept = page.evaluate(KEPT)
    page.reload()

    (entry,) = refusals(page).all()
    expect(entry).to_contain_text("coding: created · MAT")
    expect(entry.locator("blockquote")).to_contain_text("Ya, 😷 kami menyumbang masker")
    assert "masker" not in kept
    with act(coder, "member.change", study):
        membership.role = Role.RESEARCHER
        membership.save()
    entry.get_by_role("button", name="Try again").click()
    expect(state(page)).to_contain_text("Saved")

    assert Coding.objects.get().code.key == "MAT"
    assert wait_until(lambda: page.evaluate(KEPT) == "[]", 10)


def test_a_change_to_a_coding_that_is_gone_is_shown_refused_and_can_be_discarded(page, study, coder):
    page.keyboard.press("1")
    expect(state(page)).to_contain_text("Saved")
    page.context.set_offline(True)
    page.keyboard.press("w")
    expect(state(page)).to_contain_text("Not sent: 1")
    remove_coding(Coding.objects.get(), by=coder, study=study)

    page.context.set_offline(False)

    expect(state(page)).to_contain_text("Not saved")
    expect(page.locator(".stripe")).to_have_count(0)
    (entry,) = refusals(page).all()
    expect(entry).to_contain_text("coding: changed")
    entry.get_by_role("button", name="Discard").click()
    expect(state(page)).not_to_contain_text("Not saved")


def test_an_interview_in_the_trash_refuses_each_act_and_all_are_listed(page, study, interview, coder):
    with act(coder, "interview.trash", study):
        interview.trashed_at = interview.created_at
        interview.save()
    for key in ("1", "2"):
        page.keyboard.press(key)

    expect(state(page)).to_have_text("Not saved: 2")
    expect(refusals(page)).to_have_count(2)
