"""Two coders and a supervisor, a browser each: from interviews given out to a signature, and what differs from it."""

import pytest
from playwright.sync_api import expect

from coding.models import Coding, Review
from interviews.models import Role
from reports.models import SignOff
from tests.factories import join, make_informant, make_interview, make_study, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPOKEN = (
    ("P", "Apa yang diberikan?"),
    ("T1", "Kami memberi masker kepada warga."),
    ("P", "Dan turun ke lapangan?"),
    ("T1", "Kami turun dua kali sebulan."),
)
ENACTED, ABSENT = "q", "e"


@pytest.fixture
def study():
    study = make_study(make_user("pemilik"), slug="bertiga", title="Bertiga")
    make_informant(study, "T1", actor="ITM")
    make_interview(study, SPOKEN, code="W1")
    for name in ("ani", "budi"):
        join(study, Role.RESEARCHER, make_user(name, name=name.title()))
    join(study, Role.SUPERVISOR, make_user("citra", name="Citra"))
    return study


def give_out_blind(page) -> None:
    page.goto("/studies/bertiga/assignments/")
    page.get_by_role("link", name="Give out interviews").first.click()
    for choice in ("Ani", "Budi", "W1"):
        page.get_by_label(choice).check()
    page.get_by_label("Blind: open a phase").check()
    page.get_by_label("Name of the phase").fill("Uji coba")
    page.get_by_role("button", name="Give out").click()
    expect(page.get_by_text("The blind phase is open.")).to_be_visible()


def sees_only_their_own(page, stripes: int, others: str) -> None:
    """On the coding screen, in the lists, and where the work of all would be compared."""
    page.goto("/studies/bertiga/interviews/W1/")
    page.wait_for_selector("html[data-marks=all]", state="attached")
    expect(page.locator(".stripe")).to_have_count(stripes)
    assert len(page.request.get("/api/v1/studies/bertiga/codings/").json()["results"]) == stripes
    for address in ("assignments/", "review/?status=", "history/?kind=coding"):
        page.goto(f"/studies/bertiga/{address}")
        expect(page.locator("main .table, main [data-reviewing], main .history").get_by_text(others)).to_have_count(0)
    assert page.goto("/studies/bertiga/agreement/").status == 404


def code(page, turn: int, digit: str, polarity: str) -> None:
    """Take a whole turn, counted from 0, and code it by keys."""
    page.goto("/studies/bertiga/interviews/W1/")
    page.locator("[data-text]").focus()
    for _ in range(turn):
        page.keyboard.press("ArrowDown")
    for key in ("Shift+ArrowDown", digit, polarity):
        page.keyboard.press(key)
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved")


def submit(page) -> None:
    page.goto("/studies/bertiga/mine/")
    page.get_by_role("button", name="Submit everything for review").click()
    expect(page.get_by_text("went to review.")).to_be_visible()


def row_of(page, words):
    return page.locator("[data-reviewing] > li").filter(has=page.locator("mark", has_text=words))


def code_blind(ani, budi) -> None:
    """Each codes, hands in, and is shown nothing of the other."""
    code(ani, 1, "2", ENACTED)
    code(ani, 3, "3", ENACTED)
    submit(ani)
    sees_only_their_own(budi, 0, "Ani")
    code(budi, 1, "2", ABSENT)
    submit(budi)
    sees_only_their_own(ani, 2, "Budi")


def close_the_phase(citra, budi) -> None:
    citra.goto("/studies/bertiga/assignments/")
    citra.get_by_role("button", name="Close the phase").click()
    citra.get_by_role("dialog").get_by_role("button", name="Close the phase").click()
    expect(citra.get_by_role("heading", name="Rounds so far")).to_be_visible()
    budi.goto("/studies/bertiga/interviews/W1/")
    expect(budi.locator(".stripe")).to_have_count(3)


def adjudicate(citra) -> None:
    """A figure of agreement leads to the disputes behind it, and the supervisor decides."""
    citra.goto("/studies/bertiga/agreement/")
    citra.get_by_role("link", name="Polarity").first.click()
    expect(citra.get_by_role("link", name="W1, turn 2")).to_be_visible()
    expect(citra.get_by_role("link", name="W1, turn 4")).to_have_count(0)
    citra.get_by_role("link", name="Decide between them").click()
    citra.get_by_label("Enacted").check()
    citra.get_by_label("Reason").fill("Ia menyebut apa yang diberikan.")
    citra.get_by_role("button", name="Let the chosen one count").click()
    expect(citra.get_by_text("Decided. The other judgements stay on record, superseded.")).to_be_visible()


def return_answer_approve(citra, ani) -> None:
    """The coding of one alone is returned, answered, handed in again and approved."""
    citra.goto("/studies/bertiga/review/")
    row_of(citra, "dua kali sebulan").focus()
    citra.keyboard.press("r")
    citra.keyboard.type("Sebelum atau selama pandemi?")
    citra.keyboard.press("Control+Enter")
    expect(citra.get_by_text("1 decision stored.")).to_be_visible()
    ani.goto("/studies/bertiga/mine/")
    ani.get_by_text("Reply", exact=True).click()
    ani.get_by_label("Your reply").fill("Selama pandemi.")
    ani.get_by_role("button", name="Send the reply").click()
    submit(ani)
    citra.goto("/studies/bertiga/review/")
    expect(citra.get_by_text("Selama pandemi.")).to_be_visible()
    row_of(citra, "dua kali sebulan").focus()
    citra.keyboard.press("a")
    expect(citra.get_by_text("1 decision stored.")).to_be_visible()


def build_and_sign(citra) -> None:
    citra.goto("/studies/bertiga/summaries/")
    citra.get_by_role("button", name="Build the summary").click()
    expect(citra.locator("#verdict")).to_be_visible(timeout=60_000)
    citra.get_by_label("Note").fill("Dibaca bersama teksnya.")
    citra.get_by_role("button", name="Sign off with my name and today's date").click()
    expect(citra.get_by_text("Signed off by Citra")).to_be_visible()
    expect(citra.get_by_text("Signed state differs")).to_have_count(0)


def change_one_coding(ani) -> None:
    ani.goto("/studies/bertiga/interviews/W1/")
    ani.locator("[data-text]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter", ABSENT):
        ani.keyboard.press(key)
    expect(ani.locator("[data-saved-text]")).to_contain_text("Saved")


def read_what_differs(citra) -> None:
    citra.goto("/studies/bertiga/summaries/")
    expect(citra.get_by_text("Signed state differs")).to_be_visible()
    citra.get_by_role("link", name="What differs").click()
    expect(citra.get_by_text("Kami turun dua kali sebulan.")).to_be_visible()
    citra.get_by_role("link", name="Verify").click()
    expect(citra.get_by_text("Verified: computed anew")).to_be_visible()


@pytest.mark.usefixtures("worker")
def test_from_an_assignment_to_a_signature_and_what_differs_from_it(study, visitor):
    ani, budi, citra = (visitor(name) for name in ("ani", "budi", "citra"))

    give_out_blind(citra)
    code_blind(ani, budi)
    close_the_phase(citra, budi)
    adjudicate(citra)
    return_answer_approve(citra, ani)
    build_and_sign(citra)
    change_one_coding(ani)
    read_what_differs(citra)

    assert SignOff.objects.get().signed_by.username == "citra"
    assert set(Coding.objects.values_list("coder__username", "status")) == {
        ("ani", "approved"), ("ani", "submitted"), ("budi", "superseded"),
    }  # fmt: skip
    assert Review.objects.filter(decision="revise").count() == 1
