"""The row is the queue: claimed once, given back when a worker dies, ended in one way only."""

import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from ground import jobs
from ground.models import Job, Worker
from ground.waiting import COUNTED, MOST, Family, TooMuch
from tests.at_once import at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(monkeypatch):
    """No doorbell: what the broker would carry is of no matter here."""
    rung = []
    monkeypatch.setattr(jobs, "DOORBELL", [rung.append])
    return rung


@pytest.fixture
def kind():
    """A kind of job that does nothing but say that it was done."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    done = []

    @jobs.job_kind(name, counted=Family(name))
    def work(attempt):
        with attempt.finishing() as result:
            done.append(attempt.job.pk)
            result["done"] = len(done)

    work.name = name
    yield work
    del jobs.KINDS[name], COUNTED[name]


def ask(kind, subject=None, **more) -> Job:
    return jobs.request_job(kind.name, subject or uuid.uuid4(), by=make_user(), **more)


def test_asking_twice_for_the_same_work_is_one_job(silent, kind):
    subject, user = uuid.uuid4(), make_user()

    first = jobs.request_job(kind.name, subject, by=user, input_hash="x")
    second = jobs.request_job(kind.name, subject, by=user, input_hash="x")

    assert first.pk == second.pk
    assert Job.objects.filter(kind=kind.name).count() == 1


def test_whoever_has_as_much_open_as_one_person_may_asks_again_later_and_nobody_else_waits(silent, kind):
    user, subject = make_user(), uuid.uuid4()
    first = jobs.request_job(kind.name, subject, by=user)
    for _more in range(MOST - 1):
        jobs.request_job(kind.name, uuid.uuid4(), by=user)
    jobs.claim(first.pk)

    with pytest.raises(TooMuch) as refused:
        jobs.request_job(kind.name, uuid.uuid4(), by=user)

    assert f"1 × {kind.name} (Running), {MOST - 1} × {kind.name} (Waiting)" in refused.value.message
    assert jobs.request_job(kind.name, subject, by=user).pk == first.pk
    assert Job.objects.filter(requested_by=user).count() == MOST
    ask(kind)
    jobs.cancel(first)
    jobs.request_job(kind.name, uuid.uuid4(), by=user)


def test_every_kind_of_work_that_people_ask_for_is_counted():
    assert {"summary", "report", "agreement", "duplicate", "reading", "replacing", "import"} <= COUNTED.keys()
    assert {kind for kind in jobs.KINDS if not kind.startswith("test-")} - COUNTED.keys() == {"round"}


def test_work_that_is_done_can_be_asked_for_again(silent, kind):
    subject = uuid.uuid4()
    first = ask(kind, subject)
    jobs.run(first.pk)

    second = ask(kind, subject)

    assert second.pk != first.pk


def test_a_job_that_ran_is_done_with_its_result(silent, kind):
    job = ask(kind)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (Job.State.DONE, {"done": 1}, 1)


def test_a_job_is_claimed_by_one_worker_only(silent, kind):
    job = ask(kind)

    first, second = jobs.claim(job.pk), jobs.claim(job.pk)

    assert first is not None
    assert second is None


def test_a_late_attempt_writes_nothing(silent, kind):
    job = ask(kind)
    late = jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=Now() - timedelta(minutes=5))
    newer = jobs.claim(job.pk)

    with pytest.raises(jobs.Superseded), late.finishing() as result:
        result["from"] = "the dead"
    with newer.finishing() as result:
        result["from"] = "the living"

    job.refresh_from_db()
    assert job.result == {"from": "the living"}


def test_what_a_clock_that_was_set_back_has_put_into_the_future_is_taken_up_all_the_same(silent, kind):
    held, rung, waiting = ask(kind), ask(kind), ask(kind)
    jobs.claim(held.pk)
    ahead = Now() + timedelta(days=3)
    Job.objects.filter(pk=held.pk).update(heartbeat_at=ahead, requested_at=ahead)
    Job.objects.filter(pk=rung.pk).update(rung_at=ahead)
    Job.objects.filter(pk=waiting.pk).update(run_after=ahead)
    jobs.report_worker("gone")
    Worker.objects.update(heartbeat_at=ahead)

    counts = jobs.sweep()

    assert (counts["freed"], counts["rung"]) == (1, 2)  # and the third was rung in this moment
    assert all(jobs.claim(job.pk) for job in (held, rung, waiting))
    assert not jobs.worker_is_there()


def test_the_sweeper_frees_what_a_dead_worker_held_and_rings_again(silent, kind):
    job = ask(kind)
    jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(
        heartbeat_at=Now() - timedelta(minutes=5), requested_at=Now() - timedelta(minutes=6)
    )

    counts = jobs.sweep()

    job.refresh_from_db()
    assert [counts[name] for name in ("ended", "freed", "rung")] == [0, 1, 1]
    assert job.state == Job.State.QUEUED
    assert silent == [job.pk]


def test_a_job_that_kills_every_worker_fails_in_words(silent, kind):
    job = ask(kind)
    for _attempt in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim(job.pk) is not None
        Job.objects.filter(pk=job.pk).update(heartbeat_at=Now() - timedelta(minutes=5))

    jobs.sweep()

    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.FAILED, "worker_lost")
    assert job.error_detail


def test_a_fault_that_may_pass_is_tried_again_later(silent):
    @jobs.job_kind("test-fault", counted=None)
    def work(attempt):
        raise OSError("disk")

    job = jobs.request_job("test-fault", uuid.uuid4(), by=make_user())
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts) == (Job.State.QUEUED, "OSError", 1)
    assert job.run_after is not None
    assert jobs.claim(job.pk) is None


def test_what_cannot_be_done_fails_at_once_with_its_reason(silent):
    @jobs.job_kind("test-refused", counted=None)
    def work(attempt):
        raise jobs.Refused("invalid_evidence", "codings[3].polarity: unknown")

    job = jobs.request_job("test-refused", uuid.uuid4(), by=make_user())
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code, job.error_detail) == (
        Job.State.FAILED,
        "invalid_evidence",
        "codings[3].polarity: unknown",
    )


def test_a_cancelled_job_stops_at_its_next_report(silent, kind):
    job = ask(kind)
    attempt = jobs.claim(job.pk)

    assert jobs.cancel(job)

    with pytest.raises(jobs.Superseded):
        attempt.report(1, 10)


def test_a_broker_that_is_away_does_not_lose_the_request(monkeypatch, kind):
    def refuse(job_id):
        raise ConnectionError("refused")

    monkeypatch.setattr(jobs, "DOORBELL", [refuse])
    job = ask(kind)

    assert not jobs.ring(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED


def test_a_worker_is_there_as_long_as_it_reports():
    jobs.report_worker("desk:1")
    assert jobs.worker_is_there()

    Worker.objects.update(heartbeat_at=Now() - timedelta(minutes=3))

    assert not jobs.worker_is_there()


@pytest.mark.django_db(transaction=True)
def test_requests_of_one_person_at_the_same_moment_are_counted_together(silent, kind):
    user = make_user()

    def request():
        try:
            return jobs.request_job(kind.name, uuid.uuid4(), by=user).pk
        except TooMuch:
            return None

    heard = at_once([request] * 8)

    assert (len(heard), heard.count(None)) == (8, 8 - MOST)
    assert Job.objects.filter(requested_by=user).count() == MOST


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_answer_at_once_one_does_the_job(silent, kind):
    job = ask(kind)

    answers = at_once([lambda: jobs.claim(job.pk) is not None] * 8)

    assert sorted(answers) == [False] * 7 + [True]
