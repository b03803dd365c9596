"""After signing out the browser holds no byte of what was read, neither for Back nor for whoever asks its cache."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from coding.memos import write_memo
from coding.models import Coding
from coding.passages import code_passage
from ground.launcher.processes import wait_until
from tests.addresses import World, all_requests
from tests.browser.everything import STANDS, sign_in
from tests.factories import span_of
from tests.watched import CANARY

pytestmark = pytest.mark.django_db(transaction=True)
FROM_CACHE = """(address) => fetch(address, {cache: "only-if-cached", mode: "same-origin"}).then(
    (answer) => answer.ok ? answer.text() : "", () => "")"""
# As a page asks for them: through the cache. Of each address whether its answer holds the word.
ASKED = """([addresses, word]) => Promise.all(addresses.map((address) => fetch(address).then(
    (answer) => answer.text()).then((text) => text.includes(word))))"""
READ = [
    *("interviews/W1/", "interviews/W1/versions/1/", "interviews/W1/correct/", "review/?status=", "find/passages/"),
    *("memos/", "framework/informant:T1/dimension:MAT/", "history/", "report/", "members/", "summaries/", ""),
]


def test_after_signing_out_no_page_and_no_answer_is_left_in_the_browser(open_pane, coder, study, interview):
    words = span_of(interview.transcript, "masker")
    code_passage(study, coder=coder, transcript=interview.transcript, code=study.codes.get(key="MAT"), **words)
    page = open_pane(coder)
    private = [page.url, f"{page.url}marks.json"]
    page.goto("/studies/")
    expect(page.get_by_role("link", name="Layar")).to_be_visible()

    page.get_by_label("Account of Ani").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/**")

    assert [page.evaluate(FROM_CACHE, address) for address in private] == ["", ""]
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_text("Layar")).to_have_count(0)
    page.go_back()
    page.wait_for_load_state()
    assert "memberi sembako" not in page.content()


def with_the_word(profile: Path) -> Iterator[str]:
    """The files of a browser that hold the word, as the web and as the browser's own tables write it."""
    for path in profile.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        if CANARY.encode() in held or CANARY.encode("utf-16-le") in held:
            yield path.relative_to(profile).as_posix()


@pytest.fixture
def profile(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def kept(browser_type, browser_type_launch_args, profile):
    """A browser that keeps what it may, as people's do: those of the other tests write nothing."""
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    yield context
    context.close()


def test_what_a_browser_kept_is_gone_once_it_asks_after_its_session_was_ended_elsewhere(
    kept, profile, live_server, client, study, coder, interview
):
    words = span_of(interview.transcript, "masker")
    code = study.codes.get(key="MAT")
    coding, _ = code_passage(study, coder=coder, transcript=interview.transcript, code=code, **words)
    write_memo(study, author=coder, text=CANARY, about=coding)
    page = kept.new_page()
    sign_in(page, live_server, client, coder)
    page.goto(f"{live_server.url}/studies/layar/interviews/W1/")
    page.wait_for_function(STANDS)
    assert wait_until(lambda: any(with_the_word(profile)), 20)

    Session.objects.all().delete()
    page.goto(f"{live_server.url}/studies/")
    page.wait_for_url("**/accounts/login/**")
    kept.close()

    assert list(with_the_word(profile)) == []


def test_after_every_address_was_read_and_one_signed_out_no_file_of_the_browser_holds_a_word_of_it(
    kept, profile, live_server, client
):
    world = World()
    write_memo(world.study, author=world.owner, text=CANARY, about=Coding.objects.get(pk=world.rows["coding"]["id"]))
    addresses = [url for _name, _route, _view, method, url in all_requests(world) if method == "GET"]
    page, shown = kept.new_page(), []
    sign_in(page, live_server, client, world.owner)
    for path in READ:
        page.goto(f"{live_server.url}/studies/{world.study.slug}/{path}")
        page.wait_for_function(STANDS)
        shown.append(CANARY in page.content())
    assert shown.count(True) > 5
    assert page.evaluate(ASKED, [addresses, CANARY]).count(True) > 15
    assert wait_until(lambda: any(with_the_word(profile)), 20)  # the marks: what is kept is found

    page.goto(f"{live_server.url}/accounts/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/accounts/login/**")
    for _path in READ:
        page.go_back()
        page.wait_for_load_state()
        assert CANARY not in page.content()
    kept.close()

    assert list(with_the_word(profile)) == []
