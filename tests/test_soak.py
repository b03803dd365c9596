"""Long runs of faults; only `make soak` runs them."""

import os
import random
import signal
import threading
import time
import uuid

import psycopg2
import pytest
import redis

from ground.launcher import Place, addresses, down, status, up
from ground.launcher.processes import wait_until

ROUNDS = 60
WRITERS = 6
INSERT = "INSERT INTO written VALUES (%s) ON CONFLICT DO NOTHING"

pytestmark = pytest.mark.soak


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path / "var")
    up(place)
    yield place
    down(place)
    place.remove()


class Writer(threading.Thread):
    """Writes rows under ids of its own, each until it is acknowledged, over every loss of the connection."""

    def __init__(self, url, over):
        super().__init__()
        self.url, self.over, self.acknowledged = url, over, []

    def run(self):
        while not self.over.is_set():
            row = str(uuid.uuid4())
            while not self.write(row) and not self.over.is_set():
                time.sleep(0.05)

    def write(self, row):
        try:
            connection = psycopg2.connect(self.url, connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(INSERT, [row])
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            return False
        finally:
            connection.close()
        self.acknowledged.append(row)
        return True


def rows(place, question):
    connection = psycopg2.connect(addresses(place)[0])
    with connection, connection.cursor() as cursor:
        cursor.execute(question)
        answer = [row[0] for row in cursor.fetchall()] if cursor.description else []
    connection.close()
    return answer


def test_no_acknowledged_row_is_lost_or_doubled_over_many_kills(place):
    rows(place, "CREATE TABLE written (id uuid PRIMARY KEY)")
    over = threading.Event()
    writers = [Writer(addresses(place)[0], over) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()

    for _ in range(ROUNDS):
        time.sleep(random.uniform(0.2, 2.0))
        os.kill(status(place).postgres, signal.SIGKILL)
        assert wait_until(lambda: not status(place).postgres, 10)
        up(place)
    over.set()
    for writer in writers:
        writer.join()

    acknowledged = [row for writer in writers for row in writer.acknowledged]
    stored = rows(place, "SELECT id::text FROM written")
    assert len(acknowledged) > ROUNDS
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored)) <= len(acknowledged) + WRITERS


def test_valkey_comes_back_from_every_kill_with_what_is_a_second_old(place):
    for number in range(ROUNDS // 3):
        with redis.Redis.from_url(addresses(place)[1]) as client:
            client.set(f"kept:{number}", number)
        time.sleep(1.2)

        os.kill(status(place).valkey, signal.SIGKILL)
        assert wait_until(lambda: not status(place).valkey, 10)
        up(place)

        with redis.Redis.from_url(addresses(place)[1]) as client:
            assert client.dbsize() == number + 1
