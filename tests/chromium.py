"""Chromium for the browser tests: found, or brought by `python -m tests.chromium`, which says what it does."""

import os
import shutil
import sys
from pathlib import Path

from tests import debian

SHARED_MEMORY = Path("/dev/shm")
NOT_THERE = "--disable-dev-shm-usage"  # Playwright's own, for where there are 64 MiB of it; files take longer
PLENTY = 2**30  # bytes

# Without what draws a window: the same pages cost less of the processor. The bench measures what people use.
HEADLESS = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = ("chromium", HEADLESS, "fonts-noto-core")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no page reaches outside
)


def on_the_machine(rather: str = "") -> str | None:
    """The path of an installed Chromium or Chrome: of the one by the name `rather`, where that is there."""
    found = next(filter(None, map(shutil.which, (rather, *NAMES, HEADLESS))), None)
    return found or (str(ON_MAC) if ON_MAC.exists() else None)


def from_playwright() -> bool:
    """Whether Playwright has brought a Chromium of its own."""
    told = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = (
        [Path(told)] if told else [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    )
    return any(found.exists() for folder in folders for found in folder.glob("chromium*-*/INSTALLATION_COMPLETE"))


def is_there() -> bool:
    """Whether browser tests can run."""
    return bool(on_the_machine() or from_playwright())


def has_shared_memory() -> bool:
    """Whether there is enough of it for the pages of one test."""
    return SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= PLENTY


def launch_options(rather: str = "") -> dict:
    """Arguments for Playwright's `launch` of `on_the_machine(rather)`; root needs Chromium's sandbox off."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = on_the_machine(rather)
    unwanted = {"ignore_default_args": [NOT_THERE]} if has_shared_memory() else {}
    return {"args": flags, **unwanted, **({"executable_path": path} if path else {})}


def bring() -> None:
    """Install Chromium: as root with apt, else with Playwright; tests are skipped, and say so, where neither works."""
    print("No Chromium here.", flush=True)
    if debian.bring(*PACKAGES):
        return
    print("Installing it with playwright …", flush=True)
    if not debian.quietly([sys.executable, "-m", "playwright", "install", "chromium"]):
        print("Chromium could not be installed: the browser tests will be skipped.", flush=True)


if __name__ == "__main__":
    if not is_there():
        bring()
