"""Work in the background. The row in PostgreSQL is the queue; the broker is a doorbell that carries only the row's id.

Celery with Redis loses and repeats messages when workers are killed, so nothing here trusts it: a worker claims a row
with a token of its own and reports a heartbeat; a sweeper rings again what nobody answered and frees what a dead worker
held; a result is written only by the holder of the newest token. All times are the database's.
"""

import threading
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop

from ground.closing import Archived, require_open
from ground.models import Job, Worker
from ground.waiting import COUNTED, Family, within_share

log = structlog.get_logger("ground.jobs")

HEARTBEAT = timedelta(seconds=5)
STALE = timedelta(seconds=30)
UNANSWERED = timedelta(seconds=15)
WORKER_GONE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
LONGEST_WAIT = timedelta(seconds=2 ** (MOST_ATTEMPTS - 1))
# A wait that is longer than any comes from a clock that was set back since.
DUE = Q(run_after__isnull=True) | Q(run_after__lte=Now()) | Q(run_after__gt=Now() + LONGEST_WAIT)

KINDS: dict[str, Callable[["Attempt"], dict | None]] = {}
# Kinds that only read the study that they belong to, so that they are done in one that is closed, too.
READING: set[str] = set()
DOORBELL: list[Callable[[uuid.UUID], None]] = []
# What the apps above have swept in the same rounds: by name, how many rows each took away.
SWEPT: dict[str, Callable[[], int]] = {}


class Superseded(Exception):
    """This attempt no longer holds the job: it was cancelled, or another worker took it over."""


class Refused(Exception):
    """The work cannot be done, and trying again would not help; `code` for programs, the message for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def job_kind(name: str, *, counted: Family | None, writes: bool = True):
    """Decorates the function that does jobs of this kind: takes an Attempt, returns ids of what it made.

    `counted` says with what else it counts as one person's share, None where nobody asks for it; `writes` whether it
    writes in the study that it belongs to.
    """

    def register(work):
        KINDS[name] = work
        READING.update(() if writes else {name})
        COUNTED.update({name: counted} if counted else {})
        return work

    return register


def request_job(
    kind: str,
    subject: uuid.UUID,
    *,
    by,
    study_id: uuid.UUID | None = None,
    input_hash: str = "",
    params: dict | None = None,
) -> Job:
    """Ask for work. The same work, asked for while it is open, is the same job. Rings when the transaction commits.

    Raises Archived in a study in which nothing is written any more, TooMuch where `by` has enough open already.
    """
    if kind not in READING:
        require_open(study_id)
    asked = {"kind": kind, "subject": subject, "input_hash": input_hash}
    job = Job(**asked, study_id=study_id, requested_by=by, params=params or {})
    try:
        with within_share(job):
            job.save(force_insert=True)
    except IntegrityError:
        # Between the conflict and this look the open job may have ended: then the next asking makes a new one.
        if (open_job := Job.objects.filter(**asked, state__in=Job.OPEN).first()) is None:
            return request_job(kind, subject, by=by, study_id=study_id, input_hash=input_hash, params=params)
        return open_job
    transaction.on_commit(lambda: ring(job.pk), robust=True)
    return job


def ring(job_id: uuid.UUID) -> bool:
    """Tell a worker that there is work. A broker that is away is no error: the sweeper rings again."""
    try:
        for bell in DOORBELL:
            bell(job_id)
    except Exception as error:
        log.warning("broker_away", job_id=str(job_id), error=type(error).__name__)
        return False
    Job.objects.filter(pk=job_id).update(rung_at=Now())
    return True


def long_since(moment: str, span: timedelta) -> Q:
    """A moment of the row that is longer past than `span`; or as far ahead, for then the clock was set back since."""
    return Q(**{f"{moment}__lt": Now() - span}) | Q(**{f"{moment}__gt": Now() + span})


def claim(job_id: uuid.UUID) -> "Attempt | None":
    """Take the job, or None where somebody else has it, it has ended, or it must wait."""
    token = uuid.uuid4()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING) & long_since("heartbeat_at", STALE)
    taken = Job.objects.filter(free, DUE, pk=job_id, attempts__lt=MOST_ATTEMPTS).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        attempt_token=token,
        claimed_at=Now(),
        heartbeat_at=Now(),
        progress=0,
    )
    return Attempt(Job.objects.select_related("requested_by").get(pk=job_id), token) if taken else None


class Attempt:
    """One worker's hold on a job. Everything it writes to the row is void once another attempt holds it."""

    def __init__(self, job: Job, token: uuid.UUID):
        self.job = job
        self.token = token

    def _mine(self):
        return Job.objects.filter(pk=self.job.pk, attempt_token=self.token, state=Job.State.RUNNING)

    def _write(self, **values) -> None:
        if not self._mine().update(**values):
            raise Superseded

    def report(self, done: int, total: int) -> None:
        """Progress in steps of the work. Raises Superseded when the job was cancelled or taken over."""
        self._write(progress=done, progress_total=total, heartbeat_at=Now())

    @contextmanager
    def finishing(self):
        """The result and the job's end in one transaction: a late attempt writes neither. Yields a dict for the ids."""
        result: dict = {}
        with transaction.atomic():
            if self._mine().select_for_update().first() is None:
                raise Superseded
            yield result
            self._write(state=Job.State.DONE, result=result, finished_at=Now())

    def fail(self, code: str, detail: str) -> None:
        self._mine().update(state=Job.State.FAILED, error_code=code, error_detail=detail, finished_at=Now())

    def give_back(self, code: str) -> None:
        """Queue again after a fault that may pass; the last attempt fails instead."""
        if self.job.attempts >= MOST_ATTEMPTS:
            self.fail(code, gettext_noop("This was tried several times without success."))
            return
        wait = timedelta(seconds=2**self.job.attempts)  # at most LONGEST_WAIT
        self._mine().update(state=Job.State.QUEUED, error_code=code, run_after=Now() + wait)

    @contextmanager
    def heartbeat(self):
        """Report from a thread of its own, every few seconds, that this attempt lives."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=[over], daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, over: threading.Event) -> None:
        try:
            while not over.wait(HEARTBEAT.total_seconds()):
                self._mine().update(heartbeat_at=Now())
        finally:
            connection.close()


def run(job_id: uuid.UUID) -> None:
    """Claim the job and do it; every way it can end is on the row."""
    attempt = claim(job_id)
    if attempt is None:
        return
    job = attempt.job
    try:
        with attempt.heartbeat():
            KINDS[job.kind](attempt)
    except Superseded:
        log.info("attempt_superseded", job_id=str(job.pk))
    except (Refused, Archived) as refused:
        attempt.fail(refused.code, str(refused))
    except Exception as error:
        log.exception("attempt_failed", job_id=str(job.pk), kind=job.kind, attempt=job.attempts)
        attempt.give_back(type(error).__name__)


def cancel(job: Job) -> bool:
    """End an open job at its asker's wish; the worker notices at its next report."""
    return bool(Job.objects.filter(pk=job.pk, state__in=Job.OPEN).update(state=Job.State.CANCELLED, finished_at=Now()))


