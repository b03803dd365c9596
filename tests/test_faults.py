"""What is killed comes back, and nothing that was acknowledged is lost: the whole house, served, with real faults."""

import json
import os
import random
import signal
import threading
import time
import uuid
from contextlib import closing, contextmanager, suppress

import psycopg2
import pytest
import redis

from bench.load import Connection
from ground.launcher import addresses
from ground.launcher.place import Place
from ground.launcher.processes import wait_until
from ground.problems import MEDIA_TYPE
from proof.house import kill, standing
from tests.asking_a_house import Asked
from tests.served import working_in
from tests.small_disk import filled, small_disk

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
SPAN = {"PostgreSQL": 1, "web worker": 101, "web process": 201}  # lengths, so that nobody codes the same words twice
CUT = 0.3  # of the answers
THAW = 4  # seconds
BUILT = 90  # seconds: the sweeper's patience with a dead worker, and the machine's with other work
DATA, FILES = 700, 20  # megabytes of the disks that the house stands on, where the machine lets us
LARGE = 6_000_000  # bytes of a file that is kept until a worker reads it


@contextmanager
def on_small_disks(place: Place):
    """The servers' data and the stored files on a disk each."""
    place.prepare()
    home, account = place.home()
    with small_disk(home, DATA), small_disk(place.folder / "media", FILES):
        account.own(home, 0o700)
        yield


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with standing(tmp_path_factory.mktemp("faults"), on_small_disks) as served:
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


class Deleter(threading.Thread):
    """Takes what one coder has stored to the trash, as soon as it is there."""

    def __init__(self, house, key: str, coder: Coder):
        super().__init__()
        self.port, self.coder, self.statuses = house.house.port, coder, []
        self.headers = {"Authorization": f"Token {key}", "If-Match": "*"}

    def run(self):
        for number, row in enumerate(self.coder.rows):
            assert wait_until(lambda number=number: len(self.coder.statuses) > number, BUILT)
            with connected(self.port, self.headers) as connection:
                self.statuses.append(connection.ask("DELETE", f"{CODINGS}{row['id']}/")[0])


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
    deleting = Deleter(house, keys[0], working[0])
    reading = [Reader(house) for _reader in range(2)]
    for thread in (*working, *reading, deleting):
        thread.start()
    for thread in (*working, deleting):
        thread.join()
    for thread in reading:
        thread.stop.set()
        thread.join()

    sent = {row["id"] for mine in rows for row in mine}
    stored = [row for row in house.stored() if row in sent]
    assert {status for thread in working for status in thread.statuses} <= {200, 201}
    assert {status for thread in reading for status in thread.statuses} == {200}
    assert sorted(stored) == sorted(sent)
    assert set(deleting.statuses) == {204}
    assert house.removed(sent) == {row["id"] for row in rows[0]}


LOST_TOUCH = {"en": "The database does not answer", "id": "Basis data"}


@pytest.mark.parametrize("language", LOST_TOUCH)
def test_while_postgresql_is_away_api_and_pages_say_so_and_it_passes_by_itself(house, language):
    chosen = f"coprod_language={language}"
    signed_in = {"Cookie": f"coprod_session={'x' * 32}; {chosen}"}
    web = house.pids("web process")
    with house.house.place.lock():  # nobody starts it again
        for pid in house.pids("PostgreSQL"):
            kill(pid)
        for headers in (signed_in, {"Cookie": chosen, **house.headers}):
            status, said, answered = house.told("/api/v1/studies/", **headers)
            assert status == 503
            assert (answered["Content-Type"], answered["Retry-After"]) == (MEDIA_TYPE, "5")
            assert (json.loads(said)["code"], answered["Content-Language"]) == ("away", language)
            assert LOST_TOUCH[language] in json.loads(said)["detail"]
        status, said, answered = house.told("/studies/", **signed_in)
        assert (status, answered["Retry-After"], answered["Content-Language"]) == (503, "5", language)
        assert LOST_TOUCH[language] in said
        assert house.told("/readyz")[0] == 503

    assert wait_until(house.is_ready, BUILT)
    assert house.ask("studies/")[0] == 200
    assert set(web) & set(house.pids("web process"))


class SteadyCoder:
    """Codes one passage after the other, each once, and remembers what was acknowledged."""

    def __init__(self, house, length: int):
        self.house, self.length, self.acknowledged, self.count = house, length, set(), 0
        self.transcript, self.code = house.place_to_code()

    def code_one(self) -> int:
        """The status of the answer; 0 without one."""
        self.count += 1  # long passages: a page of the disk is soon full of them
        start = self.count % 300
        body = {"id": str(uuid.uuid4()), "transcript": self.transcript, "code": self.code}
        with suppress(OSError):
            span = {"start": start, "end": start + self.length + self.count // 300}
            status = self.house.ask("studies/demo-a/codings/", body | span)[0]
            if status in (200, 201):
                self.acknowledged.add(body["id"])
            return status
        return 0


def test_on_a_full_disk_what_cannot_be_stored_is_refused_in_words_and_nothing_acknowledged_is_lost(house):
    coder = SteadyCoder(house, length=1501)
    assert coder.code_one() == 201
    with filled(house.home):
        assert wait_until(lambda: coder.code_one() == 507, BUILT)
        status, said, _headers = house.told("/readyz")
        assert (status, json.loads(said)["database"]) == (503, "disk_full")

    assert wait_until(house.is_ready, 60)
    assert coder.code_one() == 201
    assert coder.acknowledged - set(house.stored()) == set()


def test_an_upload_for_which_there_is_no_room_leaves_neither_row_nor_file(house):
    words = ("P: Apa kabar?\nB1: " + "masker " * (LARGE // 7)).encode()
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n' + words + b"\r\n--x--\r\n"
    files = house.house.checkout / "var" / "media"

    def send():
        kind = "multipart/form-data; boundary=x"
        return house.told("/api/v1/studies/demo-a/interviews/", form, Content_Type=kind, **house.headers)

    with filled(files):
        status, said, headers = send()
        assert (status, json.loads(said)["code"], headers["Retry-After"]) == (507, "disk_full", "30")
        status, said, _headers = house.told("/readyz")
        assert (status, json.loads(said)["files"]) == (503, "disk_full")
        assert [path for path in files.rglob("*") if path.is_file()] == [files / "filler"]
    assert house.shell("from interviews.models import Upload; print(Upload.objects.count())").strip() == "0"

    assert wait_until(house.is_ready, 60)
    assert send()[0] == 202


@pytest.mark.soak
def test_servers_that_the_full_disk_of_their_log_has_ended_come_back_by_themselves_when_there_is_room(house):
    coder = SteadyCoder(house, length=1601)
    assert coder.code_one() == 201
    with filled(house.home):
        with pytest.raises(psycopg2.OperationalError):
            write_log_without_end(addresses(house.house.place)[0])
        assert wait_until(lambda: coder.code_one() == 503, BUILT)
        assert wait_until(lambda: "Tried again" in house.said(), BUILT)
        assert coder.code_one() == 503

    assert wait_until(house.is_ready, 60)
    assert coder.code_one() == 201
    assert coder.acknowledged - set(house.stored()) == set()


def write_log_without_end(database: str) -> None:
    """Fill the write-ahead log of PostgreSQL, and nothing else."""
    with closing(psycopg2.connect(database)) as connection, connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_logical_emit_message(true, 'test', repeat('x', 1000000))")
            connection.commit()
