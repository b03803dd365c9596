"""The last line of a test run is honest about what did not run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def without_a_browser(tmp_path):
    """Run one browser test where neither PATH nor Playwright's folder holds a Chromium."""

    def run(**environment):
        nowhere = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
        words = [sys.executable, "-m", "pytest", "-q", "tests/browser/test_shell.py"]
        return subprocess.run(
            words, cwd=ROOT, env={**os.environ, **nowhere, **environment}, capture_output=True, text=True, check=False
        )

    return run


def test_without_a_browser_the_last_line_counts_what_was_skipped_and_why(without_a_browser):
    answer = without_a_browser(CI="")

    last = answer.stdout.splitlines()[-1]
    assert last.startswith("Tests skipped: ")
    assert "no Chromium on this machine" in last
    assert answer.returncode == 0


def test_where_everything_must_run_a_missing_browser_is_a_failure(without_a_browser):
    answer = without_a_browser(CI="true")

    assert answer.stdout.splitlines()[-1].endswith("a failure, because CI=true asks for a browser")
    assert answer.returncode == 1
