"""The framework matrix: read, written cell by cell beside the passages, and taken away as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coding.models import Code
from ground.conflicts import Conflict, words_of
from interviews.models import Study
from interviews.pages import study_page
from interviews.permissions import Verb, require
from reports.exchange.tables.files import MEDIA_TYPES, file_with
from reports.exchange.tables.framework import framework_of
from reports.framework.cell import CellSheet, as_sent
from reports.framework.matrix import Matrix, View, cases_of
from reports.framework.places import Place, find
from reports.framework.words import left_as_typed
from reports.framework.writing import remove_cell, restore_words, write_cell, written_at

PAGE = 25  # rows


@require_safe
@study_page(Verb.COMPARE)
def framework(request, study):
    view = View.read(request.GET)
    page = Paginator(cases_of(study, view), PAGE).get_page(request.GET.get("page"))
    context = {
        "matrix": Matrix(study, view, page.object_list),
        "view": view,
        "page": page,
        "query": f"{view.query}&" if view.query else "",
        "codes": Code.objects.of_study(study).filter(private_since__isnull=True).order_by("position", "key"),
        "formats": [("xlsx", _("Excel")), ("docx", _("Word")), ("excel-csv", _("CSV for Excel"))],
    }
    return render(request, "reports/framework.html", context)


@require_safe
@study_page(Verb.EXPORT)
def framework_file(request, study):
    """The matrix as the page shows it, all rows of it."""
    format = request.GET.get("format", "xlsx")
    if format not in MEDIA_TYPES:
        raise Http404
    return file_with(framework_of(study, View.read(request.GET), _("Framework matrix")), format, study=study)


@study_page(Verb.COMPARE)
def framework_cell(request, study, case, column):
    """The words of one cell beside its passages; for whoever may write, with a box."""
    place = _place(study, case, column)
    if request.method != "POST":
        return _cell_page(request, study, place)
    require(request.user, Verb.WRITE, study)
    sent = as_sent(request.POST.get("text", ""), request.POST.get("quotes", ""))
    try:
        write_cell(study, by=request.user, place=place, text=sent, seen=request.POST.get("seen", ""))
    except Conflict as refusal:
        return _cell_page(request, study, place, sent, other=refusal.current, status=409)
    except ValidationError as refusal:
        return _cell_page(request, study, place, sent, error=words_of(refusal), status=422)
    messages.success(request, _("Saved."))
    if plain := left_as_typed(sent):
        said = _("No passage beside the box has this number; it stays as you wrote it: {numbers}.")
        messages.warning(request, said.format(numbers=", ".join(plain)))
    return _to_cell(study, place)


def _cell_page(request, study, place, sent=None, *, other=None, error="", status=200):
    """After a refusal what one wrote stays in the box, and what someone else wrote meanwhile stands beside it."""
    sheet = CellSheet(study, place)
    context = {
        "sheet": sheet,
        "cell": sheet.charted,
        "box": sheet.in_the_box(sent),
        "refused": status == 409,
        "other": other,
        "error": error,
    }
    return render(request, "reports/framework_cell.html", context, status=status)


@require_POST
@study_page(Verb.WRITE)
def framework_cell_remove(request, study, case, column):
    place = _place(study, case, column)
    if (cell := CellSheet(study, place).cell) is not None:
        remove_cell(cell, by=request.user)
        messages.success(request, _("Taken away. What it said stays in its history."))
    return _to_cell(study, place)


@require_POST
@study_page(Verb.WRITE)
def framework_cell_restore(request, study, case, column):
    """Bring back what the cell said after the act that the form names."""
    place, asked = _place(study, case, column), request.POST
    event = next((each for each in written_at(study, place) if str(each.act_id) == asked.get("act")), None)
    try:
        if event is None:
            raise Conflict(_("This is no longer on record."), "changed")
        restore_words(study, by=request.user, place=place, event=event, seen=asked.get("seen", ""))
        messages.success(request, _("The earlier words are back."))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return _to_cell(study, place)


def _place(study: Study, case: str, column: str) -> Place:
    if (place := find(study, case, column)) is None:
        raise Http404
    return place


def _to_cell(study: Study, place: Place):
    case, column = place.names
    return redirect("framework-cell", slug=study.slug, case=case, column=column)
