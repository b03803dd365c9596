"""The report builder: which parts, in which order, in which language; and the files that were made."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ground.models import Job
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.book.making import MEDIA_TYPES, as_answer, has_file, hash_of, plan_in, reports_of, request_report
from reports.book.parts import PARTS, Kind
from reports.book.plan import Plan, changed, keep_plan, plan_of
from reports.citing import lines
from reports.forms import ReportForm
from reports.views.jobs import job_context

FORMATS = {
    "docx": (gettext_lazy("Word"), gettext_lazy("to go on writing in")),
    "pdf": ("PDF", gettext_lazy("to read and print, also with a screen reader")),
    "html": (gettext_lazy("Web page"), gettext_lazy("one file; every quote leads to its line")),
    "xlsx": (gettext_lazy("Excel"), gettext_lazy("the tables, a sheet for each")),
    "tables": ("CSV", gettext_lazy("the tables in one zip, for Excel and for scripts")),
}
EXAMPLE = {"informant": "T1", "actor": "ITM", "interview": "W-T1", "date": "2021-09-11", "first": 45, "last": 52}


class Choice(NamedTuple):
    """One part as the page offers it."""

    key: str
    kind: Kind
    chosen: bool
    place: int


class File(NamedTuple):
    """One format: what it is for, and the file of the report as it is now, where it was made."""

    format: str
    name: str
    purpose: str
    job: Job | None


@study_page(Verb.EXPORT)
def report(request, study):
    """A press on a format remembers the choices and asks for the file."""
    plan = _plan(study, request.user)
    form = ReportForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, study, form.chosen())
        except ValidationError as refusal:
            form.take(refusal)
        else:
            return redirect("report", slug=study.slug)
    return _page(request, study, plan, form)


def _plan(study, user) -> Plan:
    """As the study remembers it. An archive remembers nothing more: there it is as `user` last asked for a file."""
    last = reports_of(study, user).first() if study.archived_at is not None else None
    return plan_in(last) if last else plan_of(study)


def _ask(request, study, chosen: dict) -> None:
    """Raises ValidationError by field for what cannot be."""
    format = request.POST.get("format")
    if format in MEDIA_TYPES and study.archived_at is not None:
        plan = changed(plan_of(study), chosen)
    else:
        plan = keep_plan(study, by=request.user, chosen=chosen)
    if format in MEDIA_TYPES:
        request_report(study, format, by=request.user, plan=plan)
    else:
        messages.success(request, _("Saved."))


def _page(request, study, plan: Plan, form: ReportForm):
    asked = reports_of(study, request.user)
    last = asked.first()
    shown = last if last and (last.is_open or last.state == Job.State.FAILED) else None
    context = {
        "form": form,
        "choices": _choices(form.parts),
        "example": plan.citation.format(**EXAMPLE, lines=lines(EXAMPLE["first"], EXAMPLE["last"], plan.language)),
        "files": [File(format, *told, _made(study, plan, format, asked)) for format, told in FORMATS.items()],
        **job_context(shown),
    }
    return render(request, "reports/report.html", context, status=422 if form.errors else 200)


def _choices(parts: list[str]) -> list[Choice]:
    order = [*parts, *(key for key in PARTS if key not in parts)]
    return [Choice(key, PARTS[key], key in parts, place) for place, key in enumerate(order, start=1)]


def _made(study, plan: Plan, format: str, asked) -> Job | None:
    digest = hash_of(study, plan, format, asked[0].requested_by_id) if asked else ""
    job = asked.filter(input_hash=digest, state=Job.State.DONE).first()
    return job if job and has_file(job) else None


@require_safe
@study_page(Verb.EXPORT)
def report_file(request, study, id):
    """One's own file, as long as nothing was done in the study since; else back, with a word why not."""
    job = get_object_or_404(reports_of(study, request.user), pk=id, state=Job.State.DONE)
    if (answer := as_answer(job, study)) is not None:
        return answer
    messages.warning(request, _("The study has changed since this file was made. Make it again."))
    return redirect("report", slug=study.slug)
