"""Opens the coding screen for a test, signed in."""

import pytest
from django.conf import settings
from django.test import Client

from interviews.models import Role
from tests.factories import join, make_informant, make_interview, make_study, make_user

SPOKEN = (
    ("P", "Bisa Ibu ceritakan?"),
    ("T1", "Ya, 😷 kami menyumbang masker. Warga juga memberi sembako."),
    ("P", "Dengan siapa?"),
    ("T1", "Belum pernah duduk bersama dengan dinas. Semua jalan sendiri-sendiri."),
    ("B1", "Kami sudah mengundang mereka."),
)


@pytest.fixture
def study():
    study = make_study(make_user("pemilik"), slug="layar", title="Layar")
    make_informant(study, "T1", actor="ITM")
    make_informant(study, "B1", actor="BKB")
    return study


@pytest.fixture
def interview(study):
    return make_interview(study, SPOKEN, code="W1")


@pytest.fixture
def coder(study):
    return join(study, Role.RESEARCHER, make_user("peneliti", name="Ani"))


@pytest.fixture
def open_pane(new_context, live_server, interview):
    """A function that opens the interview for someone, with Playwright's options of a context, and waits for it."""

    def open_for(user, *, anchor="", **options):
        client = Client()
        client.force_login(user)
        context = new_context(base_url=live_server.url, **options)
        values = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: "en",
        }
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in values.items()])
        page = context.new_page()
        page.goto(f"/studies/{interview.study.slug}/interviews/{interview.code}/{anchor}")
        page.wait_for_selector("html[data-pane=ready]", state="attached")
        return page

    return open_for


def drag_over(page, words: str, *, last: str = "") -> None:
    """Drag the mouse from the first character of `words` to behind its last one, or behind that of `last`."""
    start, end = (_edge(page, words, "start"), _edge(page, last or words, "end"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


PLACE = """([words, edge]) => {
    for (const turn of document.querySelectorAll(".turn")) {
        const node = turn.firstChild;
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        const boxes = [...range.getClientRects()];
        const box = edge === "start" ? boxes[0] : boxes.at(-1);
        return [edge === "start" ? box.left + 0.5 : box.right - 0.5, (box.top + box.bottom) / 2];
    }
}"""


def _edge(page, words, edge):
    return page.evaluate(PLACE, [words, edge])
