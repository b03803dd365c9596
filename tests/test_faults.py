"""What is killed comes back, and nothing that was acknowledged is lost: the whole house, served, with real faults."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from contextlib import closing, contextmanager

import pytest
import redis

from bench.load import Connection
from ground.launcher import addresses
from ground.launcher.processes import wait_until
from proof.house import House, kill, standing
from tests.served import surroundings, working_in

MAKE_TOKEN = """
from datetime import timedelta
from django.utils import timezone
from ground.models import ApiToken, User
owner = User.objects.get(username="demo-peneliti")
print("KEY", ApiToken.issue(owner=owner, name="test", scope="write", expires_at=timezone.now() + timedelta(days=1))[1])
"""
MAKE_CODERS = """
from datetime import timedelta
from django.utils import timezone
from ground.models import ApiToken, User
from interviews.models import Membership, Role, Study
from ground.acts import act
study = Study.objects.get(slug="demo-a")
until = timezone.now() + timedelta(days=1)
coders = [User.objects.create(username=f"pengode-{{n}}-{{User.objects.count()}}") for n in range({count})]
with act(study.memberships.get(role=Role.OWNER).user, "member.add", study):
    for coder in coders:
        Membership.objects.create(study=study, user=coder, role=Role.RESEARCHER)
print("KEYS", *(ApiToken.issue(owner=coder, name="t", scope="write", expires_at=until)[1] for coder in coders))
"""
CODINGS = "/api/v1/studies/demo-a/codings/"
SUMMARIES = "studies/demo-a/summaries/"
SPAN = {"PostgreSQL": 1, "web worker": 101, "web process": 201}  # lengths, so that nobody codes the same words twice
CUT = 0.3  # of the answers
THAW = 4  # seconds
BUILT = 90  # seconds: the sweeper's patience with a dead worker, and the machine's with other work


class Asked:
    """A program that asks a house over HTTP, and looks into its database."""

    def __init__(self, house: House):
        self.house, self.pids = house, house.pids
        self.key = self.shell(MAKE_TOKEN).split("KEY ")[1].strip()
        self.headers = {"Authorization": f"Token {self.key}"}

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
        done = subprocess.run(
            command, cwd=self.house.checkout, env=surroundings(0), capture_output=True, text=True, check=True
        )
        return done.stdout

    def ask(self, path: str, body: dict | None = None) -> tuple[int, dict, dict]:
        """Status, answer and headers of a GET, or of a POST where there is a body. Raises OSError while away."""
        request = urllib.request.Request(
            path if path.startswith("http") else f"{self.house.address}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={**self.headers, "Content-Type": "application/json"},
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
        place = headers["Location"]
        return place if place.startswith("http") else self.house.address + place

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

    def place_to_code(self) -> tuple[str, str]:
        """A transcript and a code of the demo study, by id."""
        transcript, code = self.shell(
            "from interviews.models import Transcript; from coding.models import Code\n"
            "t = Transcript.objects.filter(interview__study__slug='demo-a').order_by('interview__code').first()\n"
            "print(t.pk, Code.objects.get(study__slug='demo-a', key='FIS').pk)"
        ).split()
        return transcript, code

    def stored(self) -> list[str]:
        """The id of every coding that is there, removed ones too."""
        return self.shell(
            "from coding.models import Coding; print(*Coding.objects.values_list('pk', flat=True))"
        ).split()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with standing(tmp_path_factory.mktemp("faults")) as served:
        yield Asked(served)
    assert wait_until(lambda: not working_in(served.checkout), 30)


def test_a_worker_killed_during_a_summary_leaves_one_result(house):
    place = house.summary_asked()
    for pid in house.pids("worker"):
        kill(pid)

    assert wait_until(lambda: house.status_of(place) == "done", BUILT), house.ask(place)
    twins = house.shell(
        "from reports.models import Summary; from django.db.models import Count\n"
        "print(list(Summary.objects.values('study', 'basis', 'input_hash').annotate(n=Count('id')).filter(n__gt=1)))"
    )
    assert twins.strip() == "[]"


def killed(house) -> None:
    kill(house.pids("Valkey")[0])


def emptied(house) -> None:
    with redis.Redis.from_url(addresses(house.house.place)[1]) as broker:
        broker.flushall()


def frozen(house) -> None:
    """It takes every connection and answers nothing, until somebody lets it go on."""
    pid = house.pids("Valkey")[0]
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(THAW, os.kill, [pid, signal.SIGCONT]).start()


@pytest.mark.parametrize(
    "broken", [killed, pytest.param(frozen, marks=pytest.mark.soak), pytest.param(emptied, marks=pytest.mark.soak)]
)
def test_a_summary_asked_for_while_the_broker_is_away_is_built_when_it_is_back(house, broken):
    broken(house)

    place = house.summary_asked()

    assert wait_until(lambda: house.status_of(place) == "done", BUILT), house.ask(place)


@pytest.mark.parametrize("what", ["PostgreSQL", "web worker", pytest.param("web process", marks=pytest.mark.soak)])
def test_codings_acknowledged_while_it_is_killed_are_all_there(house, what):
    transcript, code = house.place_to_code()
    stop, acknowledged = threading.Event(), []

    def code_on() -> None:
        """A coder who sends each coding again until it is acknowledged, as the coding screen does."""
        for start in range(100, 100_000):
            body = {
                "id": str(uuid.uuid4()),
                "transcript": transcript,
                "start": start % 2000,
                "end": start % 2000 + SPAN[what] + start // 2000,
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
        sent = len(acknowledged)
        assert wait_until(lambda sent=sent: len(acknowledged) > sent + 5, BUILT)
        for pid in house.pids(what):
            kill(pid)
        assert wait_until(lambda sent=sent: len(acknowledged) > sent + 10, BUILT)
    stop.set()
    coder.join()

    stored = house.stored()
    assert len(acknowledged) > 20
    assert set(acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))


@contextmanager
def connected(port: int, headers: dict[str, str]):
    """A connection for one request."""
    connection = Connection(port, headers)
    with closing(connection.socket):
        yield connection


class Coder(threading.Thread):
    """Sends each coding until it is acknowledged; of every third answer the connection is gone before it is read."""

    def __init__(self, house, key: str, rows: list[dict], seed: int):
        super().__init__()
        self.rows, self.chance, self.statuses = rows, random.Random(seed), []
        self.port, self.headers = house.house.port, {"Authorization": f"Token {key}"}

    def run(self):
        for row in self.rows:
            body = json.dumps(row).encode()
            while self.chance.random() < CUT:
                with connected(self.port, self.headers) as connection:
                    connection.send("POST", CODINGS, body)
            with connected(self.port, self.headers) as connection:
                self.statuses.append(connection.ask("POST", CODINGS, body)[0])


class Reader(threading.Thread):
    """Reads the list of codings again and again, as long as the others work."""

    def __init__(self, house):
        super().__init__()
        self.stop, self.statuses = threading.Event(), []
        self.port, self.headers = house.house.port, house.headers

    def run(self):
        while not self.stop.is_set():
            with connected(self.port, self.headers) as connection:
                self.statuses.append(connection.ask("GET", CODINGS)[0])


@pytest.mark.parametrize(("coders", "each"), [(4, 12), pytest.param(20, 250, marks=pytest.mark.soak)])
def test_many_who_code_at_once_lose_and_double_nothing_though_answers_are_cut(house, coders, each):
    transcript, code = house.place_to_code()
    keys = house.shell(MAKE_CODERS.format(count=coders)).split("KEYS ")[1].split()
    rows = [
        [
            {"id": str(uuid.uuid4()), "transcript": transcript, "code": code, "start": 7 * n, "end": 7 * n + 40}
            for n in range(each)
        ]
        for _coder in keys
    ]
    working = [Coder(house, key, mine, seed) for seed, (key, mine) in enumerate(zip(keys, rows, strict=True))]
    reading = [Reader(house) for _reader in range(2)]
    for thread in (*working, *reading):
        thread.start()
    for thread in working:
        thread.join()
    for thread in reading:
        thread.stop.set()
        thread.join()

    sent = {row["id"] for mine in rows for row in mine}
    stored = [row for row in house.stored() if row in sent]
    assert {status for thread in working for status in thread.statuses} <= {200, 201}
    assert {status for thread in reading for status in thread.statuses} == {200}
    assert sorted(stored) == sorted(sent)
