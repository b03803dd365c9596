"""The coding screen with the keyboard in its text, nothing selected."""

import pytest


@pytest.fixture
def page(open_pane, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    return page
