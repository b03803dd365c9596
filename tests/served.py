"""`make run` in a copy of the checkout, for tests that need the whole: servers, web process, worker and sweeper."""

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from ground.launcher import Place
from ground.launcher.processes import wait_until

ROOT = Path(__file__).resolve().parent.parent
STARTING = 120  # seconds, on a machine that does other things too
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", "tests", "docs")


def copy_of_the_checkout(folder: Path) -> Path:
    """What is served, without what a running one needs not."""
    checkout = folder / "coprod"
    shutil.copytree(ROOT, checkout, ignore=NOT_COPIED)
    return checkout


class Started:
    """One `make run` and what it has said so far."""

    def __init__(self, checkout, port):
        self.said = checkout / "said.txt"
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "coprod.run"],
                cwd=checkout, env=surroundings(port), stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        self.address = f"http://127.0.0.1:{port}"

    def until(self, words):
        """Wait for these words, or for its end."""
        wait_until(lambda: words in self.said.read_text() or self.process.poll() is not None, STARTING)
        return self.said.read_text()

    def ready(self):
        """Whether database, broker, worker and web process all answer."""
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return json.load(answer)["status"] == "up"
        except OSError:
            return False


def surroundings(port):
    """The environment without the servers, the port and the site of the tests."""
    ours = ("DATABASE_URL", "REDIS_URL", "SITE_URL", "MEDIA_ROOT", "DJANGO_SETTINGS_MODULE")
    return {name: word for name, word in os.environ.items() if name not in ours} | {"PORT": str(port)}


def run_to_its_end(checkout, port):
    return subprocess.run(
        [sys.executable, "-m", "coprod.run"],
        cwd=checkout, env=surroundings(port), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def working_in(checkout):
    """The processes that work in the checkout or on its data, as their command lines."""
    home = str(Place(checkout / "var").link.resolve())
    return [line for line in command_lines() if str(checkout) in line or home in line]


def command_lines():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
            here = (folder / "cwd").readlink()
        except OSError:
            continue
        yield f"{here} {words.decode(errors='replace')}".replace("\0", " ")
