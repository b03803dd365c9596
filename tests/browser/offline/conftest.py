"""The coding screen with the first words of an informant selected."""

import pytest


@pytest.fixture
def page(open_pane, coder):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight"):
        page.keyboard.press(key)
    return page
