"""Codings counted crosswise, each number with its passages; as a page and as a file."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coding.retrieval.choices import attributes, besides, counts
from coding.retrieval.query import Misread
from ground.patience import TooLong, at_most
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.tables.files import MEDIA_TYPES, file_with, formats
from reports.matrices.asking import PAGE, Asked, bases, labels, matrix_of, narrower
from reports.matrices.matrix import Matrix
from reports.matrices.tabling import table_of

CELLS = 5_000  # on one page
FOR_A_FILE = 55  # seconds that one waits for it
UPRIGHT = 8  # columns that a sheet has room for which is not turned


@require_safe
@study_page(Verb.COMPARE)
def matrices(request, study):
    """An address that asks for no matrix is told so, beside the one that is shown without asking."""
    try:
        asked, wrong = Asked.read(request.GET, study), {}
    except Misread as misread:
        asked, wrong = Asked.read(QueryDict(), study), misread.reasons
    matrix, late = None, ""
    try:
        with at_most(narrower(asked, file_seconds=FOR_A_FILE)):
            matrix = None if wrong else matrix_of(study, asked)
    except TooLong as too_long:
        late = too_long.message
    page = _page(matrix, request.GET.get(PAGE)) if matrix else None
    context = {
        "asked": asked,
        "matrix": matrix,
        "paper": "across" if matrix and len(matrix.across.heads) > UPRIGHT else "",
        "page": page,
        "rows": matrix.rows_of(page) if matrix else [],
        "late": late,
        "wrong": wrong,
        "kinds": labels(),
        "counts": counts(),
        "bases": bases(),
        "besides": besides(),
        "named": (labels()[asked.kind], counts()[asked.what], bases()[asked.basis]),
        "attributes": [(name, label) for name, (label, _values) in attributes(study).items()],
        "formats": formats().items(),
        "query": urlencode(asked.pairs()),
    }
    return render(request, "reports/matrices.html", context, status=422 if wrong else 503 if late else 200)


def _page(matrix: Matrix, number: str | None) -> Page:
    """Heads of as many rows as one can look through; the files have them all."""
    return Paginator(matrix.down.heads, max(10, CELLS // (len(matrix.across.heads) + 1))).get_page(number)


@require_safe
@study_page(Verb.EXPORT)
def matrix_file(request, study, format):
    if format not in MEDIA_TYPES:
        raise Http404
    try:
        asked = Asked.read(request.GET, study)
    except Misread as misread:
        raise Http404 from misread
    with at_most(narrower(asked), seconds=FOR_A_FILE):
        matrix = matrix_of(study, asked)
    return file_with(table_of(matrix, asked), format, study=study)
