"""The doctor names what does not hold, and what to do about it."""

import pytest
from django.core.management import call_command
from django.db import connection

from coprod.doctor import examine

pytestmark = pytest.mark.django_db


def found(about: str) -> tuple[str, str]:
    """State and words of one finding."""
    return next((state, said) for state, name, said in examine() if name == about)


def test_a_sound_installation_has_nothing_wrong(capsys):
    call_command("doctor")

    told = capsys.readouterr().out
    assert "ok     Database: PostgreSQL" in told
    assert "ok     Backup: pg_dump" in told
    assert "wrong" not in told


def test_a_worker_that_is_away_is_said_and_is_no_fault():
    assert found("Worker")[0] == "look"


@pytest.mark.parametrize(
    ("setting", "value", "about", "said"),
    [
        ("DEBUG", True, "Debug", "Unset DEBUG"),
        ("SITE_URL", "http://riset.example", "Address", "without TLS"),
        ("MEDIA_ROOT", "/proc/tak-ada", "Files", "See MEDIA_ROOT"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(settings, capsys, setting, value, about, said):
    setattr(settings, setting, value)

    assert found(about)[0] == "wrong"
    assert said in found(about)[1]
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1


def test_the_disk_that_files_are_stored_on_is_looked_at_too(settings):
    settings.MEDIA_ROOT = "/proc/tak-ada"  # where there is no room at all

    state, said = found("Disk")

    assert (state, said) == ("look", "0.0 GB free, 0%, in /proc.")


def test_tables_of_an_older_version_are_wrong():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")

    assert found("Tables") == ("wrong", "migrations are pending: `manage.py prepare`.")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_named_and_the_rest_is_looked_at_all_the_same(settings):
    connection.close()
    connection.settings_dict["PORT"], port = "1", connection.settings_dict["PORT"]
    try:
        assert found("Database")[0] == "wrong"
        assert found("Disk")[0] in ("ok", "look")
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port
