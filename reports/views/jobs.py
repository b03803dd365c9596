"""Work that goes on behind a page of reports: how far it is, and its end at its asker's wish."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ground.jobs import cancel, worker_is_there
from ground.models import Job
from interviews.pages import study_page
from interviews.permissions import Verb
from reports import duplicating, intervals, summaries
from reports.book import making
from reports.summaries import failure


def job_context(job: Job | None) -> dict:
    """What `_job.html` shows of a job, or of none."""
    said = failure(job) if job and job.state == Job.State.FAILED else ""
    return {"job": job, "failed": said, "no_worker": bool(job and job.is_open and not worker_is_there())}


def _job(study, id) -> Job:
    return get_object_or_404(Job.objects.filter(kind__in=PAGES, study_id=study.pk), pk=id)


def _summary_page(study, job: Job) -> str:
    return reverse("summary", args=[study.slug]) + f"?basis={job.params['basis']}"


def _agreement_page(study, job: Job) -> str:
    return reverse("agreement", args=[study.slug])


def _report_page(study, job: Job) -> str:
    return reverse("report", args=[study.slug])


def _duplicate_page(study, job: Job) -> str:
    return reverse("study-duplicate", args=[study.slug])


PAGES = {
    duplicating.KIND: _duplicate_page,
    summaries.KIND: _summary_page,
    intervals.KIND: _agreement_page,
    making.KIND: _report_page,
}
"""Which page shows what the job made."""


@study_page()
def report_job(request, study, id):
    """How far the job is. When it is done the page is loaded anew, with what it made."""
    job = _job(study, id)
    page = PAGES[job.kind](study, job)
    if not request.htmx:
        return redirect(page)
    if job.is_open:
        return render(request, "reports/_job.html", job_context(job))
    return HttpResponse(headers={"HX-Redirect": page})


@require_POST
@study_page(Verb.EXPORT)
def report_job_cancel(request, study, id):
    job = _job(study, id)
    cancel(job)
    return redirect(PAGES[job.kind](study, job))
