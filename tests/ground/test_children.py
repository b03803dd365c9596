"""Processes that are kept running."""

import os
import signal
import sys

import pytest

from ground.launcher import Lease, Place
from ground.launcher import children as subject
from ground.launcher.children import Child, Children
from ground.launcher.processes import wait_until

WAITING = [sys.executable, "-c", "import time; time.sleep(60)"]
WITH_GRANDCHILD = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"


@pytest.fixture
def said():
    return []


@pytest.fixture
def children(said, tmp_path, monkeypatch):
    monkeypatch.setattr(subject, "SHORTEST_PAUSE", 0.05)
    lease = Lease(Place(tmp_path / "var"))
    lease.spare_servers()
    members = Children(said.append, lease)
    yield members
    members.end()
    lease.end()


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_dies_is_started_again_and_the_person_told(children, said, tmp_path):
    child = Child("worker", WAITING, tmp_path / "worker.log", pause=0.05)
    children.add(child)
    first = child.process.pid

    os.kill(first, signal.SIGKILL)

    def runs_anew():
        children.tend()
        return child.process is not None and child.process.pid != first

    assert wait_until(runs_anew, 10)
    assert said == [f"The worker ended (code -9); starting it again in 0 s. Its log: {tmp_path / 'worker.log'}"]


def test_what_dies_young_again_and_again_waits_longer_each_time(tmp_path):
    child = Child("worker", [sys.executable, "-c", ""], tmp_path / "worker.log")
    pauses = []

    for _ in range(7):
        child.start()
        child.process.wait()
        child.postpone()
        pauses.append(child.pause)

    assert pauses == [2, 4, 8, 16, 30, 30, 30]


def test_a_killed_leader_takes_its_group_along(children, tmp_path):
    child = Child("worker", [sys.executable, "-c", WITH_GRANDCHILD], tmp_path / "worker.log")
    children.add(child)
    assert wait_until(lambda: child.log.read_text().strip().isdigit(), 10)
    grandchild = int(child.log.read_text())

    child.process.kill()
    child.process.wait()
    children.tend()

    assert wait_until(lambda: not is_there(grandchild), 10)


def test_a_log_that_has_grown_is_emptied_under_the_writer(children, tmp_path, monkeypatch):
    monkeypatch.setattr(subject, "LOG_BYTES", 1000)
    child = Child("worker", WAITING, tmp_path / "worker.log")
    child.log.write_bytes(b"x" * 2000)
    children.add(child)

    children.tend()

    assert child.log.stat().st_size == 0
    assert (tmp_path / "worker.old.log").stat().st_size == 2000
