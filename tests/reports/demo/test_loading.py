"""The demo in an instance: once, with accounts only where nobody has one."""

import stat

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from ground.models import User
from interviews.models import Membership, Study
from reports.demo import loading
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(monkeypatch, tmp_path):
    file = tmp_path / "var" / "demo-accounts.txt"
    monkeypatch.setattr(loading, "ACCOUNTS", file)
    return file


@pytest.fixture
def private(monkeypatch):
    """As if the launcher had started the database."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def given(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere")


def demo(capsys, *arguments):
    call_command("demo", *arguments)
    return capsys.readouterr().out


def passwords(file):
    return {line.split()[0]: line.split()[1] for line in file.read_text(encoding="utf-8").splitlines()}


def test_a_private_database_without_users_gets_studies_and_accounts(capsys, accounts, private):
    told = demo(capsys)

    assert set(Study.objects.values_list("slug", flat=True)) == {"demo-a", "demo-b"}
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    for username, password in passwords(accounts).items():
        assert password in told
        assert authenticate(username=username, password=password) is not None
    roles = Membership.objects.filter(study__slug="demo-a").values_list("role", flat=True)
    assert sorted(roles) == ["observer", "owner", "researcher", "supervisor"]


def test_a_second_time_changes_nothing(capsys, accounts, private):
    demo(capsys)
    before = accounts.read_text(encoding="utf-8"), sorted(User.objects.values_list("password", flat=True))

    told = demo(capsys)

    assert "nothing to do" in told
    assert (accounts.read_text(encoding="utf-8"), sorted(User.objects.values_list("password", flat=True))) == before


def test_a_database_with_users_gets_no_accounts_with_a_password(capsys, accounts, private):
    make_user()

    demo(capsys)

    assert not accounts.exists()
    assert User.objects.count() == 5
    assert sum(user.has_usable_password() for user in User.objects.all()) == 1


def test_a_database_that_was_given_gets_no_accounts_with_a_password(capsys, accounts, given):
    told = demo(capsys)

    assert "No account was made" in told
    assert not accounts.exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_a_deleted_demo_does_not_come_back(capsys, accounts, private):
    demo(capsys)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE interviews_study CASCADE")

    told = demo(capsys)

    assert "demo-b: was made here before" in told
    assert not Study.objects.exists()


def test_whoever_is_named_becomes_an_owner_of_the_demo(capsys, accounts, given):
    me = make_user("saya")

    demo(capsys, "--owner", "saya")

    assert set(me.memberships.values_list("role", "study__slug")) == {("owner", "demo-a"), ("owner", "demo-b")}


def test_an_unknown_owner_is_refused_before_anything_is_made(accounts, given):
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("demo", "--owner", "nobody")

    assert not Study.objects.exists()
