"""What is shipped, read as the tools read it: the locks, the image, the compose file, the commands."""

import os
import re
import subprocess
import tomllib
import uuid
from pathlib import Path

import pytest
import yaml
from django.db import connection

from coprod import secret
from ground.launcher.place import Place
from ground.launcher.programs import find

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock")
WEB = ("web-a", "web-b")
ONCE = ("secrets", "prepare")  # they do their work and end
APP = (*ONCE, *WEB, "worker", "sweeper")
STORES = ("postgres", "redis")
SHIPPED = (
    *("Makefile", "Dockerfile", "docker-compose.yml", "Caddyfile", "gunicorn.conf.py"),
    *("pyproject.toml", ".npmrc", "package.json", ".ci/run"),
)
SERVICES = (*APP, *STORES, "proxy")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def image():
    return (ROOT / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(name):
    """Package name to its whole entry in a lock."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().replace("\\\n", " ").strip())
    return {re.match(r"[\w.-]+", entry)[0]: entry for entry in entries}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash(name):
    for entry in locked(name).values():
        assert re.match(r"[\w.-]+==[\w.]+ ", entry), entry
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_a_lock_names_no_host(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS[1:])
def test_every_lock_holds_the_same_versions_as_the_one_that_runs(name):
    more = locked(name)

    assert {each: more.get(each) for each in locked("requirements.lock")} == locked("requirements.lock")


def test_everything_the_project_asks_for_is_locked(project):
    asked = [re.match(r"[\w.-]+", wish)[0] for wish in project["project"]["dependencies"]]
    tools = [re.match(r"[\w.-]+", wish)[0] for wish in project["dependency-groups"]["dev"]]

    assert set(asked) <= set(locked("requirements.lock"))
    assert set(tools) <= set(locked("requirements-dev.lock"))


def test_the_licence_is_named_as_tools_read_it(project):
    assert project["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()


def test_compose_has_these_services_and_no_other(compose):
    assert set(compose) == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_confined(compose, name):
    service = compose[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert service["pids_limit"]
    assert service["mem_limit"]
    assert service["logging"]["driver"] == "local"
    assert "privileged" not in service


def test_only_the_proxy_is_published(compose):
    assert {name: service["ports"] for name, service in compose.items() if "ports" in service} == {
        "proxy": ["80:80", "443:443"]
    }


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ONCE])
def test_everything_that_goes_on_is_looked_after(compose, name):
    assert compose[name]["healthcheck"]["test"]
    assert compose[name]["restart"] == "unless-stopped"


def test_each_starts_after_what_it_needs(compose):
    after = {name: set(service.get("depends_on", ())) for name, service in compose.items()}

    assert after["postgres"] == after["redis"] == {"secrets"}
    assert after["prepare"] == {"postgres"}
    assert all("prepare" in after[name] for name in (*WEB, "worker", "sweeper"))
    assert {compose["web-a"]["depends_on"]["prepare"]["condition"]} == {"service_completed_successfully"}


def test_the_stores_have_no_route_out(compose):
    networks = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["networks"]

    assert networks["back"]["internal"] is True
    assert all(compose[name]["networks"] == ["back"] for name in ("prepare", "worker", "sweeper", *STORES))
    assert compose["proxy"]["networks"] == ["front"]
    assert compose["secrets"]["network_mode"] == "none"


def test_secrets_come_from_files_that_the_first_start_makes(compose, tmp_path):
    text = (ROOT / "docker-compose.yml").read_text()
    named = set(re.findall(r"/secrets/([\w-]+)", text))

    secret.main(tmp_path)
    made = {file.name: file.read_text() for file in tmp_path.iterdir()}
    secret.main(tmp_path)

    assert set(made) == named
    assert made == {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert made["postgres-password"] in made["database-url"]
    assert made["redis-password"] in made["redis-url"]
    assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {
        name: 0o440 if name == "redis-password" else 0o400 for name in made
    }
    assert not re.search(r"\$\{\w*(PASSWORD|SECRET|TOKEN)", text)
    assert all(
        "secrets:/secrets:ro" in compose[name]["volumes"] for name in SERVICES if name not in ("secrets", "proxy")
    )


def test_the_stores_keep_what_they_were_told(compose):
    assert "--appendonly yes --appendfsync everysec" in compose["redis"]["command"][2]
    assert "noeviction" in compose["redis"]["command"][2]
    assert "--data-checksums" in compose["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "scram-sha-256" in compose["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert all("volumes" in compose[name] and "healthcheck" in compose[name] for name in STORES)


def test_the_database_role_of_the_app_rules_nothing_but_its_own_database(compose, tmp_path):
    """What the container of PostgreSQL does before the server starts, done here with a cluster of its own."""
    store, folders = compose["postgres"], {name: tmp_path / name for name in ("secrets", "docker-entrypoint-initdb.d")}
    for folder in (*folders.values(), tmp_path / "bin"):
        folder.mkdir()
    (folders["secrets"] / "postgres-password").write_text("rahasia")
    for name, does in (("docker-entrypoint.sh", 'echo "$@"; test -n "$POSTGRES_PASSWORD"'), ("chown", "")):
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    words = [re.sub(r"/(secrets|docker-entrypoint-initdb\.d)/", rf"{tmp_path}/\1/", word) for word in store["command"]]
    around = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    begun = subprocess.run(
        [word.replace("$$", "$") for word in words], env=around, capture_output=True, text=True, check=True
    )
    said = (folders["docker-entrypoint-initdb.d"] / "role.sql").read_text()

    assert begun.stdout.split()[0] == "postgres"
    assert not {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE"} & set(store["environment"])
    assert rights_in_a_cluster_set_up_by(said, tmp_path) == "coprod f f f f t"
    assert rights_in_a_cluster_set_up_by(said.replace("CREATEDB", "SUPERUSER"), tmp_path).split()[1] == "t"


RIGHTS = """
SELECT concat_ws(' ', rolname, rolsuper, rolcreaterole, rolreplication, rolbypassrls, rolcreatedb)
FROM pg_roles JOIN pg_database ON datdba = pg_roles.oid WHERE datname = 'coprod'
"""


def rights_in_a_cluster_set_up_by(statements, folder) -> str:
    """Who owns the database that `statements` make, and which rights over the whole server that role has."""
    place = Place(folder / uuid.uuid4().hex, fleeting=True)
    place.prepare()
    home, account = place.home()
    programs, data = find(home, account), home / "data"
    single = [programs.postgres / "postgres", "--single", "-D", data, "postgres"]
    for command, told in (
        ([programs.postgres / "initdb", "-D", data, "-U", "postgres", "--no-sync", "--locale=C.UTF-8"], ""),
        (single, statements),
        (single, " ".join(RIGHTS.split())),
    ):
        done = subprocess.run(
            [str(word) for word in command], input=told, capture_output=True, text=True, check=True, **account.options()
        )
    place.remove()
    return re.search(r'= "(coprod [^"]+)"', done.stdout)[1]


@pytest.mark.django_db
def test_what_the_tests_run_on_is_a_role_like_that():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == (False, False, False)


def test_all_of_the_app_runs_one_image_against_the_same_stores(compose):
    assert {compose[name]["image"] for name in APP} == {"coprod"}
    assert len({compose[name]["environment"].get("DATABASE_URL_FILE") for name in APP if name != "secrets"}) == 1


def test_a_server_that_leaves_has_the_time_to_say_so_and_to_finish(compose):
    notice = float(compose["web-a"]["environment"]["LEAVING_SECONDS"])
    grace = {name: compose[name]["stop_grace_period"] for name in WEB}
    proxy = (ROOT / "Caddyfile").read_text()

    assert "graceful_timeout = 25" in (ROOT / "gunicorn.conf.py").read_text()
    assert grace == dict.fromkeys(WEB, "40s")
    # At least four times asked, before it goes.
    assert "health_uri /livez" in proxy
    assert "health_interval 1s" in proxy
    assert notice >= 4


def test_the_image_is_built_in_stages_by_hash_and_runs_without_root(image):
    assert len(re.findall(r"^FROM ", image, re.MULTILINE)) == 2
    assert "--require-hashes" in image
    assert re.findall(r"^USER (.+)$", image, re.MULTILINE) == ["10001"]
    assert not re.search(r"(SECRET|PASSWORD|TOKEN)", image)


def test_the_image_holds_the_house_and_nothing_else(image):
    copied = set(re.findall(r"^COPY (\w+) \1$", image, re.MULTILINE))
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert copied == {"ground", "interviews", "coding", "reports", "coprod", "templates", "static", "locale", "docs"}
    assert allowed == copied | {"manage.py", "gunicorn.conf.py", "LICENSE", "requirements*.lock"}


@pytest.mark.parametrize("target", ["run", "test", "setup", "bench", "proof", "lint", "soak", "lock"])
def test_make_knows_the_command(target):
    answer = subprocess.run(
        ["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr


def test_no_path_of_a_machine_and_no_registry_is_in_what_is_shipped():
    for name in SHIPPED:
        text = (ROOT / name).read_text()
        assert not re.search(r"/(root|home|Users|work)/", text), name
        assert not re.search(r"\b(pypi|registry)\.", text), name
