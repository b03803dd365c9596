"""What is counted is for who watches over the server: no word of a study in it, and nobody else sees it."""

import re
import subprocess
import sys
import urllib.request

import pytest

from ground.jobs import request_job
from ground.launcher.processes import wait_until
from tests.factories import make_study
from tests.served import ROOT, free_port

pytestmark = pytest.mark.django_db


def told(client, settings, **headers):
    return client.get("/metrics", headers={"Authorization": f"Bearer {settings.METRICS_TOKEN}", **headers})


def value(text, name):
    return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])


@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer x", "Bearer é"])
def test_who_holds_no_token_finds_no_such_page(client, said):
    answer = client.get("/metrics", headers={"Authorization": said})

    assert answer.status_code == 404


def test_jobs_that_wait_are_counted_with_the_age_of_the_oldest(client, settings):
    study = make_study()
    request_job("summary", study.pk, by=study.memberships.get().user, study_id=study.pk)

    text = told(client, settings).content.decode()

    assert value(text, 'coprod_jobs{state="queued"}') == 1
    assert value(text, 'coprod_jobs{state="failed"}') == 0
    assert value(text, "coprod_job_oldest_queued_seconds") >= 0
    assert value(text, "coprod_database_up") == 1


def test_an_answer_is_counted_by_the_name_of_its_route_and_never_by_its_address(client, settings):
    study = make_study(slug="rahasia-desa")
    client.force_login(study.memberships.get().user)

    client.get("/studies/rahasia-desa/")
    client.get("/studies/tak-ada/")
    client.generic("RAHASIA", "/rahasia-di-alamat/")
    text = told(client, settings).content.decode()

    assert value(text, 'coprod_answers_total{method="GET",route="study",status="200"}') >= 1
    assert value(text, 'coprod_answers_total{method="GET",route="study",status="404"}') >= 1
    assert value(text, 'coprod_answers_total{method="other",route="none",status="404"}') >= 1
    assert "rahasia" not in text.lower()


def test_each_answer_is_one_line_of_the_log_without_its_address(client, caplog):
    study = make_study(slug="rahasia-desa")
    client.force_login(study.memberships.get().user)

    with caplog.at_level("INFO", "coprod.requests"):
        client.get("/studies/rahasia-desa/?q=kata")
        client.get("/livez")

    (line,) = (record.msg for record in caplog.records if record.name == "coprod.requests")
    said = {"method": "GET", "route": "study", "status": 200, "user_id": str(study.memberships.get().user_id)}
    assert said.items() <= line.items()
    assert line["request_id"]
    assert "rahasia" not in str(line)
    assert "kata" not in str(line)


@pytest.mark.django_db(transaction=True)
def test_all_processes_of_a_server_count_together(on_this_database, settings, tmp_path):
    port = free_port()
    around = on_this_database | {"BIND": f"127.0.0.1:{port}", "METRICS_TOKEN": "kunci", "TMPDIR": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "coprod.wsgi"], cwd=ROOT, env=around)
    try:
        assert wait_until(lambda: asked(port, "/livez"), 60)
        before = value(asked(port, "/metrics"), ALIVE)
        for _ in range(30):
            asked(port, "/livez")

        assert [value(asked(port, "/metrics"), ALIVE) for _ in range(6)] == [before + 30] * 6
    finally:
        server.terminate()
        server.wait(timeout=60)
    assert list(tmp_path.iterdir()) == []


ALIVE = 'coprod_answers_total{method="GET",route="livez",status="200"}'


def asked(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": "Bearer kunci"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""
