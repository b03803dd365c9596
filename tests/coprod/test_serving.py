"""Two web processes at one door."""

import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from gunicorn.config import Config

from coprod import serving
from coprod.serving import WebProcess


@pytest.fixture
def door():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def processes(door):
    """Two, each with its count where the other sees it; nothing of what they take is answered."""
    made = [WebProcess(age, 0, [door], None, 30, Config(), logging.getLogger()) for age in (1, 2)]
    for each in made:
        each.tpool = ThreadPoolExecutor(max_workers=1)
        each.method_queue.init()
    yield made
    for each in made:
        each.tpool.shutdown()
        each.method_queue.run_callbacks(None)  # closes what was taken
        each.method_queue.close()
        each.tmp.close()
        each.ended()


def one_comes(door):
    return socket.create_connection(door.getsockname())


def test_a_process_that_holds_more_lets_the_other_take_a_connection(door, processes, monkeypatch):
    monkeypatch.setattr(serving, "FIRST", 0.5)
    fuller, other = processes
    fuller.nr_conns, other.nr_conns = 3, 2

    with one_comes(door):
        taking = threading.Timer(0.1, other.accept, [door])
        taking.start()
        fuller.accept(door)
        taking.join()

    assert (fuller.nr_conns, other.nr_conns) == (3, 3)


def test_a_process_that_holds_more_takes_what_the_other_leaves(door, processes):
    fuller, other = processes
    fuller.nr_conns, other.nr_conns = 3, 2

    with one_comes(door):
        fuller.accept(door)

    assert (fuller.nr_conns, other.nr_conns) == (4, 2)


def test_a_process_that_has_ended_is_waited_for_no_more(door, processes, monkeypatch):
    fuller, killed = processes
    fuller.nr_conns, killed.nr_conns = 3, 2
    waited = []
    monkeypatch.setattr(serving.time, "sleep", waited.append)

    killed.ended()
    with one_comes(door):
        fuller.accept(door)

    assert (fuller.nr_conns, waited) == (4, [])
