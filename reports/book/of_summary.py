"""One summary as a file: the parts of a report that follow from it alone."""

from dataclasses import replace

from django.http import HttpResponse
from django.utils import translation

from reports.book.composing import compose
from reports.book.making import ENDINGS, MEDIA_TYPES, written
from reports.book.plan import plan_of
from reports.exchange.tables.files import file_with
from reports.exchange.tables.levels import levels
from reports.models import Summary
from reports.reading import Reading

PARTS = ("matrix", "dimensions", "coordination", "verdict")
FORMATS = ("csv", *MEDIA_TYPES)


def file_of_summary(summary: Summary, format: str, *, by, language: str) -> HttpResponse:
    """csv has a row for each level; the others are the report's matrix, findings, coordination and verdict.

    Raises KeyError for an unknown format.
    """
    study = summary.study
    if format == "csv":
        with translation.override(language):
            return file_with(levels(Reading(summary, language)), format, study=study)
    plan = replace(plan_of(study), parts=PARTS, language=language, basis=summary.basis)
    content = written(compose(study, plan, by=by, summary=summary), format)
    headers = {"Content-Disposition": f'attachment; filename="{study.slug}-summary.{ENDINGS.get(format, format)}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[format], headers=headers)
