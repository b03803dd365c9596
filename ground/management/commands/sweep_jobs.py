"""The sweeper: a plain loop over the database, beside the broker and not through it."""

import time

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from ground import jobs
from ground.alive import show_alive

log = structlog.get_logger("ground.sweeper")


class Command(BaseCommand):
    help = "Rings again for jobs that no worker answered, and frees those that a dead worker held."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=10, help="Seconds between two rounds.")
        parser.add_argument("--once", action="store_true", help="One round, then end.")

    def handle(self, *, every, once, **options):
        while True:
            show_alive()
            self.round()
            if once:
                return
            time.sleep(every)

    def round(self):
        try:
            counts = jobs.sweep()
        except DatabaseError as error:
            connection.close()
            log.warning("database_away", error=type(error).__name__)
            return
        if any(counts.values()):
            log.info("swept", **counts)
