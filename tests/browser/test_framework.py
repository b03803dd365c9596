"""A cell of the framework matrix is written beside its passages, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from coding.passages import code_passage
from tests.factories import span_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_quote_is_put_in_by_one_press_and_read_with_its_place(visitor, study, interview, coder):
    text, mat = interview.transcript, study.codes.get(key="MAT")
    for words in ("kami menyumbang masker.", "Warga juga memberi sembako."):
        code_passage(study, coder=coder, transcript=text, code=mat, **span_of(text, words))
    page = visitor("peneliti")
    page.goto("/studies/layar/framework/")
    page.get_by_role("link", name=re.compile("Write.*T1, Material")).press("Enter")

    box = page.get_by_label("What it comes down to")
    expect(box).to_be_visible()
    box.press_sequentially("Residents gave food")
    page.get_by_role("button", name="Insert the quote 2").press("Enter")
    expect(box).to_have_value("Residents gave food [2]")
    expect(box).to_be_focused()
    box.press_sequentially(".")
    page.get_by_role("button", name="Save").press("Enter")

    expect(page.get_by_text("Saved.")).to_be_visible()
    # The quotation marks are made by the style.
    expect(page.locator(".reading")).to_have_text("Residents gave food Warga juga memberi sembako. (T1, W1, line 2).")
