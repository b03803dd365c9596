"""`manage.py summarize`: what it prints, where, and how it ends; with a worker of its own where none is there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ground.models import Worker
from reports.models import Summary
from tests.reports.fields import Field, demo_field

ROOT = Path(__file__).parents[2]
OWN_REDIS = 9  # a number of its own, so that no other worker hears this one's bell


@pytest.fixture
def summarize(on_this_database):
    environment = on_this_database | {
        "REDIS_URL": f"{on_this_database['REDIS_URL'].rpartition('/')[0]}/{OWN_REDIS}",
        "DJANGO_SETTINGS_MODULE": "coprod.settings",
    }

    def run(*arguments):
        command = [sys.executable, "manage.py", "summarize", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def test_without_a_worker_it_starts_its_own_prints_the_stored_bytes_and_leaves_nothing_running(summarize):
    demo_field("a")

    ended = summarize("demo-a", "--json")

    summary = Summary.objects.get()
    assert (ended.returncode, ended.stdout) == (0, summary.result)
    assert ended.stderr.splitlines()[-1].startswith("done")
    assert json.loads(ended.stdout)["verdict"] == "not_indicated"
    assert Worker.objects.count() == 0


def test_a_second_time_it_prints_the_same_without_work(summarize):
    demo_field("b")
    first = summarize("demo-b", "--json")

    second = summarize("demo-b", "--json")

    assert first.stdout == second.stdout
    assert second.stderr == ""


def test_without_json_it_prints_sentences_one_a_line(summarize):
    demo_field("a")

    ended = summarize("demo-a", "--actor", "MAS")

    lines = ended.stdout.splitlines()
    assert lines[0].startswith("Masyarakat umum menurut 8 informan dalam 8 wawancara:")
    assert "Pemanfaatan/pelaksanaan oleh Masyarakat umum masih rendah menurut ketiga aktor (7 informan)." in lines


@pytest.mark.parametrize("arguments", [["nowhere"], ["field", "--actor", "XXX"]], ids=["study", "actor"])
def test_what_is_not_there_ends_with_one_and_one_sentence(summarize, arguments):
    Field()

    ended = summarize(*arguments)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert arguments[-1] in ended.stderr


def test_invalid_evidence_ends_with_two_and_names_row_and_field(summarize):
    field = Field()
    field.interview("W-B1", ("B1", "No more."))
    field.link("W-B1", "No more.", "BKB", "ITM", "ANY")

    ended = summarize("field", "--json")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "links[0].form: ANY is never enacted" in ended.stderr
