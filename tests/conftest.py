"""What every test stands on: real servers, a real browser, and an honest last line about what was skipped."""

import gc
import os
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from playwright.sync_api import expect

from coprod.celery import app
from ground.catalogues import compile_catalogues
from ground.launcher.processes import wait_until
from tests import chromium, databases, joined, watched
from tests.shared_data import shared_data
from tests.worker import database_url, working

PATIENCE = 20_000  # milliseconds a page has on a machine that does other things too, until it shows what is asked for
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
NO_BROWSER = "no Chromium on this machine (apt-get install chromium, or python -m playwright install chromium)"
# Files that take longest: begun first, they leave no process working alone at the end. Of the first four, one for each
# process, one asks for the database: the others need not wait until it is migrated.
LONGEST = (
    "test_every_page.py",
    "test_run.py",
    "test_method_properties.py",
    "test_launcher.py",
    "test_blindness.py",
    "test_archive.py",
    "test_there_and_back.py",
    "test_faults.py",
    "test_reach.py",
    "test_hostile_pages.py",
    "test_coding_states.py",
    "test_pages_in_browser.py",
    "test_together.py",
    "test_summarize_command.py",
    "test_three_people.py",
    "test_hostile_uploads.py",
    "test_journey.py",
    "test_undo_walk.py",
)
SWEPT = (50_000, 10, 10)  # most of what an answer makes goes by itself: the collector looks for the rest less often
skipped: Counter[str] = Counter()


def ring_in_a_room_of_its_own(number: int) -> None:
    """Processes that test side by side have a test database each; this gives each a Redis database too."""
    settings.REDIS_URL = urlsplit(settings.REDIS_URL)._replace(path=f"/{number}").geturl()
    app.conf.broker_url = settings.REDIS_URL


def pytest_configure(config):
    """Playwright keeps an event loop in this thread, which Django takes for asynchronous code."""
    config.args.sort()  # pytest loses the conftest of a folder to which it comes back from a file of the folder above
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    # How long an example takes says more about what else the machine does.
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("without a clock", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("without a clock")
    if worker_number := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw"):
        ring_in_a_room_of_its_own(int(worker_number) + 1)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # nothing is hashed or packed for a test
    connection_created.connect(databases.no_other_database)
    TransactionTestCase._fixture_teardown = lambda _test: databases.empty()
    # What a test commits need not outlive the machine.
    settings.DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    for folder in settings.LOCALE_PATHS:
        compile_catalogues(Path(folder))


def pytest_sessionstart():
    """Nothing that a test asks for leaves the machine."""
    watched.begin()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays: while it comes in there is nothing for the collector to find."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.set_threshold(*SWEPT)


def pytest_make_parametrize_id(val):
    """A made-up file is named by its size: its bytes hold the time of its making, and each process makes its own."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > 40 else None


def pytest_collection_modifyitems(items):
    """Every test that asks for a page is a browser test, and is skipped where there is no browser.

    The longest files come first, then those of many tests.
    """
    can_browse = chromium.is_there()
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not can_browse:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
    of_its_file = Counter(item.path for item in items)
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (rank.get(item.path.name, len(rank)), -of_its_file[item.path], item.path))


def pytest_collection_finish():
    """What is there before the first test stays to the last; the collector need not go over it again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logreport(report):
    """Count what is skipped, by reason."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        skipped[reason.removeprefix("Skipped: ")] += 1


def still_answering() -> list[str]:
    """The threads in which the live server talks to a browser that has not gone yet."""
    return [thread.name for thread in threading.enumerate() if "process_request_thread" in thread.name]


def browser_is_owed():
    """Whether browser tests were skipped where everything must run."""
    return os.environ.get("CI") == "true" and skipped[NO_BROWSER] > 0


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    """Where everything must run, a missing browser is a failure."""
    if browser_is_owed() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_unconfigure():
    """The very last line."""
    if skipped.total():
        reasons = "; ".join(f"{count} × {reason}" for reason, count in skipped.most_common() if count)
        verdict = ": a failure, because CI=true asks for a browser" if browser_is_owed() else ""
        print(f"Tests skipped: {skipped.total()} ({reasons}){verdict}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **chromium.launch_options(chromium.HEADLESS)}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database of this process; there is one also where no test is marked to need it, but a fixture does."""
    with django_db_blocker.unblock():
        made = databases.make()
    yield
    with django_db_blocker.unblock():
        databases.take_down(made)


@pytest.fixture(scope="session", autouse=True)
def _files_apart(tmp_path_factory):
    """What is made once for all tests of a file keeps its files outside the checkout, too."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture(scope="session")
def joined_modules(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("joined")
    joined.write(folder)
    return folder


@pytest.fixture(autouse=True)
def _served_joined(request, settings):
    """A browser asks for three files, as it does where people use it, and not for eighty."""
    if "live_server" in request.fixturenames:
        settings.STATICFILES_DIRS = [request.getfixturevalue("joined_modules"), *settings.STATICFILES_DIRS]
        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "tests.joined.Joined"}}


@pytest.fixture(autouse=True)
def _answered(request):
    """The served pages have gone and every request of theirs is answered before the database is emptied.

    Else the one would wait for locks of the other, and the test after it would find rows of the one before.
    """
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    yield
    assert wait_until(lambda: not still_answering(), 30), f"still answered: {still_answering()}"


@pytest.fixture(autouse=True)
def _watched():
    """Nothing leaves this machine, and no log and no mail holds what an informant said."""
    watched.listen()
    yield
    assert watched.found() == []


@pytest.fixture(autouse=True)
def _in_english():
    """What is said outside a request is asserted in the language of the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def material():
    """A function from a name to a file or folder of the real files beside the project; skips where there are none."""

    def find(name: str) -> Path:
        if not shared_data.is_dir():
            pytest.skip("shared data: the folder is not here")
        return shared_data / name

    return find


@pytest.fixture
def on_this_database(transactional_db):
    """The environment of a process of its own (a worker, a command) that works on the database of the test."""
    ours = {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL, "MEDIA_ROOT": settings.MEDIA_ROOT}
    return {**os.environ, **ours}


@pytest.fixture
def worker(transactional_db):
    """A real Celery worker on the database and the broker of the tests."""
    with working() as process:
        yield process
