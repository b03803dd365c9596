"""The main job, end to end: a real file comes in, is coded by mouse or by keyboard, is approved, and is summarized."""

import re

import pytest
from playwright.sync_api import expect

from coding.models import Coding, Status
from interviews.models import Role
from tests.factories import join, make_study, make_user

pytestmark = pytest.mark.django_db(transaction=True)

FILE = "transcripts/derived/tracked_changes.docx"
SPEAKERS = ("Adam Wiggins", "Mark McGranaghan")


@pytest.fixture
def study():
    study = make_study(make_user("pemilik"), slug="perjalanan", title="Perjalanan")
    join(study, Role.RESEARCHER, make_user("peneliti"))
    join(study, Role.SUPERVISOR, make_user("pembimbing"))
    return study


def import_file(page, study, path, *, by_keyboard: bool) -> None:
    """Drop the file, say that both speakers are new informants of ITM, and save."""
    page.goto(f"/studies/{study.slug}/interviews/import/")
    page.locator("input[type=file]").set_input_files(str(path))
    press(page.get_by_role("button", name="Read the files"), by_keyboard)
    page.wait_for_url("**/voices/")
    for index, label in enumerate(SPEAKERS):
        page.get_by_label(label, exact=True).select_option("new")
        row = page.get_by_role("row").filter(has_text=label)
        row.get_by_label("Code").fill(f"T{index + 1}")
        row.get_by_label("Actor").select_option("ITM")
    press(page.get_by_role("button", name="Save the interview"), by_keyboard)
    page.wait_for_url(re.compile(r"/interviews/tracked_changes/$"))


def press(button, by_keyboard: bool) -> None:
    if by_keyboard:
        button.focus()
        button.press("Enter")
    else:
        button.click()


FIRST_LINE = """(turn) => {
    const range = document.createRange();
    range.selectNodeContents(turn);
    const { x, y, width, height } = range.getClientRects()[0];
    return { x, y: y + height / 2, width };
}"""


def code_by_mouse(page) -> None:
    """Drag over the first words of a turn and press the button of the material dimension."""
    turn = page.locator(".turn").nth(1)
    turn.scroll_into_view_if_needed()
    line = turn.evaluate(FIRST_LINE)
    page.mouse.move(line["x"] + 1, line["y"])
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 0.6, line["y"], steps=8)
    page.mouse.up()
    page.locator("[data-do=code]").nth(1).click()


def code_by_keyboard(page) -> None:
    """Walk to the second turn, take all of it, and press the digit of the material dimension."""
    page.locator("[data-text]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("2")


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("by_keyboard", [False, True], ids=["by mouse", "by keyboard alone"])
def test_a_real_file_is_coded_approved_and_summarized(study, visitor, material, by_keyboard):
    researcher = visitor("peneliti")
    import_file(researcher, study, material(FILE), by_keyboard=by_keyboard)
    (code_by_keyboard if by_keyboard else code_by_mouse)(researcher)
    expect(researcher.locator("[data-saved-text]")).to_contain_text("Saved")
    quote = Coding.objects.get().passage.quote
    researcher.goto(f"/studies/{study.slug}/mine/")
    press(researcher.get_by_role("button", name="Submit everything for review"), by_keyboard)
    expect(researcher.get_by_text("1 coding went to review.")).to_be_visible()

    supervisor = visitor("pembimbing")
    supervisor.goto(f"/studies/{study.slug}/review/")
    choose = supervisor.locator("input[name=rows]")
    choose.focus()
    choose.press("Space")
    press(supervisor.get_by_role("button", name="Approve"), by_keyboard)
    expect(supervisor.get_by_text("1 decision stored.")).to_be_visible()
    assert Coding.objects.get().status == Status.APPROVED
    supervisor.goto(f"/studies/{study.slug}/summaries/")
    press(supervisor.get_by_role("button", name="Build the summary"), by_keyboard)

    shown = " ".join(quote.split())[:60]
    expect(supervisor.locator("blockquote").filter(has_text=shown).first).to_be_visible(timeout=60_000)