def retry(job: Job, *, by) -> Job:
    """Ask again for the work of a job that failed or was cancelled."""
    return request_job(
        job.kind, job.subject, by=by, study_id=job.study_id, input_hash=job.input_hash, params=job.params
    )


def sweep() -> dict[str, int]:
    """Ring what nobody answered, free what a dead worker held, end what was tried too often, discard what is forgotten.

    Returns counts.
    """
    stale = Job.objects.filter(long_since("heartbeat_at", STALE), state=Job.State.RUNNING)
    ended = stale.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED,
        error_code="worker_lost",
        error_detail=gettext_noop("The worker was lost several times while doing this."),
        finished_at=Now(),
    )
    freed = stale.update(state=Job.State.QUEUED, rung_at=None)
    unheard = Q(rung_at__isnull=True) & long_since("requested_at", HEARTBEAT) | long_since("rung_at", UNANSWERED)
    waiting = Job.objects.filter(DUE, unheard, state=Job.State.QUEUED)
    rung = sum(ring(pk) for pk in waiting.order_by("requested_at").values_list("pk", flat=True)[:100])
    Worker.objects.filter(heartbeat_at__lt=Now() - timedelta(days=1)).delete()
    discarded = {name: discard() for name, discard in SWEPT.items()}
    return {"ended": ended, "freed": freed, "rung": rung} | discarded


def report_worker(name: str) -> None:
    """A worker process says that it is there."""
    Worker.objects.bulk_create(
        [Worker(name=name, started_at=Now(), heartbeat_at=Now())],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["heartbeat_at"],
    )


def forget_worker(name: str) -> None:
    Worker.objects.filter(name=name).delete()


def worker_is_there() -> bool:
    """Whether any worker has reported in the last two minutes."""
    return Worker.objects.exclude(long_since("heartbeat_at", WORKER_GONE)).exists()
