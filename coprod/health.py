"""Whether this process is up, and whether the whole can work."""

import tempfile
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from coprod.serving import leaving
from ground.blind import views_stand
from ground.jobs import worker_is_there
from ground.outages import outage

BLOCK = 4096  # bytes: less may still find room in a disk that is full
VIEWS = "views for blind readers are of another version: run manage.py migrate"


@require_safe
def livez(request):
    """503 from a process that was told to end: a proxy that asks here sends it nothing more."""
    if leaving.is_set():
        return JsonResponse({"status": "leaving"}, status=503)
    return JsonResponse({"status": "up"})


@require_safe
def readyz(request):
    """503 unless the database can be written, has every migration, and the views that whoever codes blind reads, and
    unless files can be stored.

    A missing broker or worker is only degraded.
    """
    try:
        write_and_undo()
        database = "migrations pending" if pending_migrations() else "up" if views_stand() else VIEWS
    except Error as error:
        database = outage(error) or "away"
    needed = {"database": database, "files": room_for_files()}
    if set(needed.values()) != {"up"}:
        return JsonResponse({"status": "down", **needed}, status=503)
    parts = {"broker": broker_answers(), "worker": worker_is_there()}
    return JsonResponse({"status": "up" if all(parts.values()) else "degraded", **needed, **parts})


def write_and_undo() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE readyz (id int) ON COMMIT DROP")
        cursor.execute("INSERT INTO readyz VALUES (1)")


def room_for_files() -> str:
    """Whether the folder of the files takes another: "up", "disk_full" or "away". A bucket is not asked each time."""
    if not isinstance(default_storage, FileSystemStorage):
        return "up"
    try:
        Path(default_storage.location).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=default_storage.location) as file:
            file.write(bytes(BLOCK))
    except OSError as error:
        return outage(error) or "away"
    return "up"


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def broker_answers() -> bool:
    try:
        with current_app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, timeout=1)
    except Exception:
        return False
    return True


def sends_mail() -> bool:
    """Whether mail goes through a server; else it is only printed."""
    return "console" not in settings.EMAIL_BACKEND
