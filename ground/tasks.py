"""The worker's side of the doorbell: ids in, everything else is on the row."""

import os
import socket
import threading
import uuid

import structlog
from celery import shared_task
from celery.signals import worker_ready, worker_shutdown
from django.db import DatabaseError, connection

from ground import jobs
from ground.alive import show_alive

log = structlog.get_logger("ground.tasks")

NAME = f"{socket.gethostname()}:{os.getpid()}"
REPORT_EVERY = 15
_over = threading.Event()


@shared_task(name="ground.answer")
def answer(job_id: str) -> None:
    jobs.run(uuid.UUID(job_id))


def ring(job_id: uuid.UUID) -> None:
    answer.apply_async([str(job_id)], retry=False)


jobs.DOORBELL.append(ring)


@worker_ready.connect
def start_reporting(**_kwargs) -> None:
    """The worker's main process reports for as long as it lives, and rings what waited while none was there."""
    threading.Thread(target=_report, daemon=True).start()


@worker_shutdown.connect
def stop_reporting(**_kwargs) -> None:
    _over.set()
    jobs.forget_worker(NAME)


def _report() -> None:
    while not _over.is_set():
        show_alive()
        try:
            jobs.report_worker(NAME)
            jobs.sweep()
        except DatabaseError:
            log.warning("database_away")  # it comes back, and so does this report
        finally:
            connection.close()
        _over.wait(REPORT_EVERY)
