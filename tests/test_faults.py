"""What is killed comes back, and nothing that was acknowledged is lost: the whole house, served, with real faults."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest

from ground import launcher
from ground.launcher import Place
from ground.launcher.processes import wait_until
from tests.served import Started, copy_of_the_checkout, free_port, surroundings, working_in

MAKE_TOKEN = """
from datetime import timedelta
from django.utils import timezone
from ground.models import ApiToken, User
owner = User.objects.get(username="demo-peneliti")
print("KEY", ApiToken.issue(owner=owner, name="test", scope="write", expires_at=timezone.now() + timedelta(days=1))[1])
"""
SUMMARIES = "studies/demo-a/summaries/"
BUILT = 90  # seconds: the sweeper's patience with a dead worker, and the machine's with other work


class House(Started):
    """A served checkout and a program that asks it over HTTP."""

    def __init__(self, checkout):
        super().__init__(checkout, free_port())
        self.checkout = checkout
        self.until("Ctrl-C stops everything.")
        assert wait_until(self.ready, 60), self.said.read_text()
        self.key = self.shell(MAKE_TOKEN).split("KEY ")[1].strip()

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
        done = subprocess.run(
            command, cwd=self.checkout, env=surroundings(0), capture_output=True, text=True, check=True
        )
        return done.stdout

    def ask(self, path: str, body: dict | None = None) -> tuple[int, dict, dict]:
        """Status, answer and headers of a GET, or of a POST where there is a body. Raises OSError while away."""
        request = urllib.request.Request(
            path if path.startswith("http") else f"{self.address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Token {self.key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer), dict(answer.headers)
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}, {}

    def summary_asked(self) -> str:
        """Asks for a summary that was not built before, and returns where its progress stands."""
        self.change_something()
        status, _body, headers = self.ask(SUMMARIES, {"basis": "official"})
        assert status == 202
        return headers["Location"] if headers["Location"].startswith("http") else self.address + headers["Location"]

    def change_something(self) -> None:
        """Evidence that nobody has summarized: the actors' order of rows stays, one approved row leaves the scope."""
        self.shell(
            "from coding.models import Coding; from ground.acts import act; from ground.models import User\n"
            "row = Coding.objects.filter(passage__transcript__interview__study__slug='demo-a', status='approved',"
            " in_scope=True).first()\n"
            "with act(User.objects.get(username='demo-peneliti'), 'coding.change'):\n"
            "    Coding.objects.filter(pk=row.pk).update(in_scope=False)"
        )

    def status_of(self, place: str) -> str:
        try:
            return self.ask(place)[1].get("status", "")
        except OSError:
            return ""

    def pids(self, words: str) -> list[int]:
        """The processes of this checkout whose command line holds `words`."""
        found = subprocess.run(["pgrep", "-f", words], capture_output=True, text=True, check=False).stdout.split()
        return [int(pid) for pid in found if self._works_here(int(pid))]

    def servers(self):
        """Which of the two servers run, by process id."""
        return launcher.status(Place(self.checkout / "var"))

    def _works_here(self, pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/cwd").readlink() == self.checkout
        except OSError:
            return False


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    checkout = copy_of_the_checkout(tmp_path_factory.mktemp("faults"))
    served = House(checkout)
    yield served
    served.process.send_signal(signal.SIGTERM)
    served.process.wait()
    assert wait_until(lambda: not working_in(checkout), 30)
    Place(checkout / "var").remove()


def kill(pid: int) -> None:
    """As a fault does it; some of a group are gone before their turn."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_a_worker_killed_during_a_summary_leaves_one_result(house):
    place = house.summary_asked()
    for pid in house.pids("celery"):
        kill(pid)

    assert wait_until(lambda: house.status_of(place) == "done", BUILT), house.ask(place)
    twins = house.shell(
        "from reports.models import Summary; from django.db.models import Count\n"
        "print(list(Summary.objects.values('study', 'basis', 'input_hash').annotate(n=Count('id')).filter(n__gt=1)))"
    )
    assert twins.strip() == "[]"


def test_a_summary_asked_for_while_the_broker_is_away_is_built_when_it_is_back(house):
    kill(house.servers().valkey)

    place = house.summary_asked()

    assert wait_until(lambda: house.status_of(place) == "done", BUILT), house.ask(place)


def test_codings_acknowledged_while_postgresql_is_killed_are_all_there(house):
    transcript, code = house.shell(
        "from interviews.models import Transcript; from coding.models import Code\n"
        "t = Transcript.objects.filter(interview__study__slug='demo-a').order_by('interview__code').first()\n"
        "print(t.pk, Code.objects.get(study__slug='demo-a', key='FIS').pk)"
    ).split()
    stop, acknowledged = threading.Event(), []

    def code_on() -> None:
        """A coder who sends each coding again until it is acknowledged, as the coding screen does."""
        for start in range(100, 100_000):
            body = {
                "id": str(uuid.uuid4()),
                "transcript": transcript,
                "start": start % 2000,
                "end": start % 2000 + 1 + start // 2000,
            }
            while not stop.is_set():
                try:
                    status = house.ask("studies/demo-a/codings/", body | {"code": code})[0]
                except OSError:
                    status = 0
                if status in (200, 201):
                    acknowledged.append(body["id"])
                    break
                time.sleep(0.2)
            if stop.is_set():
                return

    coder = threading.Thread(target=code_on)
    coder.start()
    for _fault in range(2):
        time.sleep(2)
        sent = len(acknowledged)
        kill(house.servers().postgres)
        assert wait_until(lambda sent=sent: len(acknowledged) > sent + 5, BUILT), house.said.read_text()
    stop.set()
    coder.join()

    stored = house.shell(
        "from coding.models import Coding; print(*Coding.objects.values_list('pk', flat=True))"
    ).split()
    assert len(acknowledged) > 20
    assert set(acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))
