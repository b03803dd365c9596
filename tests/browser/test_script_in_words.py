"""Script in every field that holds words, on every page: it stays words."""

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import expect

from coding.passages import code_passage
from ground.acts import act
from ground.jobs import run
from ground.models import Job
from reports.book.making import request_report
from reports.summaries import request_summary
from tests.browser.everything import OF_A_STUDY, OF_NO_STUDY, STANDS, WATCH, sign_in, study_of_everything
from tests.browser.script_in_words import MARKS, PAYLOADS, some_for
from tests.factories import make_interview

pytestmark = pytest.mark.django_db(transaction=True)

TURNS = 6
FEW = ("", "codebook/", "interviews/W1/", "interviews/W9/", "memos/", "review/?status=", "framework/")
# A report is one file: its policy, its style and its pictures are in it.
OF_THE_REPORT = tuple(
    f"the report: {own}"
    for own in ('<meta http-equiv="Content-Security-Policy"', "<style", "IMG src=data:image/svg+xml;base64,")
)
# No words stand in them: they are chosen from a list, computed, an address, or immutable and entered by the verbs.
NO_WORDS = {
    *("slug", "code", "key", "kind", "language", "time_zone", "theme", "password", "verb", "relation", "link"),
    *("sha256", "digest", "checksum", "input_hash", "source_format", "media_type", "error_code", "target", "computed"),
    *("level", "sentence", "template", "evidence", "result", "record", "address", "citation", "file", "item", "quote"),
    *("username", "email"),
}
IMMUTABLE = {"Transcript", "CodebookVersion", "Passage", "ErasedFile", "Worker", "Erasure", "Correction", "SignOff"}


def fields_of_words():
    """Every column in which somebody's words may stand."""
    for model in apps.get_models():
        if model._meta.app_label in ("ground", "interviews", "coding", "reports") and model.__name__ not in IMMUTABLE:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if is_text and field.name not in NO_WORDS:
                    yield model, field


def with_payloads(told, place: int, turn: int):
    """A JSON value whose texts are payloads; those of a list keep their number."""
    if isinstance(told, dict):
        return {key: with_payloads(value, place + n, turn) for n, (key, value) in enumerate(told.items())}
    if isinstance(told, list):
        return [with_payloads(value, place + n, turn) for n, value in enumerate(told)]
    return some_for(place, turn, 300) if isinstance(told, str) else told


def fill(study, turn: int) -> int:
    """Put payloads into every field of words of every row there is. Returns how many fields were filled."""
    owner, filled = study.memberships.get(role="owner").user, 0
    label = some_for(3, turn, 110)
    spoken = [("P", some_for(0, turn, None)), (label, some_for(5, turn, None)), ("P", some_for(9, turn, 400))]
    said = make_interview(study, spoken, code="W9", title=some_for(2, turn, 200)).transcript
    turns = list(said.turns.order_by("start"))
    for code, where in (("MAT", turns[1]), ("FIS", turns[0])):
        place = {"transcript": said, "start": where.start, "end": where.end}
        code_passage(study, coder=owner, code=study.codes.get(key=code), **place)
    for basis in ("official", "working"):
        run(request_summary(study, basis, by=owner).pk)
    with act(owner, "test.fill", study):
        for place, (model, field) in enumerate(fields_of_words()):
            for row in model._base_manager.all():
                filled += 1
                number = f" {row.pk}"[-9:] if field.unique or model.__name__ in ("Speaker", "SavedSearch") else ""
                longest = field.max_length and field.max_length - len(number)
                words = some_for(place + filled, turn, longest) + number
                model._base_manager.filter(pk=row.pk).update(**{field.name: words})
        for place, rows in enumerate((study.codes, study.link_forms)):
            for row in rows.all():
                rows.filter(pk=row.pk).update(texts=with_payloads(row.texts, place, turn))
    Job.objects.filter(state="failed").update(error_detail=some_for(1, turn, None))
    return filled


@pytest.fixture
def watched(page):
    """The page, and what ran in it or was asked of elsewhere."""
    page.add_init_script(WATCH)
    page.ran = []
    page.on("dialog", lambda dialog: (page.ran.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: page.ran.append(str(error)))
    return page


def escaped_from(page, path: str) -> list[str]:
    """What of the words on this page is more than words."""
    found = [*page.evaluate("window.refused ?? []"), *page.evaluate(MARKS), *page.ran]
    page.ran.clear()
    return [f"{path}: {each}" for each in found]


def opened(page, live_server, path: str) -> list[str]:
    answer = page.goto(live_server.url + path)
    page.wait_for_function(STANDS)
    wrong = [] if answer.status == 200 else [f"{path}: {answer.status}"]
    return wrong + escaped_from(page, path)


def test_there_are_sixty_payloads_and_each_is_put_into_long_fields():
    assert len(set(PAYLOADS)) >= 60
    assert all(each in some_for(0, 0, None) for each in PAYLOADS)
    assert len(list(fields_of_words())) >= 35


def test_script_in_words_stays_words_on_the_pages_people_work_on(watched, live_server, client, study_with_script):
    study = study_with_script(0)
    sign_in(watched, live_server, client, study.memberships.get(role="owner").user)
    home = f"/studies/{study.slug}"

    assert [fault for path in FEW for fault in opened(watched, live_server, f"{home}/{path}")] == []
    watched.goto(f"{live_server.url}{home}/interviews/W9/")
    watched.wait_for_function(STANDS)
    watched.locator("[data-text]").focus()
    for key in ("ArrowDown", "Control+ArrowRight", "1", "/"):
        watched.keyboard.press(key)
    expect(watched.locator("dialog[open]")).to_be_visible()
    watched.keyboard.type("tembus")
    assert escaped_from(watched, "the coding screen at work") == []


@pytest.fixture
def study_with_script():
    def make(turn: int):
        study = study_of_everything()
        assert fill(study, turn) > 60
        return study

    return make


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(TURNS))
def test_script_in_words_stays_words_on_every_page_and_in_the_report(
    watched, live_server, client, study_with_script, turn, tmp_path
):
    study = study_with_script(turn)
    owner = study.memberships.get(role="owner").user
    sign_in(watched, live_server, client, owner)
    wrong = [fault for path in OF_NO_STUDY for fault in opened(watched, live_server, path) if "logout" not in path]
    wrong += [fault for path in OF_A_STUDY for fault in opened(watched, live_server, f"/studies/{study.slug}/{path}")]

    asked = request_report(study, "html", by=owner)
    run(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "done", asked.error_detail
    (tmp_path / "report.html").write_bytes(client.get(f"/studies/{study.slug}/report/{asked.pk}/file/").content)
    watched.goto(f"file://{tmp_path}/report.html")
    wrong += [each for each in escaped_from(watched, "the report") if not each.startswith(OF_THE_REPORT)]

    assert wrong == []
