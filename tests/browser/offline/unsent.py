"""What waits in the page and on the device, and what stands between it and the server."""

import os
import signal
from pathlib import Path

from playwright.sync_api import expect

CODINGS = "**/api/v1/**/codings/"
KEPT = """async () => {
    const database = await new Promise((resolve) => {
        const opening = indexedDB.open("coprod");
        opening.onsuccess = () => resolve(opening.result);
    });
    const all = database.transaction("acts").objectStore("acts").getAll();
    return new Promise((resolve) => { all.onsuccess = () => resolve(JSON.stringify(all.result)); });
}"""


def lose_the_first(lost: list[int]):
    """A handler that stores what comes, throws the first answer away, and writes its status down in `lost`."""

    def handle(route):
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.status)
            route.abort()

    return handle


def state(page):
    return page.locator("[data-saved-text]")


def back_online(page):
    """The network is there again; the browser tells the page, which sends what waits without being asked."""
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Saved")


def killed(folder):
    """Kill the browser that works in the folder, as a crash or an empty battery would."""
    for each in Path("/proc").glob("[0-9]*"):
        words = (each / "cmdline").read_bytes() if (each / "cmdline").exists() else b""
        if f"--user-data-dir={folder}".encode() in words and b"--type=" not in words:
            os.kill(int(each.name), signal.SIGKILL)
