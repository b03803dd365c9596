"""No test works on a database that is no test's, and each finds what its folder gives it, in whatever order."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def elsewhere(db):
    """A connection to the database of the settings, which is no test's."""
    other = connection.copy()
    other.settings_dict["NAME"] = urlsplit(settings.DATABASE_URL).path.removeprefix("/")
    yield other
    other.close()


def test_who_wants_to_work_on_a_database_that_is_no_tests_is_ended_with_its_name(elsewhere):
    name = elsewhere.settings_dict["NAME"]

    with pytest.raises(pytest.fail.Exception, match=f" on {name}, which is no test database"):
        elsewhere.connect()

    assert elsewhere.connection is None


def test_a_test_finds_the_fixtures_of_its_folder_in_whatever_order_the_files_are_named():
    files = ["tests/browser/test_opening.py", "tests/test_static.py", "tests/browser/test_coding_margin.py"]
    words = [sys.executable, "-m", "pytest", "-q", "--setup-plan", *files]

    answer = subprocess.run(words, cwd=settings.ROOT, env=os.environ, capture_output=True, text=True, check=False)

    assert "fixture 'open_pane' not found" not in answer.stdout
    assert answer.returncode == 0, answer.stdout[-2000:]
