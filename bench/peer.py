"""Opening the same text with as many codings in LibreQDA, in a throw-away environment, where PyPI gives it in time."""

import html
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.house import House
from bench.pane import ALL_READ, VIEW, opened, pane_of
from bench.table import Figure, Floor
from bench.throwaway import SECONDS, installed, served
from coding.models import Coding
from interviews.models import Interview
from tests import chromium

PACKAGE = "libreqda==1.2.1"
CODES, LEAST_LINES = 40, 1000
NOW = "2026-01-01 00:00:00.000000"
# It says nowhere that it is ready: that is when its lines are drawn and the page has not changed for two seconds.
QUIET = """(least) => new Promise((resolve) => {
    let last = performance.now();
    new MutationObserver(() => { last = performance.now(); }).observe(document, { childList: true, subtree: true });
    const look = () => (document.querySelectorAll("svg line").length > least && performance.now() - last > 2000
        ? resolve(last) : setTimeout(look, 100));
    look();
})"""


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """One figure: ours beside theirs, or that theirs could not be had."""
    if not chromium.is_there():
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = installed(PACKAGE, Path(folder))
        if command is None:
            yield Figure(f"{PACKAGE} could not be installed within", SECONDS, "s")
            return
        browser = playwright.chromium.launch(**chromium.launch_options())
        address, cookies = pane_of(house, large)
        ours = opened(browser, (address, ALL_READ, cookies))[0].took
        with served(command, Path(folder)) as (site, entrance, database):
            _fill(database, large)
            theirs = _until_quiet(browser, site + entrance, f"{site}/project/1/document/1")
        browser.close()
        floor = Floor(f"the same in {PACKAGE.replace('==', ' ')}", theirs)
        yield Figure("open: all 10,000 codings read, beside a peer", ours, "ms", None, floor, most_ratio=1)


def _until_quiet(browser: Browser, entrance: str, address: str) -> float:
    """Milliseconds from the request until the page changes no more."""
    page = browser.new_page(viewport=VIEW)
    page.set_default_timeout(120_000)
    page.goto(entrance)
    page.goto(address, wait_until="commit")
    took = page.evaluate(QUIET, LEAST_LINES)
    page.close()
    return took


def _fill(database: Path, large: Interview) -> None:
    """The text and its codings as its tables hold them: a paragraph a line, places in bytes of the words."""
    lines = large.transcript.text.split("\n")
    contents = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    places = list(accumulate((0 if sign == "\n" else len(sign.encode()) for sign in large.transcript.text), initial=0))
    spans = Coding.objects.filter(passage__transcript=large.transcript).values_list("passage__start", "passage__end")
    with sqlite3.connect(database) as peer:
        peer.execute("INSERT INTO projects VALUES (1, 'x', '', ?, 0, 0)", (NOW,))
        peer.execute("INSERT INTO project_members VALUES (1, 'admin', 'ADMIN')")
        text = (NOW, contents)
        peer.execute("INSERT INTO documents VALUES (1, 'x', '', 'x.txt', ?, 1, 'LEFT_TO_RIGHT', ?, 0)", text)
        tags = [(number, f"code {number}") for number in range(CODES)]
        peer.executemany("INSERT INTO tags VALUES (?, 1, ?, '', '#ffcc00', NULL)", tags)
        marks = [(number, places[start], places[end]) for number, (start, end) in enumerate(spans)]
        peer.executemany("INSERT INTO highlights VALUES (?, 1, ?, ?, '')", marks)
        peer.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(number, number % CODES) for number, *_ in marks])
    peer.close()
