"""A real worker on the test's own database, for tests that wait for work to be done."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from ground.jobs import worker_is_there
from ground.launcher.processes import wait_until

COMMAND = ("-m", "celery", "-A", "coprod.celery", "worker", "--pool", "solo", "--without-mingle", "--without-gossip")


def database_url() -> str:
    """The address of the database that this test writes in."""
    at = connection.settings_dict
    who = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}@" if at["USER"] else ""
    return f"postgresql://{who}{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


@contextmanager
def working() -> Iterator[subprocess.Popen]:
    """A worker process for as long as the block runs; it has reported when the block begins."""
    around = os.environ | {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL}
    process = subprocess.Popen([sys.executable, *COMMAND, "--loglevel", "ERROR"], cwd=settings.ROOT, env=around)
    try:
        assert wait_until(worker_is_there, 60), "the worker did not report"
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)
