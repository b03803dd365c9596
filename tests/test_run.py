"""`make run` in a copy of the checkout: what it prints, what it keeps running, and that nothing is left of it."""

import os
import re
import signal
import socket
import time

import pytest

from ground.launcher import Place
from ground.launcher.processes import wait_until
from tests.served import Started, copy_of_the_checkout, free_port, run_to_its_end, working_in


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    checkout = copy_of_the_checkout(tmp_path_factory.mktemp("served"))
    yield checkout
    Place(checkout / "var").remove()


@pytest.fixture
def started(checkout):
    running = Started(checkout, free_port())
    yield running
    if running.process.poll() is None:
        running.process.send_signal(signal.SIGTERM)
    running.process.wait()
    assert wait_until(lambda: not working_in(checkout), 30)


def test_the_first_start_serves_with_a_worker_and_names_the_demo_accounts(checkout, started):
    said = started.until("Ctrl-C stops everything.")

    assert started.address in said
    accounts = checkout / "var" / "demo-accounts.txt"
    assert accounts.read_text().strip() in said
    assert accounts.stat().st_mode & 0o777 == 0o600
    assert wait_until(started.ready, 60)


def test_a_second_one_in_the_same_checkout_says_where_the_first_is(checkout, started):
    started.until("Ctrl-C stops everything.")

    second = run_to_its_end(checkout, free_port())

    assert second.returncode == 1
    assert second.stderr == f"This checkout is served already: {started.address}, process {started.process.pid}.\n"


def test_a_server_that_was_killed_comes_back_and_the_pages_with_it(checkout, started):
    started.until("Ctrl-C stops everything.")
    lock = Place(checkout / "var").link / "postgres" / "postmaster.pid"

    os.kill(int(lock.read_text().split()[0]), signal.SIGKILL)

    assert "starting again on the same data" in started.until("PostgreSQL or Valkey is gone")
    assert wait_until(started.ready, 120)


def test_when_it_is_killed_everything_it_started_ends(checkout, started):
    started.until("Ctrl-C stops everything.")
    assert len(working_in(checkout)) >= 5

    started.process.kill()
    started.process.wait()

    assert wait_until(lambda: not working_in(checkout), 30), working_in(checkout)


def test_a_request_to_stop_during_the_start_leaves_nothing(checkout, started):
    time.sleep(1.5)

    started.process.send_signal(signal.SIGINT)

    assert started.process.wait(timeout=60) == 0
    assert started.said.read_text().endswith("Stopped.\n")


def test_a_taken_port_ends_with_one_sentence(checkout):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = run_to_its_end(checkout, port)

    assert refused.returncode == 1
    assert re.fullmatch(rf"Port {port} is taken: .*PORT={port + 1} make run\.\n", refused.stderr)


def test_a_port_that_is_no_number_is_named(checkout):
    refused = run_to_its_end(checkout, "eight")

    assert refused.stderr == "PORT=eight is no port: give a number from 1 to 65535.\n"
