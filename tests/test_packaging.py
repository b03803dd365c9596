"""What is shipped, read as the tools read it: the locks, the image, the compose file, the commands."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
APP = ("web", "worker", "sweeper")
STORES = ("postgres", "redis")


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


def test_the_lock_of_the_tools_holds_the_same_versions_as_the_one_that_runs():
    tools = locked("requirements-dev.lock")

    assert {name: tools.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


def test_everything_the_project_asks_for_is_locked(project):
    asked = [re.match(r"[\w.-]+", wish)[0] for wish in project["project"]["dependencies"]]
    tools = [re.match(r"[\w.-]+", wish)[0] for wish in project["dependency-groups"]["dev"]]

    assert set(asked) <= set(locked("requirements.lock"))
    assert set(tools) <= set(locked("requirements-dev.lock"))


def test_the_licence_is_named_as_tools_read_it(project):
    assert project["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()


def test_compose_has_the_five_services(compose):
    assert set(compose) == {*APP, *STORES}


@pytest.mark.parametrize("name", [*APP, *STORES])
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


def test_only_the_web_is_published_and_only_on_this_machine(compose):
    assert [name for name, service in compose.items() if "ports" in service] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in compose["web"]["ports"])


def test_the_stores_have_no_route_out(compose):
    networks = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["networks"]

    assert networks["back"]["internal"] is True
    assert all(compose[name]["networks"] == ["back"] for name in ("worker", "sweeper", *STORES))


def test_no_password_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text()

    passwords = re.findall(r"\$\{(\w*PASSWORD)(.*?)\}", text)
    assert {name for name, _ in passwords} == {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    assert all(rule.startswith(":?") for _, rule in passwords)


def test_the_stores_keep_what_they_were_told(compose):
    assert "--appendonly yes --appendfsync everysec" in compose["redis"]["command"][2]
    assert "noeviction" in compose["redis"]["command"][2]
    assert "--data-checksums" in compose["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "scram-sha-256" in compose["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert all("volumes" in compose[name] and "healthcheck" in compose[name] for name in STORES)


def test_all_of_the_app_runs_one_image_against_the_same_stores(compose):
    assert {compose[name]["image"] for name in APP} == {"coprod"}
    assert len({compose[name]["environment"]["DATABASE_URL"] for name in APP}) == 1


def test_the_image_is_built_in_stages_by_hash_and_runs_without_root(image):
    assert len(re.findall(r"^FROM ", image, re.MULTILINE)) == 2
    assert "--require-hashes" in image
    assert re.findall(r"^USER (.+)$", image, re.MULTILINE) == ["10001"]
    assert not re.search(r"(SECRET|PASSWORD|TOKEN)", image)


def test_the_image_holds_the_house_and_nothing_else(image):
    copied = set(re.findall(r"^COPY (\w+) \1$", image, re.MULTILINE))
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert copied == {"ground", "interviews", "coding", "reports", "coprod", "templates", "static", "locale", "docs"}
    assert allowed == copied | {"manage.py", "LICENSE", "requirements.lock"}


@pytest.mark.parametrize("target", ["run", "test", "setup", "bench", "proof", "lint", "soak", "lock"])
def test_make_knows_the_command(target):
    answer = subprocess.run(
        ["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr


def test_no_path_of_a_machine_and_no_registry_is_in_what_is_shipped():
    for name in ("Makefile", "Dockerfile", "docker-compose.yml", "pyproject.toml", ".npmrc", "package.json", ".ci/run"):
        text = (ROOT / name).read_text()
        assert not re.search(r"/(root|home|Users|work)/", text), name
        assert not re.search(r"\b(pypi|registry)\.", text), name
