"""Beside each row that waits for a decision, the strongest words against it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coding.judging import judgements
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.citing import Citing
from reports.counter import counters

MOST = 50  # rows of one page of the list


@require_safe
@study_page(Verb.COMPARE)
def review_against(request, study):
    """For the rows of one page of the review list, asked for once the page is there: one line for each that has any."""
    try:
        asked = [UUID(each) for each in request.GET.getlist("rows")[:MOST]]
    except ValueError as error:
        raise Http404 from error
    found = counters(study, judgements(study, asked))
    citing = Citing.of(study, get_language())
    lines = [(row, each, citing.cite(each.words, each.informant)) for row, each in found.items()]
    return render(request, "reports/against.html", {"lines": lines})
