"""What follows from a supposition is seen and said at every change of it, and by a press where no script runs."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from coding.passages import code_passage
from coding.reviewing import submit
from tests.browser.everything import sign_in
from tests.browser.paper import pages_of
from tests.factories import span_of

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/studies/layar/what-if/?basis=working"


@pytest.fixture
def said(study, interview, coder):
    """One coding that waits: too little for a level, until one informant and one interview are enough."""
    place = {"transcript": interview.transcript, **span_of(interview.transcript, "kami menyumbang masker.")}
    code_passage(study, coder=coder, code=study.codes.get(key="MAT"), **place)
    submit(study, coder=coder)
    return coder


def test_every_change_is_said_and_seen_at_once_and_stands_in_the_address(visitor, said):
    page = visitor("peneliti")
    page.goto(ADDRESS)
    told, level = page.locator("p[role=status]"), page.locator(".matrix .differs")
    expect(told).to_have_text("Nothing is supposed yet.")

    page.get_by_text("Thresholds of the method").press("Enter")
    page.get_by_label("Informants needed for a level").fill("1")
    expect(told).to_contain_text("Verdict: undetermined (unchanged) · 0 levels change")
    page.get_by_label("Interviews needed for a level").fill("1")
    expect(told).to_contain_text("1 level changes")
    expect(level).to_have_text(re.compile("before: insufficient evidence.*now: enacted"))
    expect(page.get_by_label("Interviews needed for a level")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?basis=working&min_informants=1&min_interviews=1$"))

    page.get_by_label("T1 ·").press("Space")
    expect(told).to_contain_text("1 level changes")
    expect(level).to_have_text(re.compile("now: no evidence"))
    expect(page.get_by_label("T1 ·")).to_be_focused()


def test_a_refused_threshold_is_said_and_what_was_typed_stays(visitor, said):
    page = visitor("peneliti")
    page.goto(ADDRESS)
    page.get_by_text("Thresholds of the method").press("Enter")
    share = page.get_by_label("Share of informants")

    share.fill("1/2")
    expect(page.locator("p[role=status]")).to_contain_text("Write a fraction above 1/2, up to 1, such as 2/3.")
    expect(share).to_have_value("1/2")
    share.fill("3/4")
    expect(page.locator("p[role=status]")).to_contain_text("Verdict: undetermined (unchanged)")


def test_the_passages_of_a_cell_are_there_as_soon_as_it_is_chosen(visitor, said):
    page = visitor("peneliti")
    page.goto(ADDRESS)

    page.get_by_label("See the passages of").select_option(index=1)
    page.get_by_label(re.compile("kami menyumbang masker")).check()

    expect(page.locator("p[role=status]")).to_contain_text("1 level changes")
    expect(page).to_have_url(re.compile("&of=cell%3AITM%2FMAT&passage="))


def test_without_a_script_the_button_asks_for_the_same(new_context, live_server, client, said):
    page = new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}])
    sign_in(page, live_server, client, said)
    page.goto(ADDRESS)

    page.get_by_label("T1 ·").check()
    page.get_by_role("button", name="Show what follows").press("Enter")

    expect(page).to_have_url(re.compile(r"\?basis=working&informant=T1$"))
    expect(page.get_by_role("heading", name="What would follow")).to_be_visible()
    expect(page.get_by_text("One row of the evidence is left out.")).to_be_visible()


# The matrix again and again, on a page of its own each time, a little further down it.
AGAIN = """() => {
    const matrix = document.querySelector("main .matrix"), all = document.createElement("main");
    for (let n = 0; n < 40; n++) {
        const page = document.createElement("div"), above = document.createElement("div");
        page.style.breakBefore = "page";
        above.style.blockSize = `${200 + 2 * n}mm`;
        page.append(above, matrix.cloneNode(true));
        all.append(page);
    }
    document.body.replaceChildren(all);
}"""


def test_on_paper_no_head_of_a_table_stands_at_the_foot_of_a_page(visitor, said):
    page = visitor("peneliti")
    page.goto(f"{ADDRESS}&min_informants=1&min_interviews=1")
    head = page.locator("main .matrix thead th").last.inner_text()
    page.evaluate(AGAIN)

    sheets = [lines_of(sheet) for sheet in pages_of(page.pdf(format="A4", prefer_css_page_size=True))]

    assert sum(any(line.endswith(head) for line in lines) for lines in sheets) >= 40
    assert [number for number, lines in enumerate(sheets, 1) if lines and lines[-1].endswith(head)] == []


def lines_of(sheet: str) -> list[str]:
    """Without the number of the page."""
    lines = (line.strip() for line in sheet.splitlines())
    return [line for line in lines if line and not re.fullmatch(r"\d+ / \d+", line)]
