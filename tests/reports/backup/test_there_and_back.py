"""What was backed up comes back, row by row and byte by byte, as of one moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Max

from coding.models import Coding
from coding.passages import code_passage
from ground import blind
from ground.models import Act, Event, Restoration, User
from interviews.models import Study, Transcript
from interviews.uploads import take
from reports.backup import facts, postgres
from reports.backup.archive import DATABASE, Manifest, opened, written
from reports.backup.taking import one_moment
from reports.erasing.erasing import erase
from reports.exchange.tables.contents import TABLES
from reports.exchange.tables.files import MEDIA_TYPES, file_of
from reports.integrity import faults
from tests.factories import join, make_study

pytestmark = pytest.mark.django_db(transaction=True)


def lose_everything() -> None:
    for name in facts.stored_files():
        default_storage.delete(name)
    call_command("flush", interactive=False, verbosity=0)


def tables_as_files() -> dict:
    """Every table that leaves a study, in every format, as bytes."""
    return {
        (study.slug, name, format): file_of(study, name, format, by=study.memberships.first().user).content
        for study in Study.objects.order_by("slug")
        for name in TABLES
        for format in MEDIA_TYPES
    }


def test_every_row_and_file_comes_back_after_everything_was_lost(backup, upload):
    before, file = facts.sums(), upload.read()
    lose_everything()

    call_command("restore", backup)

    after = facts.sums()
    assert (before.pop("ground_restoration")[0], after.pop("ground_restoration")[0]) == (0, 1)
    assert after == before
    upload.refresh_from_db()
    assert upload.read() == file
    assert list(faults()) == []


def test_every_export_in_every_format_is_the_same_bytes(backup):
    bundles, tables = facts.exports(), tables_as_files()
    lose_everything()

    call_command("restore", backup)

    assert len(bundles) == 2
    assert facts.exports() == bundles
    assert tables_as_files() == tables


def test_who_was_signed_in_signs_in_again_and_the_restoration_is_on_record(backup, client, rich):
    client.force_login(rich.owner)
    assert client.get("/studies/").status_code == 200

    call_command("restore", backup, "--replace")

    assert client.get("/studies/").status_code == 302
    restoration = Restoration.objects.get()
    assert restoration.made_at < restoration.restored_at <= datetime.now(UTC)


def test_what_came_after_the_backup_is_gone_with_its_files(backup, rich, upload):
    stored = facts.stored_files()
    late = take(rich.study, by=rich.owner, name="baru.txt", file=ContentFile(b"P: Apa?\nT1: Sembako."))[0]
    make_study(slug="baru")

    call_command("restore", backup, "--replace")

    assert not Study.objects.filter(slug="baru").exists()
    assert facts.stored_files() == stored
    assert [default_storage.exists(each.file.name) for each in (upload, late)] == [True, False]


def test_what_was_erased_since_the_backup_is_erased_again(backup, rich, capsys):
    erase(rich.study.interviews.exclude(kind="group").get(), by=rich.owner)

    call_command("restore", backup, "--replace")

    assert [each.kind for each in rich.study.interviews.all()] == ["group"]
    assert "Erased again what was erased here since the backup: 1." in "".join(capsys.readouterr())
    assert list(faults()) == []


def test_postgresql_has_counted_every_table_that_came_back(backup):
    call_command("restore", backup, "--replace")

    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname, reltuples FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        """)
        counted = dict(cursor.fetchall())
    assert [name for name, rows in counted.items() if rows < 0] == []  # -1 is "never counted"
    assert counted["ground_user"] == User.objects.count()


def test_triggers_and_sequences_go_on_where_they_stood(backup):
    call_command("restore", backup, "--replace")

    study = Study.objects.get(slug="lain")
    join(study, "observer")

    newest = Event.objects.latest("id")
    assert newest.relation == "interviews_membership"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_views WHERE schemaname = 'blind'")
        assert cursor.fetchone()[0] == len(list(blind.conditions()))
    assert newest.act.number == Act.objects.aggregate(last=Max("number"))["last"]


def code_on(transcript: Transcript, study, coder, stop: threading.Event) -> None:
    """A coder who goes on coding until told to stop."""
    code = study.codes.get(key="MAT")
    try:
        for start in range(transcript.length - 1):
            if stop.is_set():
                return
            code_passage(study, coder=coder, transcript=transcript, code=code, start=start, end=start + 1)
    finally:
        connection.close()


def test_a_backup_taken_while_eight_people_code_is_of_one_moment(rich, tmp_path):
    transcript = Transcript.objects.filter(interview__study=rich.study).latest("version")
    stop, path = threading.Event(), tmp_path / "ramai.backup"
    coders = [join(rich.study, "researcher") for _number in range(8)]
    threads = [threading.Thread(target=code_on, args=(transcript, rich.study, coder, stop)) for coder in coders]
    for thread in threads:
        thread.start()
    call_command("backup", path)
    stop.set()
    for thread in threads:
        thread.join()
    codings = Coding.objects.count()

    call_command("verify_backup", path)
    call_command("restore", path, "--replace")

    assert 0 < Coding.objects.count() <= codings
    assert list(faults()) == []


def test_an_older_backup_is_migrated(rich, tmp_path, capsys):
    """As the version before the newest migration would have written it: its tables, and no export we could compare."""
    path, newest = tmp_path / "lama.backup", facts.migrations()
    call_command("migrate", "coding", "0005", verbosity=0)
    with written(path) as file, one_moment() as snapshot:
        file.add(DATABASE, postgres.dumped(snapshot))
        made = Manifest(made_at=datetime.now(UTC).isoformat(), postgres=postgres.server())
        made.migrations, made.tables = facts.migrations(), facts.sums()
        file.close(made)
    call_command("migrate", verbosity=0)

    call_command("restore", path, "--replace")

    assert f"{len(newest) - len(made.migrations)} migrations went through" in capsys.readouterr().out
    assert facts.migrations() == newest
    assert list(faults()) == []


def test_a_trial_leaves_the_database_as_it_is_and_nothing_beside_it(backup, unchanged, capsys):
    assert unchanged()

    call_command("verify_backup", backup)

    assert unchanged()
    assert "2 exports equal" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = current_database() || '_trial'")
        assert cursor.fetchone() == (0,)


def test_the_file_is_its_owners_alone_and_none_is_written_over(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="no backup is written over"):
        call_command("backup", backup)
    assert [path.name for path in backup.parent.glob("*backup*")] == ["coprod.backup"]


def test_the_manifest_tells_what_is_in_it(backup):
    with opened(backup) as read:
        assert read.manifest.tables["ground_user"][0] == User.objects.count()
        assert read.manifest.members.keys() == {DATABASE, *(f"files/{name}" for name in facts.stored_files())}
