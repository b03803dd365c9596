"""Every page in every look and both languages: accessible, within its width, and true to the policy."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from coding import replacing
from coding.codebook import change_code
from coding.passages import code_passage
from coding.phases import close_phase, open_phase
from coding.reviewing import submit
from coding.saved_searches import save_search
from coding.sightings import note_sighting
from ground import first_account, jobs
from ground.models import Job
from interviews.inviting import invite
from interviews.models import Role
from interviews.readings import read_later
from reports.book.making import request_report
from reports.book.plan import keep_plan
from reports.rigour.member_checks import add_member_check, change_member_check
from tests.browser.everything import OF_A_STUDY, OF_NO_STUDY, STANDS, WATCH, sign_in, study_of_everything
from tests.factories import join, make_interview, span_of

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKED = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
# A page is loaded once a language, and looked at in each scheme and width.
LOOKS = {"en": [("dark", 320)], "id": [("light", 1280), ("dark", 768)]}
AT_ONCE = 6  # pages that one test opens: to make the study takes longer than to open a page

OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/nowhere/", "/help/", "/help/method/", "/help/glossary/"]
OUTSIDE += ["/help/coding/", "/api/docs/", "/api/problems/differs"]


@pytest.fixture
def study():
    return study_of_everything()


@pytest.fixture
def visit(page, live_server):
    """Opens a path in every look and returns what is wrong with it, in words."""
    page.add_init_script(WATCH)
    broken = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))

    def open_in_every_look(path: str, expected: int = 200) -> list[str]:
        wrong = []
        for language, looks in LOOKS.items():
            look_at(page, *looks[0])
            page.context.add_cookies([{"name": "coprod_language", "value": language, "url": live_server.url}])
            answer = page.goto(live_server.url + path)
            page.wait_for_function(STANDS)
            if answer.status != expected:
                wrong.append(f"{path} {language}: {answer.status}")
            for scheme, width in looks:
                look_at(page, scheme, width)
                wrong += [f"{path} {language} {scheme} {width}: {finding}" for finding in faults(page)]
        unexpected = [text for text in broken if expected == 200 or "status of" not in text]
        return wrong + unexpected

    return open_in_every_look


def look_at(page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})


# A new width is heard of in the next frame, and a dialog that is still coming in has other colours than it is read in.
STILL = """document.fonts.ready
    .then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    .then(() => Promise.all(document.getAnimations()
        .filter((each) => each.playState === "running" && each.effect.getComputedTiming().endTime < Infinity)
        .map((each) => each.finished.catch(() => {}))))
    .then(() => {})"""


# A choice without a letter or a number in it, such as the dashes that a form has where it is not told otherwise.
MUTE = r"""[...document.querySelectorAll("option")]
    .filter((each) => !/[\p{L}\p{N}]/u.test(each.label)).map((each) => each.parentElement.outerHTML.slice(0, 160))"""


def faults(page) -> list[str]:
    page.evaluate(STILL)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    # The policy forbids scripts of others in the page; the debugger's own world is not bound by it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text() + "; undefined")
    found = page.evaluate(f"axe.run({json.dumps(ASKED)}).then((r) => r.violations)")
    axe = [f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for v in found for node in v["nodes"]]
    mute = [f"says nothing: {option}" for option in page.evaluate(MUTE)]
    return [*([f"{wide} px too wide"] if wide > 0 else []), *mute, *axe, *page.evaluate("window.refused ?? []")]


def faults_light_and_dark(page) -> list[str]:
    wrong = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        wrong += faults(page)
    return wrong


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_page_for_anyone_is_accessible_and_true_to_the_policy(visit, path):
    assert visit(path, expected=404 if path == "/nowhere/" else 200) == []


def some_at_once(paths: list[str]):
    """The paths, a few to a test that is named by the first of them."""
    parts = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]
    return pytest.mark.parametrize("paths", parts, ids=lambda part: f"{part[0]} and {len(part) - 1} more")


@some_at_once(OF_NO_STUDY)
def test_a_page_outside_studies_is_accessible_and_true_to_the_policy(visit, page, live_server, client, study, paths):
    sign_in(page, live_server, client, study.memberships.get(role="owner").user)

    assert [fault for path in paths for fault in visit(path)] == []


@some_at_once(OF_A_STUDY)
def test_a_page_of_a_study_is_accessible_and_true_to_the_policy(visit, page, live_server, client, study, paths):
    sign_in(page, live_server, client, study.memberships.get(role="owner").user)

    assert [fault for path in paths for fault in visit(f"/studies/{study.slug}/{path}")] == []


LOOKED_FOR = {
    "text=masker": 2,
    "text=masker%7Csembako&way=pattern&where=quotes": 2,
    "text=masker&where=memos": 1,
    "text=xyzzy": 0,
}
FOUND = [
    "find/passages/?kind=links",
    "find/passages/?code=IDE&not_code=IDE",
    "matrices/",
    "matrices/?matrix=code-attribute&basis=all&count=words&show=column",
    "matrices/?matrix=informant-dimension&basis=all&show=row",
    "matrices/?matrix=interview-code&basis=all&count=informants",
    "framework/informant:T1/dimension:UTL/",
    "what-if/",
]
REFUSED = [
    "find/passages/?code=NOTHING",
    "matrices/?matrix=nothing&count=stars",
    "what-if/?theta=1/2&informant=NOBODY",
]


@some_at_once(FOUND)
def test_what_was_found_and_counted_is_accessible_and_true_to_the_policy(
    visit, page, live_server, client, study, paths
):
    sign_in(page, live_server, client, study.memberships.get(role="owner").user)

    assert [fault for path in paths for fault in visit(f"/studies/{study.slug}/{path}")] == []


def test_words_that_are_found_and_a_pattern_that_is_refused_are_accessible(visit, page, live_server, client, study):
    """What is looked for stands in no address: saved searches find it again."""
    owner, home = study.memberships.get(role="owner").user, f"/studies/{study.slug}/find"
    sign_in(page, live_server, client, owner)

    page.goto(f"{live_server.url}{home}/")
    page.locator("#id_text").fill("masker")  # texts are prepared for it when somebody looks for words
    page.locator("#id_text").press("Enter")
    expect(page.locator("main mark").first).to_be_visible()
    for address, least in LOOKED_FOR.items():
        saved, _is_new = save_search(study, by=owner, kind="words", name=address[:60], address=address)
        assert visit(f"{home}/saved/{saved.pk}/") == []
        assert page.locator("main mark").count() >= least, address
    page.locator("#id_text").fill("(masker")
    page.locator("#id_way").select_option("pattern")
    page.locator("#id_text").press("Enter")
    expect(page.locator("#id_text")).to_have_attribute("aria-invalid", "true")
    assert faults_light_and_dark(page) == []


def test_a_question_that_is_refused_is_accessible_and_true_to_the_policy(visit, page, live_server, client, study):
    sign_in(page, live_server, client, study.memberships.get(role="owner").user)

    assert [fault for path in REFUSED for fault in visit(f"/studies/{study.slug}/{path}", expected=422)] == []


def test_a_report_that_waits_is_made_or_has_failed_is_accessible_and_true_to_the_policy(
    visit, page, live_server, client, study
):
    owner = study.memberships.get(role="owner").user
    sign_in(page, live_server, client, owner)
    path = f"/studies/{study.slug}/report/"
    plan = keep_plan(study, by=owner, chosen={"parts": ["informants"]})

    asked = request_report(study, "html", by=owner, plan=plan)
    assert visit(path) == []
    jobs.run(asked.pk)
    assert visit(path) == []
    expect(page.get_by_role("link", name="Unduh")).to_be_visible()
    Job.objects.filter(pk=asked.pk).update(state=Job.State.FAILED, error_code="crashed", error_detail="")
    assert visit(path) == []


@pytest.fixture
def phases(study):
    """Two rounds between which the codebook changed, and a phase that is open, in which others than the owner code."""
    owner = study.memberships.get(role="owner").user
    coders = [join(study, Role.RESEARCHER), join(study, Role.RESEARCHER)]
    mat = study.codes.get(key="MAT")
    for code, polarities in (("W5", ("enacted", "absent")), ("W6", ("enacted", "enacted"))):
        interview = make_interview(study, code=code)
        phase = open_phase(study, by=owner, coders=coders, interviews=[interview], name="Uji coba")
        for coder, polarity in zip(coders, polarities, strict=True):
            place = {"transcript": interview.transcript, **span_of(interview.transcript, "kami menyumbang masker")}
            code_passage(study, coder=coder, code=mat, polarity=polarity, **place)
            submit(study, coder=coder)
        close_phase(phase, by=owner)
        change_code(mat, by=owner, texts=mat.texts | {"id": mat.texts["id"] | {"brief": f"Setelah {code}."}})
    still = make_interview(study, code="W7")
    open_phase(study, by=owner, coders=coders, interviews=[still], name="Kedua")
    place = {"transcript": still.transcript, **span_of(still.transcript, "kami menyumbang masker")}
    code_passage(study, coder=coders[0], code=mat, polarity="absent", **place)
    submit(study, coder=coders[0])
    note_sighting(study, who=owner, door="interview", interview="W7")


def test_a_blind_phase_its_rounds_and_what_was_judged_otherwise_are_accessible(
    visit, page, live_server, client, study, phases
):
    sign_in(page, live_server, client, study.memberships.get(role="owner").user)
    home = f"/studies/{study.slug}"

    for path in ("agreement/rounds/", "agreement/?part=variables&key=polarity", "review/disputes/", "review/"):
        assert visit(f"{home}/{path}") == []
    assert page.locator("[id^=against-]:visible").count() > 1
    assert visit(f"{home}/assignments/") == []
    for details in page.locator("main details").all():
        details.locator("summary").click()
    page.get_by_role("button", name="Tutup tahap").click()
    assert page.locator("dialog[open]").count() == 1
    assert faults(page) == []


def test_a_member_check_that_is_changed_refused_columns_and_a_large_file_that_waits_are_accessible(
    visit, page, live_server, client, study
):
    owner = study.memberships.get(role="owner").user
    check, _is_new = add_member_check(study, by=owner, informant=study.informants.get(), sent_on=date(2026, 3, 1))
    sign_in(page, live_server, client, owner)

    text, file = study.interviews.get(code="W1").transcript, ContentFile(b"<p>P: Apa?")
    read_later(study, by=owner, name="W1.html", file=file, kind=replacing.KIND, corrects=text)
    assert visit(f"/studies/{study.slug}/interviews/W1/correct/reading/") == []
    assert visit(f"/studies/{study.slug}/rigour/member-checks/{check.pk}/") == []
    change_member_check(check, by=owner, answer="agrees")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#theirs")).to_be_visible()
    assert faults(page) == []

    page.goto(f"{live_server.url}/studies/{study.slug}/interviews/import/columns/")
    page.get_by_label("Pembicara").select_option("0")
    page.get_by_label("Kata-kata").select_option("0")
    with page.expect_navigation():
        page.locator("form .button.primary").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    refused = faults_light_and_dark(page)
    read_later(study, by=owner, name="W8.html", file=ContentFile(b"<p>P: Apa?<p>I: Masker."))
    page.goto(f"{live_server.url}/studies/{study.slug}/interviews/import/voices/")
    expect(page.get_by_role("progressbar")).to_have_accessible_name("W8.html menunggu giliran")
    assert [refused, faults_light_and_dark(page)] == [[], []]
    page.get_by_role("button", name="Batal").click()
    page.wait_for_url(re.compile("/import/(columns|voices)/"))


def test_the_pages_that_let_people_in_are_accessible_and_true_to_the_policy(visit, live_server, study):
    _invitation, key = invite(study, by=study.memberships.get(role="owner").user, role="researcher", note="Ratih")

    assert visit(f"/invitation/{key}/") == []
    assert visit("/invitation/tak-ada/", expected=404) == []


def test_the_page_of_the_first_account_is_accessible_and_true_to_the_policy(visit):
    assert visit(f"/first/{first_account.token()}/") == []
