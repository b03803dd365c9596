"""docs/api.md, run as it is written: its commands against a served house with a worker, its outputs compared."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from reports.method import canonical_json, summarise
from tests.factories import make_user

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
BLOCKS = re.findall(r"^```(bash|text)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
PARTED = "----------"


def key_from_the_page(user) -> str:
    """The key of a new token, made as the page says: on the page of access tokens, where it is shown once."""
    browser = Client()
    browser.force_login(user)
    shown = browser.post("/tokens/", {"name": "curl", "scope": "write", "days": "7"}).content.decode()
    return re.search(r'id="key">(coprod_[\w-]+)<', shown)[1]


def script() -> str:
    """Every command of the page in one shell, a line between those of two outputs."""
    parts = [f"{body}echo {PARTED}" if kind == "bash" else "" for kind, body in BLOCKS]
    return "set -euo pipefail\n" + "\n".join(parts)


def outputs() -> list[str]:
    """What the page shows below each block of commands; nothing below one that prints nothing."""
    following = [*BLOCKS[1:], ("", "")]
    return [
        after[1] if after[0] == "text" else ""
        for (kind, _), after in zip(BLOCKS, following, strict=True)
        if kind == "bash"
    ]


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("bash"), reason="no curl or no bash on this machine")
def test_the_journey_of_the_page_works_as_it_is_written(live_server, worker, tmp_path):
    researcher, supervisor = make_user("peneliti"), make_user("pembimbing")
    surroundings = {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "COPROD": live_server.url,
        "TOKEN": key_from_the_page(researcher),
        "SUPERVISOR": supervisor.username,
        "SUPERVISORS_TOKEN": key_from_the_page(supervisor),
    }

    done = subprocess.run(
        ["bash", "-c", script()],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split(f"{PARTED}\n")[:-1] == outputs()
    exported = json.loads((tmp_path / "summary.json").read_text())
    evidence = json.loads((tmp_path / "evidence.json").read_text())
    assert json.loads(canonical_json(summarise(evidence))) == exported["summary"]
