"""Two web servers, two workers, a sweeper and the proxy of docker-compose.yml, each replaced while people work."""

import json
import os
import ssl
import subprocess
import sys
import threading
import urllib.request
import uuid
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import psycopg2
import pytest

from ground.launcher.processes import wait_until
from tests import as_described
from tests.as_described import Proxy, Server, Shared
from tests.asking_a_house import answer_to
from tests.served import ROOT, free_port

LACKING = as_described.missing()
pytestmark = [pytest.mark.soak, pytest.mark.skipif(bool(LACKING), reason=LACKING)]

WRITERS = 4
PLANT = """
import json, django; django.setup()
from django.utils import timezone
from datetime import timedelta
from ground.models import ApiToken
from tests.factories import make_study, owner_of
study = make_study(slug="bersama")
key = ApiToken.issue(owner=owner_of(study), name="uji", scope="write", expires_at=timezone.now() + timedelta(days=1))[1]
print(json.dumps({"key": key, "actor": str(study.actors.first().pk)}))
"""


class Set:
    """All of it, up."""

    def __init__(self, shared, stack):
        self.shared = shared
        self.ports = [free_port(), free_port()]
        prepared = Server(shared, "prepare").run(*as_described.COMPOSE["prepare"]["command"])
        assert prepared.returncode == 0, prepared.stderr
        self.said = prepared.stdout
        self.web = [self.up(stack, f"web-{name}", port) for name, port in zip("ab", self.ports, strict=True)]
        self.workers = [self.up(stack, "worker") for _ in range(2)]
        self.sweeper = self.up(stack, "sweeper")
        self.proxy = Proxy(shared, self.ports)
        stack.callback(as_described.await_end, self.proxy.process)
        stack.callback(self.proxy.process.terminate)
        assert wait_until(lambda: self.ask("/readyz")[0] == 200, 300), log_of(shared)
        assert wait_until(lambda: self.ask("/readyz")[1].get("status") == "up", 120), log_of(shared)
        planted = subprocess.run(
            [sys.executable, "-c", PLANT], cwd=ROOT, env=self.from_outside(), capture_output=True, text=True, check=True
        )
        self.__dict__.update(json.loads(planted.stdout.splitlines()[-1]))

    def up(self, stack, service, port=None):
        server = Server(self.shared, service, **({"BIND": f"127.0.0.1:{port}"} if port else {})).start()
        stack.callback(lambda: server.stop() if server.process.poll() is None else None)
        return server

    def from_outside(self):
        url = (self.shared.secrets / "database-url").read_text()
        return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "coprod.settings"}

    def ask(self, path, body=None, *, at=None, token=None):
        """Status and body of an answer of the proxy, or of one web server; (0, why) where there was none."""
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": token or f"Token {self.__dict__.get('key', '')}"} if token or body else {}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request((at or self.proxy.address) + path, data=data, headers=headers)
        try:
            status, text, _headers = answer_to(request, timeout=60, context=UNPROVEN)
        except OSError as lost:
            return 0, {"lost": repr(lost)}
        return status, json.loads(text) if text.startswith("{") else {"text": text}

    def asked_through_the_proxy(self, number):
        """How many memos this web server wrote since it began."""
        token = f"Bearer {(self.shared.secrets / 'metrics-token').read_text()}"
        text = self.ask("/metrics", at=f"http://127.0.0.1:{self.ports[number]}", token=token)[1].get("text", "")
        lines = [line for line in text.splitlines() if line.startswith("coprod_answers_total{") and "memo" in line]
        return sum(float(line.split()[-1]) for line in lines)


UNPROVEN = ssl._create_unverified_context()  # the authority is Caddy's own, and new


