"""What a database holds, told in a way that another database with the same rows tells too."""

import hashlib

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField

from interviews.models import Study
from reports.exchange.bundle.writing import bundle_of, written

# Who is signed in, who is there, and what is counted for minutes: all of it begins anew after a restore.
NOT_KEPT = ("django_session", "shared_cache", "ground_worker", "coding_presence")
TABLES = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL (%s) ORDER BY c.relname
"""
# Independent of the order of the rows, and of the code that reads them.
SUM = "SELECT count(*), coalesce(sum(('x' || left(md5(r::text), 16))::bit(64)::bigint::numeric), 0) FROM {} r"
SPELLING = "SET LOCAL TIME ZONE 'UTC'; SET LOCAL datestyle = ISO; SET LOCAL intervalstyle = postgres"


def sums() -> dict[str, list]:
    """Table → [rows, sum over all their values]. To be called in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SPELLING)
        cursor.execute(TABLES, [list(NOT_KEPT)])
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(SUM.format(table))
            rows, total = cursor.fetchone()
            found[table] = [rows, str(total)]
        return found


def exports() -> dict[str, str]:
    """Slug → SHA-256 of the study's complete bundle, trash included."""
    return {
        study.slug: hashlib.sha256(written(bundle_of(study, complete=True))).hexdigest()
        for study in Study.objects.order_by("slug")
    }


def migrations() -> list[list[str]]:
    """[app, name] of each migration that was applied."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def stored_files() -> list[str]:
    """The name of every file that a row names."""
    named = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    ]
    return sorted(
        name
        for model, field in named
        for name in model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
    )
