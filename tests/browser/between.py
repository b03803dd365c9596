"""What stands between an open page and the server."""

from collections.abc import Callable

from playwright.sync_api import Page, Route

from ground.launcher.processes import wait_until


def between(page: Page, requests: str, handler: Callable[[Route], object]) -> None:
    """Answer these requests of an open page in the server's place; Chromium asks us a moment after it was told to only.

    A page that is loaded (again) after `page.route` asks from its first request on, and needs no waiting.
    """
    page.route("**/probe/", lambda route: route.fulfill(status=204))
    assert wait_until(lambda: page.evaluate("fetch('/probe/').then((answer) => answer.status)") == 204, 10)
    page.route(requests, handler)
    page.unroute("**/probe/")  # only now: where nothing is asked of us, Chromium stops asking