def log_of(shared):
    return "\n".join(f"{file.name}: {file.read_text()[-1500:]}" for file in shared.folder.glob("*.log"))


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    name = f"servers_{uuid.uuid4().hex[:8]}"
    url = urlsplit(os.environ["DATABASE_URL"])
    redis = urlsplit(os.environ["REDIS_URL"])._replace(path="/15").geturl()
    with closing(psycopg2.connect(url.geturl())) as connection, ExitStack() as stack:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        stack.callback(lambda: connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)"))
        own = url._replace(path=f"/{name}").geturl()
        yield Set(Shared(tmp_path_factory.mktemp("servers"), own, redis), stack)


class Writer(threading.Thread):
    """Writes memos one after the other, each once, and notes every answer that is not the one it asked for."""

    def __init__(self, servers, over):
        super().__init__()
        self.servers, self.over, self.written, self.failed = servers, over, [], []

    def run(self):
        while not self.over.is_set():
            memo = {"id": str(uuid.uuid4()), "text": "Catatan."}
            status, answer = self.servers.ask("/api/v1/studies/bersama/memos/", memo)
            (self.written if status == 201 else self.failed).append(memo["id"] if status == 201 else (status, answer))


def stored(servers):
    with closing(psycopg2.connect(servers.from_outside()["DATABASE_URL"])) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM coding_memo")
        return {row[0] for row in cursor.fetchall()}


def test_each_web_server_is_replaced_twice_while_people_write_and_no_answer_fails(servers):
    over = threading.Event()
    writers = [Writer(servers, over) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        for number in (0, 1, 0, 1):
            assert servers.web[number].stop() == 0
            servers.web[number].start()
            assert wait_until(lambda at=number: servers.asked_through_the_proxy(at) >= 20, 180), log_of(servers.shared)
    finally:
        over.set()
        for writer in writers:
            writer.join()

    written = {each for writer in writers for each in writer.written}
    assert [failure for writer in writers for failure in writer.failed] == []
    assert len(written) >= 80
    assert written == stored(servers)


def test_work_is_done_though_one_of_two_workers_is_killed(servers):
    servers.workers[0].process.kill()
    status, job = servers.ask("/api/v1/studies/bersama/summaries/", {"basis": "working"})
    assert status == 202
    where = f"/api/v1/studies/bersama/summaries/{job['id']}/"

    def state():
        return servers.ask(where, token=f"Token {servers.key}")[1].get("status")

    assert wait_until(lambda: state() == "done", 120), log_of(servers.shared)


def test_a_server_writes_to_its_volume_and_to_tmp_and_nowhere_else(servers):
    places = ("/srv/coprod", "/srv/coprod/coprod", "/srv/coprod/locale", "/etc", "/run/secrets")
    tried = servers.web[0].run("sh", "-c", "; ".join(f"touch {place}/x && echo {place}" for place in places))
    allowed = servers.web[0].run("sh", "-c", "touch /tmp/x /srv/coprod/var/x && id -u")

    assert tried.stdout == ""
    assert allowed.stdout.strip() == "10001"


def test_what_has_no_page_shows_that_it_goes_on(servers):
    for server in (servers.workers[1], servers.sweeper):
        assert wait_until((server.tmp / "alive").exists, 60)


def test_the_first_start_prints_the_way_to_the_first_account(servers):
    assert f"{servers.proxy.address}/first/" in servers.said


def test_plain_http_is_led_to_https_but_a_program_is_refused(servers):
    assert servers.ask("/livez", at=servers.proxy.plain)[0] in (200, 0)  # led on, to the port that is published
    assert servers.ask("/api/v1/me/", at=servers.proxy.plain)[0] == 403


def test_cookies_are_bound_to_the_host_and_the_answer_says_https_only(servers):
    request = urllib.request.Request(servers.proxy.address + "/accounts/login/")
    with urllib.request.urlopen(request, timeout=60, context=UNPROVEN) as answer:
        cookies = answer.headers.get_all("Set-Cookie")
        assert all(cookie.startswith("__Host-") for cookie in cookies)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_no_log_of_the_servers_holds_a_word_that_was_written(servers):
    logs = log_of(servers.shared)

    assert "answered" in logs
    assert "Catatan" not in logs
    assert "bersama" not in logs
