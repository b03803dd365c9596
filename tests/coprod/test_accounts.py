"""Where accounts come from: the page that asks who one is says where the demo's stand, and only where they do."""

import pytest

from reports.demo import loading

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(monkeypatch, tmp_path):
    file = tmp_path / "demo-accounts.txt"
    file.write_text("demo-peneliti  sangat-rahasia  owner: Peneliti (rekaan)\n")
    monkeypatch.setattr(loading, "ACCOUNTS", file)
    return file


def sign_in_page(client):
    client.cookies["coprod_language"] = "en"
    return client.get("/accounts/login/").content.decode()


def test_the_launchers_demo_accounts_are_pointed_to_without_their_passwords(client, accounts, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    page = sign_in_page(client)

    assert "var/demo-accounts.txt" in page
    assert "sangat-rahasia" not in page


def test_an_installation_with_a_database_of_its_own_says_nothing_of_a_demo(client, accounts, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere")

    assert "demo-accounts" not in sign_in_page(client)


def test_where_no_demo_accounts_were_made_nothing_is_said_of_them(client, accounts, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    accounts.unlink()

    assert "demo-accounts" not in sign_in_page(client)
