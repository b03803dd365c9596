"""What a checkout needs before it can serve: catalogues, tables, static files. What is up to date costs nothing."""

import hashlib
import io
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ground import first_account
from ground.catalogues import compile_catalogues
from ground.launcher import database_is_private

MIGRATING = 0x636F70726F64  # the number of the advisory lock


class Command(BaseCommand):
    help = "Compiles catalogues, migrates the database and collects static files, each only where it is due."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="Also make the demo studies, in a private database without users."
        )

    def handle(self, *, demo, **options):
        for folder in settings.LOCALE_PATHS:
            compile_catalogues(Path(folder))
        with one_at_a_time():
            self.migrate()
            if demo and database_is_private() and not get_user_model().objects.exists():
                self.stdout.write("Making the demo studies …")
                call_command("demo", stdout=io.StringIO())  # who asked for it prints the accounts at the end
            if first_account.is_open():
                self.stdout.write(f"Nobody has an account here yet. Make the first one: {first_account.link()}")
        self.collect()

    def migrate(self):
        executor = MigrationExecutor(connection)
        unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
        if unknown:
            names = ", ".join(sorted(f"{app}.{name}" for app, name in unknown))
            raise CommandError(f"The database is newer than this code, which does not know {names}: update the code.")
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Migrating the database …")
            call_command("migrate", verbosity=0, interactive=False)

    def collect(self):
        stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
        now = fingerprint()
        if stamp.exists() and stamp.read_text() == now:
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(now)


@contextmanager
def one_at_a_time():
    """Hold an advisory lock in the database: of two that start at once one migrates, and the other finds it done."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        cursor.execute("SET lock_timeout = '30s'")
    try:
        yield
    finally:
        connection.close()


def fingerprint() -> str:
    """A hash over name, size and time of every static file that would be collected, and over how they are collected."""
    known = hashlib.sha256()
    for module in (storages["staticfiles"].__module__, *getattr(storages["staticfiles"], "made_with", ())):
        known.update(Path(find_spec(module).origin).read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            known.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return known.hexdigest()
