"""A report as a file, made in the background and kept for a day.

A file belongs to the state of the study that it was made from: as soon as anything is done in the study it is given
out no more, so that whoever withdraws consent is in no file that somebody still has to fetch here.
"""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Count, Max, Q
from django.db.models.functions import Now
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop, override

from ground.jobs import SWEPT, Attempt, Refused, job_kind, request_job
from ground.models import Act, Job
from ground.waiting import Family
from interviews.models import Study
from interviews.permissions import Verb, require
from reports.book.composing import compose
from reports.book.parts import PARTS
from reports.book.plan import Plan, plan_of
from reports.book.tree import Document
from reports.exchange.documents.as_pdf import TooLong
from reports.method import InvalidEvidence

KIND = "report"
FOLDER = "reports"
KEPT_FOR = timedelta(days=1)
CHANGED = gettext_noop("The study changed while the report was being made. Make it again.")
NOT_ALLOWED = gettext_noop("Exports are closed to you at this moment.")
OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "docx": f"{OFFICE}wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "tables": "application/zip",
}
ENDINGS = {"tables": "zip"}
# Loaded when they are first asked for, as those of single tables are.
WRITERS = {
    "docx": "reports.exchange.documents.as_docx.as_docx",
    "pdf": "reports.exchange.documents.as_pdf.as_pdf",
    "html": "reports.exchange.documents.as_html.as_html",
    "xlsx": "reports.exchange.documents.as_xlsx.as_xlsx",
    "tables": "reports.exchange.documents.as_tables.as_tables",
}


def written(document: Document, format: str) -> bytes:
    """The document in one of the formats; the same tree gives the same bytes."""
    return import_string(WRITERS[format])(document)


def hash_of(study: Study, plan: Plan, format: str, user_id: UUID) -> str:
    """SHA-256 of what a report follows from: everything done in the study so far, the plan, who it is for."""
    acts = Act.objects.filter(study_id=study.pk).aggregate(last=Max("number"), count=Count("pk"))
    told = [str(study.pk), acts["last"], acts["count"], plan.told(), format, str(user_id)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def request_report(study: Study, format: str, *, by, plan: Plan | None = None) -> Job:
    """The job that makes the report of the study as it is now; the one that has made it already, if there is one."""
    plan = plan or plan_of(study)
    digest = hash_of(study, plan, format, by.pk)
    made = reports_of(study, by).filter(input_hash=digest, state=Job.State.DONE).first()
    if made is not None and has_file(made):
        return made
    params = {"format": format, "plan": plan.told()}
    return request_job(KIND, study.pk, by=by, study_id=study.pk, input_hash=digest, params=params)


def reports_of(study: Study, user):
    """The jobs for reports that somebody asked for, the newest first."""
    return Job.objects.filter(kind=KIND, study_id=study.pk, requested_by=user).order_by("-requested_at")


def plan_in(job: Job) -> Plan:
    """The plan of a report, without parts that a newer version no longer has."""
    told = job.params["plan"]
    return Plan(**{**told, "parts": tuple(key for key in told["parts"] if key in PARTS)})


def is_current(job: Job, study: Study) -> bool:
    """Whether nothing was done in the study since the report was asked for."""
    return job.input_hash == hash_of(study, plan_in(job), job.params["format"], job.requested_by_id)


def has_file(job: Job) -> bool:
    return job.state == Job.State.DONE and default_storage.exists(_name(job.pk))


def as_answer(job: Job, study: Study) -> HttpResponse | None:
    """The file as an answer that a browser keeps; None where it is not given out any more."""
    if not is_current(job, study) or not has_file(job):
        return None
    format = job.params["format"]
    with default_storage.open(_name(job.pk)) as file:
        headers = {"Content-Disposition": f'attachment; filename="{study.slug}.{ENDINGS.get(format, format)}"'}
        return HttpResponse(file.read(), content_type=MEDIA_TYPES[format], headers=headers)


def _name(job_id) -> str:
    return f"{FOLDER}/{job_id}"


@job_kind(KIND, counted=Family(gettext_noop("report")), writes=False)
def make(attempt: Attempt) -> None:
    """Compose, write, keep; progress is counted in parts, and the writing is one more."""
    job = attempt.job
    study, plan = Study.objects.get(pk=job.subject), plan_in(job)
    try:
        require(job.requested_by, Verb.EXPORT, study)
    except PermissionDenied as error:
        raise Refused("not_allowed", NOT_ALLOWED) from error
    steps = len(plan.parts) + 1
    attempt.report(0, steps)
    try:
        document = compose(study, plan, by=job.requested_by, report=lambda done: attempt.report(done, steps))
    except InvalidEvidence as invalid:
        raise Refused("invalid_evidence", str(invalid)) from invalid
    try:
        content = written(document, job.params["format"])
    except TooLong as refusal:
        with override(job.requested_by.language):
            raise Refused("too_long", str(refusal)) from refusal
    if not is_current(job, study):
        raise Refused("changed", CHANGED)
    _keep(attempt, content)


def _keep(attempt: Attempt, content: bytes) -> None:
    name = _name(attempt.job.pk)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))
    with attempt.finishing() as made:
        made |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def sweep_reports() -> int:
    """Delete the files whose day is over, and those that no job stands for. Returns how many."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    kept = Q(state__in=Job.OPEN) | Q(state=Job.State.DONE, finished_at__gt=Now() - KEPT_FOR)
    wanted = {str(pk) for pk in Job.objects.filter(kept, kind=KIND).values_list("pk", flat=True)}
    forgotten = [name for name in names if name not in wanted]
    for name in forgotten:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(forgotten)


SWEPT.update(reports=sweep_reports)
