"""Schemathesis, which knows the API by its description alone, asks it as each role whatever the description allows.

It is installed in a throw-away environment: what it needs would hold back the versions that the other tests stand on.
"""

import subprocess
import sys

import pytest

from ground.models import ApiToken
from tests.addresses import World, later

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

PACKAGE = "schemathesis==4.32.5"
INSTALLING = 300  # seconds
SECONDS = 90  # as each role
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance", "ignored_auth"),
)
ROLES = ("owner", "supervisor", "researcher", "observer", "stranger")
# The words that an address of this study is made of.
CONFIG = """
[parameters]
"path.slug" = "studi"
"""


@pytest.fixture(scope="module")
def schemathesis(tmp_path_factory):
    """Its command, in an environment of its own."""
    folder = tmp_path_factory.mktemp("schemathesis")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True, timeout=INSTALLING)
    pip = [folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input", PACKAGE]
    done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=INSTALLING)
    if done.returncode:
        pytest.skip(f"{PACKAGE} could not be installed: {done.stderr[-300:]}")
    return folder / "venv" / "bin" / "st"


@pytest.mark.parametrize("role", ROLES)
def test_whatever_the_description_allows_is_answered_as_it_says(live_server, schemathesis, tmp_path, role):
    user = World().people[role]
    _token, key = ApiToken.issue(owner=user, name="uji", scope="write", expires_at=later())
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    asked = [
        *(schemathesis, "--config-file", tmp_path / "schemathesis.toml", "--no-color"),
        *("run", f"{live_server.url}/api/schema/", "--header", f"Authorization: Token {key}"),
        *("--checks", ",".join(CHECKS), "--seed", "1", "--workers", "2", "--max-time", str(SECONDS)),
        *("--continue-on-failure", "--max-examples", "40"),
    ]

    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=SECONDS * 6)

    assert told.returncode == 0, told.stdout[-20_000:]
    assert "Operations:" in told.stdout
