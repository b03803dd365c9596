"""Codings counted crosswise, each number with its passages; as a page and as a file."""

from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coding.retrieval.choices import attributes
from coding.retrieval.listing import COUNTS
from coding.retrieval.query import Misread
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.tables.files import MEDIA_TYPES, file_with, formats
from reports.matrices.asking import Asked, labels, matrix_of
from reports.matrices.tabling import table_of

UPRIGHT = 8  # columns that a sheet has room for which is not turned


@require_safe
@study_page(Verb.COMPARE)
def matrices(request, study):
    """An address that asks for no matrix is told so, beside the one that is shown without asking."""
    try:
        asked, wrong = Asked.read(request.GET, study), {}
    except Misread as misread:
        asked, wrong = Asked.read(QueryDict(), study), misread.reasons
    matrix = None if wrong else matrix_of(study, asked)
    context = {
        "asked": asked,
        "matrix": matrix,
        "paper": "across" if matrix and len(matrix.across.heads) > UPRIGHT else "",
        "wrong": wrong,
        "kinds": labels(),
        "counts": COUNTS,
        "attributes": [(name, label) for name, (label, _values) in attributes(study).items()],
        "formats": formats().items(),
        "query": urlencode(asked.pairs()),
    }
    return render(request, "reports/matrices.html", context, status=422 if wrong else 200)


@require_safe
@study_page(Verb.EXPORT)
def matrix_file(request, study, format):
    if format not in MEDIA_TYPES:
        raise Http404
    try:
        asked = Asked.read(request.GET, study)
    except Misread as misread:
        raise Http404 from misread
    return file_with(table_of(matrix_of(study, asked), asked), format, study=study)
