"""What was asked and how it ended, how long it took, and what waits: for Prometheus, and as one line of the log each.

Names of routes are ours, so no label and no line holds a word of a study, nor an address that somebody asked for.
"""

import hmac
import os
import shutil
import time

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Now
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from coprod.middleware import NamedInTheLog, route_of
from ground.models import Job, Worker

log = structlog.get_logger("coprod.requests")

KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Asked again every few seconds by every open page and every watcher: counted, but no line each.
UNTOLD = {"livez", "readyz", "metrics", "pane-changes"}

answers = Counter("coprod_answers", "Answers given, by what was asked.", ["method", "route", "status"])
seconds = Histogram(
    "coprod_answer_seconds",
    "How long an answer took.",
    ["method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class Counted:
    """Counts every answer, and tells it to the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        response = self.get_response(request)
        took = time.perf_counter() - began
        route = route_of(request)
        method = request.method if request.method in KNOWN_METHODS else "other"
        answers.labels(method, route, response.status_code).inc()
        seconds.labels(method).observe(took)
        if route not in UNTOLD:
            NamedInTheLog.bind_user_id(request)
            log.info("answered", method=method, route=route, status=response.status_code, ms=round(took * 1000))
        return response


class Work:
    """What waits and who is there, asked of the database when somebody looks."""

    def collect(self):
        try:
            found = _work()
        except DatabaseError:
            connection.close()
            found = {}
        yield GaugeMetricFamily("coprod_database_up", "Whether the database answers.", int(bool(found)))
        if found:
            jobs = GaugeMetricFamily("coprod_jobs", "Jobs, by state.", labels=["state"])
            for state in Job.State.values:
                jobs.add_metric([state], found[state])
            yield jobs
            yield _gauge("coprod_job_oldest_queued_seconds", "Age of the job that waits longest.", found["oldest"])
            yield _gauge("coprod_jobs_retried", "Open jobs that were begun more than once.", found["retried"])
            yield _gauge("coprod_worker_heartbeat_seconds", "Since a worker last reported.", found["heartbeat"])
        free = shutil.disk_usage(settings.ROOT / "var").free
        yield GaugeMetricFamily("coprod_disk_free_bytes", "Room where the files lie.", free)


def _work() -> dict:
    counts = {state: Count("pk", filter=Q(state=state)) for state in Job.State.values}
    return Job.objects.aggregate(
        **counts,
        retried=Count("pk", filter=Q(state__in=Job.OPEN, attempts__gt=1)),
        oldest=Now() - Min("requested_at", filter=Q(state=Job.State.QUEUED)),
    ) | Worker.objects.aggregate(heartbeat=Now() - Max("heartbeat_at"))


def _gauge(name, said, value):
    """A gauge without labels; a span of time in seconds, and what there is not as "not a number"."""
    value = value.total_seconds() if hasattr(value, "total_seconds") else value
    return GaugeMetricFamily(name, said, float("nan") if value is None else value)


@require_safe
def metrics(request):
    """Everything, in Prometheus' text format, for who holds the token; for anybody else there is no such page."""
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(said.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Work())
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # what all processes of this server wrote
        MultiProcessCollector(registry)
    else:
        registry.register(answers)
        registry.register(seconds)
    return HttpResponse(generate_latest(registry), content_type="text/plain; version=0.0.4; charset=utf-8")
