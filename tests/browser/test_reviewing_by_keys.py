"""The review list by keys alone, in a real browser."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from coding.models import Coding, Review
from coding.passages import code_passage
from coding.reviewing import submit
from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, span_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = ("Ya, kami menyumbang masker.", "Warga juga memberi sembako.", "masker")


@pytest.fixture
def scene(page, live_server, client):
    study = make_study(slug="tombol")
    make_informant(study)
    transcript = make_interview(study).transcript
    coder, supervisor = join(study, Role.RESEARCHER), join(study, Role.SUPERVISOR)
    for words in WORDS:
        code = study.codes.get(key="MAT")
        code_passage(study, coder=coder, transcript=transcript, code=code, **span_of(transcript, words))
    submit(study, coder=coder)
    client.force_login(supervisor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/studies/tombol/review/")
    page.locator("[data-reviewing] > li").first.focus()
    return page


def waiting(page, count):
    expect(page.locator("[data-reviewing] > li")).to_have_count(count)


def test_keys_approve_return_and_go_on_with_the_next_row(scene):
    page = scene
    first = page.locator("[data-reviewing] > li mark").first.inner_text()

    page.keyboard.press("a")
    waiting(page, 2)
    assert page.evaluate("document.activeElement.matches('[data-reviewing] > li')")
    page.keyboard.press("n")
    page.keyboard.press("t")  # thought better of: the row is gone back to, and another decision asked for
    page.locator("[data-reviewing] > li").nth(1).focus()
    page.keyboard.press("r")
    page.keyboard.type("Mengapa?")
    page.keyboard.press("Control+Enter")
    waiting(page, 1)

    assert Coding.objects.get(status="approved").passage.quote == first
    assert Coding.objects.filter(status="revise").count() == 1
    assert Review.objects.get(decision="revise").reason == "Mengapa?"


def test_keys_decide_on_what_is_ticked_and_leave_the_row_in_hand(scene):
    page = scene
    for key in ("x", "n", "x", "n"):
        page.keyboard.press(key)

    page.keyboard.press("a")
    waiting(page, 1)

    assert Coding.objects.filter(status="approved").count() == 2


def test_below_each_row_the_strongest_words_against_it_are_read_with_their_place(scene):
    page, known = scene, Coding.objects.select_related("passage__transcript__interview__study").first()
    study, transcript = known.passage.transcript.interview.study, known.passage.transcript
    denied = {
        "code": known.code,
        "polarity": "absent",
        **span_of(transcript, "Belum pernah duduk bersama dengan dinas."),
    }
    code_passage(study, coder=known.coder, transcript=transcript, **denied)
    submit(study, coder=known.coder)

    page.reload()

    lines = page.locator("[data-reviewing] > li [id^=against-]:visible")
    expect(lines).to_have_count(3)  # one row is of words of the interviewer, which are no vote
    expect(lines.first).to_contain_text("Belum pernah duduk bersama dengan dinas.")
    expect(lines.last).to_contain_text("the strongest of 2")


def test_letters_typed_in_a_field_decide_nothing(scene):
    page = scene
    page.locator("#reason").focus()
    page.keyboard.type("art")

    assert page.locator("#reason").input_value() == "art"
    assert Coding.objects.filter(status="submitted").count() == 3
