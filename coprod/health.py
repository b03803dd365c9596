"""Whether this process is up, and whether the whole can work."""

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from coprod.serving import leaving
from ground.blind import views_stand
from ground.jobs import worker_is_there

VIEWS = "views for blind readers are of another version: run manage.py migrate"


@require_safe
def livez(request):
    """503 from a process that was told to end: a proxy that asks here sends it nothing more."""
    if leaving.is_set():
        return JsonResponse({"status": "leaving"}, status=503)
    return JsonResponse({"status": "up"})


@require_safe
def readyz(request):
    """503 unless the database can be written, has every migration, and the views that whoever codes blind reads.

    A missing broker or worker is only degraded.
    """
    try:
        write_and_undo()
        unready = "migrations pending" if pending_migrations() else "" if views_stand() else VIEWS
    except DatabaseError:
        unready = "away"
    if unready:
        return JsonResponse({"status": "down", "database": unready}, status=503)
    parts = {"broker": broker_answers(), "worker": worker_is_there()}
    return JsonResponse({"status": "up" if all(parts.values()) else "degraded", "database": "up", **parts})


def write_and_undo() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE readyz (id int) ON COMMIT DROP")
        cursor.execute("INSERT INTO readyz VALUES (1)")


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
