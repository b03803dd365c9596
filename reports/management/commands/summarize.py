"""A summary from the command line, built through the worker as any other."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from ground.jobs import worker_is_there
from ground.languages import id_or_en
from ground.models import Job
from ground.waiting import TooMuch
from interviews.models import Role, Study
from reports.method import InvalidEvidence, canonical_json
from reports.models import Basis, Summary
from reports.reading import Reading
from reports.sentences import MARK, Sentence, actor_report, study_report
from reports.summaries import failure, request_summary

FAILED, INVALID = 1, 2
LOOK_EVERY = 0.2  # seconds
PATIENCE = 10  # seconds a job may wait for the worker that reported last, before one of our own is started
GIVE_UP = 180  # seconds without any sign of a worker
WORKER = "-m celery -A coprod worker --pool solo --without-mingle --without-gossip --loglevel ERROR"


class Command(BaseCommand):
    help = "Builds the summary of a study and prints it. Exit 0: done; 1: failed or no such study; 2: invalid evidence."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The study's slug, as in its address.")
        parser.add_argument("--basis", choices=Basis.values, default=Basis.OFFICIAL)
        parser.add_argument("--actor", metavar="CODE", help="One actor's part only.")
        parser.add_argument("--json", action="store_true", help="The canonical JSON instead of sentences.")

    def handle(self, *, slug, basis, actor, json, **options):
        study = Study.objects.filter(slug=slug, trashed_at__isnull=True).first()
        if study is None:
            raise CommandError(f"There is no study {slug}.", returncode=FAILED)
        if actor and not study.actors.filter(code=actor).exists():
            codes = ", ".join(study.actors.values_list("code", flat=True))
            raise CommandError(f"The study {slug} has no actor {actor}. It has {codes}.", returncode=FAILED)
        summary = self._built(study, basis)
        shown = _as_json if json else _as_sentences
        self.stdout.write(shown(summary, actor), ending="")

    def _built(self, study: Study, basis: str) -> Summary:
        owner = study.memberships.filter(role=Role.OWNER).select_related("user").earliest("pk").user
        try:
            asked = request_summary(study, basis, by=owner)
        except InvalidEvidence as invalid:
            raise CommandError(str(invalid), returncode=INVALID) from invalid
        except TooMuch as refusal:
            raise CommandError(refusal.message, returncode=FAILED) from refusal
        if isinstance(asked, Summary):
            return asked
        self._wait(asked)
        if asked.state == Job.State.DONE:
            return Summary.objects.get(pk=asked.result["summary"])
        code = INVALID if asked.error_code == "invalid_evidence" else FAILED
        raise CommandError(failure(asked) if asked.error_detail else f"The job was {asked.state}.", returncode=code)

    def _wait(self, job: Job) -> None:
        """Follow the job to its end, with a worker of our own where none answers."""
        started, told = time.monotonic(), None
        with own_worker() as start:
            while job.is_open:
                waited = time.monotonic() - started
                if job.state == Job.State.QUEUED and (waited > PATIENCE or not worker_is_there()):
                    start()
                if waited > GIVE_UP and job.state == Job.State.QUEUED:
                    raise CommandError("No worker answered. See: manage.py services status", returncode=FAILED)
                told = self._tell(job, told)
                time.sleep(LOOK_EVERY)
                job.refresh_from_db()
            self._tell(job, told)

    def _tell(self, job: Job, told: tuple | None) -> tuple:
        now = job.state, job.progress, job.progress_total
        if now != told:
            steps = f" {job.progress}/{job.progress_total}" if job.progress_total else ""
            self.stderr.write(f"{job.state}{steps}", style_func=lambda text: text)
        return now


@contextmanager
def own_worker():
    """Yields a function that starts a worker once; whatever was started ends with the block."""
    running: list[subprocess.Popen] = []

    def start() -> None:
        if not running:
            command = [sys.executable, *WORKER.split()]
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            running.append(subprocess.Popen(command, cwd=settings.BASE_DIR, **quiet))

    try:
        yield start
    finally:
        for worker in running:
            worker.terminate()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


def _as_json(summary: Summary, actor: str | None) -> str:
    """The stored bytes; of one actor its profile, cells and pairs."""
    if not actor:
        return summary.result
    result = json.loads(summary.result)
    part = {
        "actor": actor,
        "profile": result["profiles"][actor],
        "cells": {key: cell for key, cell in result["cells"].items() if key.split("/")[0] == actor},
        "pairs": {key: pair for key, pair in result["pairs"].items() if actor in key.split("-")},
        "input_hash": result["input_hash"],
    }
    return canonical_json(part).decode()


def _as_sentences(summary: Summary, actor: str | None) -> str:
    """One sentence a line, in the language of the interviews; what is no finding says so."""
    language = id_or_en(summary.study.language)
    with override(language):
        reading = Reading(summary, language)
        told = actor_report(reading.case, actor) if actor else study_report(reading.case)
        return "".join(f"{_marked(sentence, language)}\n" for sentence in told)


def _marked(sentence: Sentence, language: str) -> str:
    mark = f"[{MARK[language]}] " if sentence.mark == "implication" else ""
    return mark + sentence.text[language]
