"""Opening the large transcript in a real browser and coding in it, beside the same text painted bare."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import urljoin

from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from bench.bare import bare_rows, bare_twin
from bench.house import House, cookies_of
from bench.large import CODINGS as ALL
from bench.large import large_study
from bench.table import Figure, Floor
from bench.timing import median, p95, repeated
from interviews.models import Interview
from tests import chromium

OPENINGS, CODINGS, REQUESTS = 7, 25, 7
VIEW = {"width": 1440, "height": 900}
KILO, MEGA = 1000, 1_000_000
TWO_FRAMES = 33.4  # milliseconds, at 60 a second, as the browser rounds them
NEXT_DOOR = "/livez"  # as one comes from a page of the same site: the browser has a process for it, and nothing cached

# The codings in view are painted, and one can select and code.
READY = "html[data-pane=ready]"
ALL_READ = "html[data-marks=all]"

# Interactive: the content stands, its script has run, and the frame after that is painted.
WATCH = """(ready) => {
    window.seen = { tasks: [], interactive: null };
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.tasks.push(entry.duration);
    }).observe({ type: "longtask", buffered: true });
    const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
    const wait = () => document.querySelector(ready) && document.readyState !== "loading"
        ? painted(() => { seen.interactive = performance.now(); })
        : setTimeout(wait, 4);
    wait();
}"""
SEEN = "[seen.interactive, Math.max(0, ...seen.tasks), document.querySelectorAll('*').length]"
# From the key until the frame in which the new stripe is painted.
CODE = """(key) => new Promise((resolve) => {
    const text = document.querySelector("[data-text]");
    const before = document.querySelectorAll(".stripe.unsent, .stripe").length;
    const begun = performance.now();
    let frames = 0;
    const look = () => {
        frames += 1;
        if (document.querySelectorAll(".stripe").length <= before && frames < 60) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve([frames, performance.now() - begun]);
        channel.port2.postMessage(0);
    };
    text.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    requestAnimationFrame(look);
})"""
# Half the text, as fast as frames come.
SCROLL = """() => new Promise((resolve) => {
    const frames = [];
    let last = 0;
    const step = (now) => {
        if (last) frames.push(now - last);
        last = now;
        scrollBy({ top: 300, behavior: "instant" });
        if (frames.length < 150) requestAnimationFrame(step); else resolve(frames);
    };
    requestAnimationFrame(step);
})"""


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """The figures of the coding screen."""
    yield from _server(house, large)
    if not chromium.is_there():
        return
    with sync_playwright() as playwright, bare_twin(large) as bare:
        browser = playwright.chromium.launch(**chromium.launch_options())
        address, cookies = pane_of(house, large)
        floor, first, whole = opened(browser, (bare, "p"), (address, READY, cookies), (address, ALL_READ, cookies))
        plain = Floor("the same text bare", floor.took)
        yield Figure("open 300,000 chars, 10,000 codings: interactive", first.took, "ms", 500, plain, most_ratio=1.6)
        yield Figure("open: all 10,000 codings read", whole.took, "ms", None, plain)
        yield Figure("open: longest task", first.longest, "ms", 100)
        yield Figure("open: elements in the page", first.elements, "", 3000)
        yield Figure("open: JS heap with all codings", _heap(browser, address, cookies), "MB", 20)
        yield _growth(browser, house, large)
        yield from _scrolling(browser, address, cookies, bare)
        yield from _coding(browser, address, cookies)
        browser.close()


def pane_of(house: House, interview: Interview) -> tuple[str, list]:
    """The address of its coding screen, and the cookies of who made it."""
    cookies = cookies_of(interview.created_by).items()
    return house.address + _path("pane", interview), [
        {"name": name, "value": value, "url": house.address} for name, value in cookies
    ]


def _path(name: str, interview: Interview) -> str:
    return reverse(name, args=[interview.study.slug, interview.code])


def _server(house: House, large: Interview) -> Iterator[Figure]:
    connection = house.connect(large.created_by)
    page = median(repeated(partial(connection.get, _path("pane", large)), REQUESTS))
    marks = median(repeated(partial(connection.get, _path("pane-marks", large)), REQUESTS))
    floor = Floor("4 columns of the rows as JSON", median(repeated(partial(bare_rows, large), REQUESTS)))
    yield Figure("open: server, page and codings", page + marks, "ms", 60, floor)
    size = len(connection.get(_path("pane-marks", large)))
    yield Figure("open: coding data", size / KILO, "kB", 700)


class Opened(NamedTuple):
    """Milliseconds until interactive and of the longest task (medians, cold cache), and the number of elements."""

    took: float
    longest: float
    elements: int


def opened(browser: Browser, *places: tuple) -> list[Opened]:
    """What was seen of each place: (address, what tells that it is ready, cookies).

    They are opened in turn, so that what else the machine does weighs on all alike.
    """
    seen = [[_seen(browser, *place) for place in places] for _ in range(OPENINGS)]
    return [
        Opened(median(took), median(longest), elements[-1])
        for took, longest, elements in (zip(*visits, strict=True) for visits in zip(*seen, strict=True))
    ]


def _seen(browser: Browser, address: str, ready: str, cookies=()) -> tuple[float, float, int]:
    page = _visit(browser, address, ready, cookies)
    seen = page.evaluate(SEEN)
    page.context.close()
    return tuple(seen)


def _visit(browser: Browser, address: str, ready: str, cookies) -> Page:
    context = browser.new_context(viewport=VIEW)
    context.add_cookies(list(cookies))
    page = context.new_page()
    page.goto(urljoin(address, NEXT_DOOR))
    page.add_init_script(f"({WATCH})({ready!r})")
    page.goto(address)
    while page.evaluate("seen.interactive") is None:
        page.wait_for_timeout(20)
    return page


def _heap(browser: Browser, address: str, cookies) -> float:
    """Megabytes that are in use when all codings are read and what nothing needs is gone."""
    page = _visit(browser, address, ALL_READ, cookies)
    tools = page.context.new_cdp_session(page)
    tools.send("HeapProfiler.enable")
    tools.send("HeapProfiler.collectGarbage")
    used = tools.send("Runtime.getHeapUsage")["usedSize"]
    page.context.close()
    return used / MEGA


def _growth(browser: Browser, house: House, large: Interview) -> Figure:
    """How long all codings take after the first paint, beside a tenth of them on a text as long."""
    fewer = large_study(large.created_by, ALL // 10)
    took, tenth = (median(list(_reading(browser, *pane_of(house, each)))) for each in (large, fewer))
    floor = Floor("a tenth of them", tenth)
    return Figure("open: from the first paint until all are read", took, "ms", None, floor, most_ratio=12)


def _reading(browser: Browser, address: str, cookies) -> Iterator[float]:
    for _ in range(OPENINGS):
        page = _visit(browser, address, ALL_READ, cookies)
        yield page.evaluate("seen.interactive - performance.getEntriesByName('pane-ready')[0].startTime")
        page.context.close()


def _scrolling(browser: Browser, address: str, cookies, bare: str) -> Iterator[Figure]:
    plainly, frames = (
        _visit(browser, *where).evaluate(SCROLL) for where in ((bare, "p", ()), (address, READY, cookies))
    )
    frames = [round(each, 1) for each in frames]  # milliseconds, as the browser gives them: the rest is binary
    yield Figure("scroll: frame, median", median(frames), "ms", None, Floor("the same text bare", median(plainly)))
    yield Figure("scroll: frame, p95", p95(frames), "ms", TWO_FRAMES, Floor("the same text bare", p95(plainly)))


def _coding(browser: Browser, address: str, cookies) -> Iterator[Figure]:
    page = _visit(browser, address, READY, cookies)
    page.locator("[data-text]").focus()
    frames, took = [], []
    for number in range(CODINGS):
        page.keyboard.press("Control+ArrowRight")
        page.wait_for_timeout(60)
        counted, waited = page.evaluate(CODE, str(1 + number % 4))
        frames.append(counted)
        took.append(waited)
    yield Figure("apply a code: frames until painted", median(frames), "", 2)
    yield Figure("apply a code: until painted", median(took), "ms", TWO_FRAMES)
    page.context.close()
