"""An instance with a row of every kind and a file on its way in, and a backup of it."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from interviews.uploads import take
from reports.backup import facts
from tests.factories import make_study
from tests.reports.exchange import conftest as exchange


@pytest.fixture
def rich(db):
    return exchange.make_rich()


@pytest.fixture
def upload(rich):
    return take(rich.study, by=rich.owner, name="Bu Siti.txt", file=ContentFile(b"P: Apa?\nT1: Masker."))[0]


@pytest.fixture
def backup(upload, tmp_path):
    make_study(slug="lain")
    path = tmp_path / "coprod.backup"
    call_command("backup", path)
    return path


@pytest.fixture
def unchanged():
    """A function that says whether the database is what it was when the test asked first."""
    before = {}

    def ask() -> bool:
        return before.setdefault("sums", now := facts.sums()) == now

    return ask
