"""The private servers, started and killed for real."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from ground.launcher import LauncherError, Place, addresses, down, status, up
from ground.launcher.place import OUTSIDE, account_for
from ground.launcher.postgres import Postgres
from ground.launcher.processes import at_work_in, wait_until
from ground.launcher.programs import find

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("postgres", "valkey")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the servers to another user")
OWNER = """
import os, subprocess, sys, time
from pathlib import Path
from ground.launcher import Place, lease
held = lease(Place(Path(sys.argv[1]), fleeting=True))
helper = subprocess.Popen(["sleep", "60"], start_new_session=True, stdout=subprocess.DEVNULL)
held.includes(helper.pid)
print(helper.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path / "var", fleeting=True)
    yield place
    down(place)
    place.remove()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("checkout") / "var", fleeting=True)
    up(place)
    yield place
    down(place)
    place.remove()


def port(place, name):
    return place.read()[name]["port"]


def ask(place, question):
    with psycopg2.connect(addresses(place)[0]) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return answer


def tell(place, *command):
    with redis.Redis.from_url(addresses(place)[1]) as client:
        return client.execute_command(*command)


def kill_both(place):
    now = status(place)
    for pid in (now.postgres, now.valkey):
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not (status(place).postgres or status(place).valkey), 10)


def own(place):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(place.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    return owner, int(owner.stdout.readline())


def close(owner):
    owner.kill()
    owner.wait()
    owner.stdout.close()


def test_servers_keep_checksums_sync_and_code_point_order(running):
    assert ask(running, "SHOW data_checksums") == "on"
    assert ask(running, "SHOW fsync") == "on"
    assert ask(running, "SELECT 'Z' < 'a' AND lower('É') = 'é'") is True
    assert tell(running, "CONFIG", "GET", "appendonly", "maxmemory-policy") == {
        b"appendonly": b"yes",
        b"maxmemory-policy": b"noeviction",
    }


def test_search_in_indonesian_and_the_extensions_need_no_superuser(running):
    for extension in ("pg_trgm", "btree_gist", "unaccent"):
        ask(running, f"CREATE EXTENSION IF NOT EXISTS {extension}")

    assert ask(running, "SELECT to_tsvector('indonesian', 'kebutuhan')") == "'butuh':1"
    assert ask(running, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_a_wrong_password_is_refused_by_both(running):
    database, broker = addresses(running)
    database_password, broker_password = database.split(":")[2].split("@")[0], broker.split(":")[2].split("@")[0]

    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(database.replace(database_password, "guessed"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(broker.replace(broker_password, "guessed")).ping()


def test_what_is_remembered_is_readable_by_its_owner_only(running):
    home = Path(status(running).home)

    assert running.state_file.stat().st_mode & 0o777 == 0o600
    private = {path.name for path in home.iterdir() if not path.stat().st_mode & 0o077}
    assert private == {"postgres", "postgres.log", "valkey", "valkey.conf", "valkey.log"}


def test_a_second_up_starts_nothing(running):
    before = status(running)

    assert up(running) is False
    assert status(running) == before


def test_two_checkouts_stand_side_by_side(running, place):
    up(place)
    ask(place, "CREATE TABLE here (id int)")

    assert ask(running, "SELECT to_regclass('here')") is None
    assert ask(place, "SELECT to_regclass('here')") == "here"


def test_after_kill_9_both_start_on_the_same_data_at_the_same_address(place):
    up(place)
    ask(place, "CREATE TABLE kept AS SELECT 7 AS number")
    tell(place, "SET", "kept", "7")
    address = addresses(place)
    time.sleep(1.1)  # Valkey appends to disk every second

    kill_both(place)

    assert up(place) is True
    assert addresses(place) == address
    assert ask(place, "SELECT number FROM kept") == 7
    assert tell(place, "GET", "kept") == b"7"


def test_what_a_killed_server_left_behind_does_not_keep_the_next_from_starting(place):
    up(place)
    ask(place, "CREATE TABLE kept AS SELECT 7 AS number")
    server = status(place).postgres
    with closing(psycopg2.connect(addresses(place)[0])) as connection:
        left = connection.info.backend_pid
        os.kill(left, signal.SIGSTOP)  # as one that waits for a lock of another that was killed
        os.kill(server, signal.SIGKILL)
        assert wait_until(lambda: not status(place).postgres, 10)

        up(place)

    assert ask(place, "SELECT number FROM kept") == 7
    assert left not in at_work_in(Postgres(*place.home()).data.resolve())


def test_a_lock_file_whose_process_id_somebody_else_has_now_is_no_hindrance(place):
    up(place)
    kill_both(place)
    home, account = place.home()
    other = subprocess.Popen(["sleep", "60"], **account.options())
    lock = Postgres(home, account).data / "postmaster.pid"
    lock.write_text("\n".join([str(other.pid), *lock.read_text().splitlines()[1:]]) + "\n")

    up(place)

    assert status(place).running
    assert other.poll() is None
    other.kill()
    other.wait()


def test_an_address_taken_in_the_meantime_is_given_up(running, place):
    up(place)
    down(place)
    state = place.read()
    for name in NAMES:
        state[name]["port"] = port(running, name)
    place.write(state)

    up(place)

    assert status(place).running
    assert all(port(place, name) != port(running, name) for name in NAMES)


def test_servers_and_helpers_end_with_an_owner_that_was_killed(place):
    owner, helper = own(place)
    servers = status(place)

    close(owner)

    assert servers.running
    assert wait_until(lambda: not place.folder.exists(), 20)
    for pid in (servers.postgres, servers.valkey, helper):
        assert wait_until(lambda pid=pid: is_gone(pid), 5)


def test_servers_that_are_kept_up_outlive_who_only_used_them(running):
    owner, helper = own(running)

    close(owner)

    assert wait_until(lambda: is_gone(helper), 10)
    assert status(running).running


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@needs_root
def test_behind_a_closed_folder_root_keeps_the_data_where_the_servers_user_can_reach_it(place):
    place.folder.parent.chmod(0o700)

    up(place)

    assert place.link.is_symlink()
    home = place.link.readlink()
    assert home.parent == OUTSIDE
    assert home.name.startswith(str(place.folder).strip("/").replace("/", "-").replace("_", "-"))
    assert home.stat().st_uid == account_for(None).uid != 0
    assert str(home) in "\n".join(status(place).lines())


@needs_root
def test_a_link_to_data_that_is_gone_is_named(place):
    place.prepare()
    place.link.symlink_to("/var/lib/nowhere")

    with pytest.raises(LauncherError, match="Remove .*servers to start with an empty database"):
        up(place)


def test_data_without_its_password_is_not_overwritten(place):
    up(place)
    down(place)
    place.state_file.unlink()

    with pytest.raises(LauncherError, match="its password was in"):
        up(place)


def test_a_start_cut_short_leaves_no_half_made_cluster(place):
    place.prepare()
    home, _ = place.home()
    (home / "postgres.new" / "base").mkdir(parents=True)

    up(place)

    assert status(place).running


def test_down_says_whether_anything_ran(place):
    assert down(place) is False
    up(place)
    assert down(place) is True
    assert down(place) is False
    assert status(place).lines()[:2] == ["PostgreSQL: down", "Valkey: down"]


def test_borrowed_servers_leave_no_trace(tmp_path):
    ask_for_both = (
        "import os, psycopg2, redis;"
        "psycopg2.connect(os.environ['DATABASE_URL']).close();"
        "print(redis.Redis.from_url(os.environ['REDIS_URL']).ping())"
    )
    before = set((ROOT / "var").glob("borrowed-*"))
    environment = {name: word for name, word in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}

    answer = subprocess.run(
        [sys.executable, "-m", "ground.launcher", "borrow", "--", sys.executable, "-c", ask_for_both],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (answer.stdout, answer.stderr, answer.returncode) == ("True\n", "", 0)
    assert set((ROOT / "var").glob("borrowed-*")) <= before


def test_the_machines_own_packages_serve_as_well(place, monkeypatch):
    place.prepare()
    monkeypatch.setenv("COPROD_SERVERS", "machine")
    try:
        find(*place.home())
    except LauncherError:
        pytest.skip("this machine has no PostgreSQL or Redis of its own")
    monkeypatch.setenv("PATH", "/nowhere")

    up(place)

    assert int(ask(place, "SHOW server_version_num")) >= 150000
    assert tell(place, "PING") is True
