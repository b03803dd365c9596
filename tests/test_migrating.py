"""The tables of a million codings go back to how the first migrations made them, and forth again, while people read."""

import io
import re
import threading
from contextlib import closing

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from bench.large import add_codes
from bench.many import EACH, INTERVIEWS, LENGTH, MAKING, TURNS
from tests.factories import make_informant, make_study, owner_of
from tests.worker import database_url

SECONDS = 60  # a migration
WAITS = "2s"  # whoever reads meanwhile
OURS = ("ground", "interviews", "coding", "reports")
# By table what its rows say, of columns that the first migrations made.
KEPT = {
    "coding_coding": "id, passage_id, code_id, about_actor_id, polarity, in_scope, coder_id, status, created_at",
    "coding_passage": 'id, transcript_id, start, "end", quote',
    "interviews_turn": 'id, transcript_id, index, start, "end", speaker_id',
    "interviews_transcript": "id, interview_id, version, text, length, sha256",
    "interviews_interview": "id, study_id, code, created_by_id",
    "coding_code": "id, study_id, key",
}


class Reader(threading.Thread):
    """Reads the newest codings again and again, and gives up where a migration keeps them shut for too long."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.shut, self.read = threading.Event(), [], 0

    def run(self):
        with closing(psycopg2.connect(database_url(), options=f"-c lock_timeout={WAITS}")) as reading:
            reading.autocommit = True
            while not self.over.wait(0.05):
                for table in KEPT:
                    try:
                        reading.cursor().execute(f"SELECT 1 FROM {table} LIMIT 1")
                        self.read += 1
                    except psycopg2.errors.LockNotAvailable:
                        self.shut.append(table)


def sums() -> dict[str, tuple]:
    """By table how many rows there are, and a sum over what they say."""
    told = {}
    with connection.cursor() as cursor:
        for table, columns in KEPT.items():
            cursor.execute(f"SELECT count(*), sum(hashtextextended(ROW({columns})::text, 0)::numeric) FROM {table}")
            told[table] = cursor.fetchone()
    return told


def ours() -> dict[tuple[str, str], Migration]:
    """Every migration of this house, by app and name."""
    return {key: each for key, each in MigrationLoader(None).disk_migrations.items() if key[0] in OURS}


def firsts() -> dict[str, str]:
    """By app the last of the migrations that were made first."""
    return {app: max(name for other, name in ours() if other == app and "initial" in name) for app in OURS}


def later() -> list[str]:
    """The migrations that came after those, as the command names them."""
    return [f"{app}.{name}" for app, name in ours() if name > firsts()[app]]


def migrate(*target: str) -> dict[str, float]:
    """Go there, as the command does; by migration, how many seconds it took."""
    said = io.StringIO()
    call_command("migrate", *target, verbosity=2, interactive=False, stdout=said)
    return {
        name: float(seconds) for name, seconds in re.findall(r"(\w+ing \S+)\.\.\..*? OK \((.+?)s\)", said.getvalue())
    }


def test_every_migration_can_be_taken_back():
    of_one_way = [
        f"{app}.{name}" for (app, name), each in ours().items() for op in each.operations if not op.reversible
    ]

    assert of_one_way == []


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_a_million_codings_are_migrated_back_and_forth_and_nothing_of_them_changes(capsys):
    study = make_study()
    add_codes(study, owner_of(study))
    sizes = {"interviews": INTERVIEWS, "each": EACH, "turns": TURNS, "length": LENGTH}
    rows = {"study": study.pk, "owner": owner_of(study).pk, "informant": make_informant(study).pk}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(MAKING.format(**sizes, **rows))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = '30s'")
    before = sums()
    reader = Reader()
    reader.start()

    took = {}
    try:
        for first in reversed(firsts().items()):
            took |= migrate(*first)
        between = sums()
        took |= migrate()
    finally:
        reader.over.set()
        migrate()
    with capsys.disabled():
        print("\n".join(f"{name}: {seconds} s" for name, seconds in took.items() if seconds >= 1))

    assert before["coding_coding"][0] == INTERVIEWS * EACH
    assert took.keys() == {f"{way} {name}" for name in later() for way in ("Unapplying", "Applying")}
    assert between == sums() == before
    assert {name: seconds for name, seconds in took.items() if seconds > SECONDS} == {}
    assert (reader.shut, reader.read > 100) == ([], True)
