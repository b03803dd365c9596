"""What can be taken out of a study: its tables in the formats of an office, and all of it as one file."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.tables.contents import TABLES, titles
from reports.exchange.tables.files import MEDIA_TYPES, file_of, formats, workbook_of


@require_safe
@study_page(Verb.EXPORT)
def exports(request, study):
    return render(request, "reports/exports.html", {"tables": titles().items(), "formats": formats().items()})


@require_safe
@study_page(Verb.EXPORT)
def export_table(request, study, name, format):
    if name not in TABLES or format not in MEDIA_TYPES:
        raise Http404
    return file_of(study, name, format, by=request.user)


@require_safe
@study_page(Verb.EXPORT)
def export_workbook(request, study):
    return workbook_of(study, by=request.user)
