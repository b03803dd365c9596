"""One corrects, replaces, decides and undoes, while another codes the same interview in another browser."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from coding.passages import code_passage
from tests.browser.pane import drag_over, press
from tests.factories import owner_of, span_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def codings(study, interview, coder):
    code = study.codes.get(key="MAT")
    words = ("kami menyumbang masker", "Warga juga memberi sembako.", "duduk bersama")
    return [
        code_passage(
            study, coder=coder, transcript=interview.transcript, code=code, **span_of(interview.transcript, each)
        )[0]
        for each in words
    ]


def quotes() -> list[tuple[int, str]]:
    return sorted(Coding.objects.live().values_list("passage__transcript__version", "passage__quote"))


def test_a_text_is_corrected_replaced_and_taken_back_while_another_codes(
    open_pane, study, interview, coder, codings, tmp_path
):
    ani, page = open_pane(coder), open_pane(owner_of(study))

    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="Correct the text").click()
    text = page.get_by_label("The text, version 1")
    text.fill(
        interview.transcript.text.replace("kami menyumbang", "kami kadang menyumbang").replace(
            " Warga juga memberi sembako.", ""
        )
    )
    page.get_by_role("button", name="See what becomes of the codings").click()
    expect(page.get_by_text("loses its words", exact=True)).to_be_visible()
    expect(page.locator("mark", has_text="kami kadang menyumbang masker")).to_be_visible()

    # The other codes while the correction waits to be saved: that is carried too.
    drag_over(ani, "Kami sudah mengundang")
    ani.keyboard.press("1")
    expect(ani.locator("[data-saved-text]")).to_contain_text("Saved")
    ani.context.set_offline(True)
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("heading", name="Waiting in W1")).to_be_visible()

    # What the other, out of reach, reshapes, cuts and codes meanwhile is of the old text: refused, it moves nothing.
    press(ani, ">", "Shift+ArrowLeft", "b")
    drag_over(ani, "Dengan siapa?")
    ani.keyboard.press("1")
    expect(ani.locator("[data-saved-text]")).to_contain_text("Not sent: 3")
    ani.context.set_offline(False)
    expect(ani.locator("[data-saved-text]")).to_contain_text("Not saved: 3", timeout=15_000)
    ani.get_by_role("button", name="See what").click()
    expect(ani.locator("[data-refused-list]").get_by_text("This text has been corrected")).to_have_count(3)
    assert quotes() == [
        (1, "Warga juga memberi sembako."),
        (2, "Kami sudah mengundang"),
        (2, "duduk bersama"),
        (2, "kami kadang menyumbang masker"),
    ]

    page.get_by_role("radio", name="Put it on these words:").check()
    page.get_by_role("textbox", name="Words of the new text").fill("menyumbang masker.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert (2, "menyumbang masker.") in quotes()

    file = tmp_path / "baru.txt"
    file.write_text(interview.transcript.text.replace("jalan sendiri-sendiri", "berjalan sendiri-sendiri"))
    page.goto(page.url.replace("/waiting/", "/correct/"))
    page.get_by_label("Or a file in its place").set_input_files(file)
    page.get_by_role("button", name="See what becomes of the codings").click()
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("version 3")).to_be_visible()
    assert {version for version, _quote in quotes()} == {3}

    page.goto(page.url.split("/interviews/")[0] + "/history/")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert {version for version, _quote in quotes()} == {4}
    assert "jalan sendiri-sendiri" in interview.transcript.text
