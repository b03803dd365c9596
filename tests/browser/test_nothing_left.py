"""After signing out the browser holds no byte of what was read, neither for Back nor for whoever asks its cache."""

import pytest
from playwright.sync_api import expect

from coding.passages import code_passage
from tests.factories import span_of

pytestmark = pytest.mark.django_db(transaction=True)
FROM_CACHE = """(address) => fetch(address, {cache: "only-if-cached", mode: "same-origin"}).then(
    (answer) => answer.ok ? answer.text() : "", () => "")"""


def test_after_signing_out_no_page_and_no_answer_is_left_in_the_browser(open_pane, coder, study, interview):
    words = span_of(interview.transcript, "masker")
    code_passage(study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)
    page = open_pane(coder)
    private = [page.url, f"{page.url}marks.json"]
    page.goto("/studies/")
    expect(page.get_by_role("link", name="Layar")).to_be_visible()

    page.get_by_label("Account of Ani").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")

    assert [page.evaluate(FROM_CACHE, address) for address in private] == ["", ""]
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_text("Layar")).to_have_count(0)
    page.go_back()
    page.wait_for_load_state()
    assert "memberi sembako" not in page.content()
