"""What was found as a file: by words, or, by a query for passages, the table of codings or links with these alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coding.finding.asked import Where
from coding.finding.form import FindForm
from coding.finding.found import find as find_words
from coding.retrieval.finding import find
from coding.retrieval.query import LINKS, Misread, Query
from ground.conflicts import refuse, words_of
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.tables.contents import titles
from reports.exchange.tables.files import MEDIA_TYPES, file_with
from reports.exchange.tables.found import hits_table
from reports.exchange.tables.judgements import codings, links

MOST = 10_000
"""Hits in one file: some seconds."""


@require_POST
@study_page(Verb.EXPORT)
def find_export(request, study, format):
    """All that is found of what was said or coded, not the page alone. The words come in the body, as on the page."""
    if format not in MEDIA_TYPES:
        raise Http404
    form = FindForm(request.POST, study=study)
    if not form.is_valid() or form.asked.where == Where.MEMOS:
        messages.error(request, _("There is nothing to put into a file. Find something first."))
        return redirect("find", slug=study.slug)
    try:
        found = find_words(study, form.asked, by=request.user, most=MOST)
        if found.left:
            raise refuse("text", _("Some texts are not ready to be searched yet. Find again until all of them are."))
        if found.count > MOST:
            raise refuse("text", _("These are more than a file holds ({n}). Narrow it.").format(n=MOST))
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
        return redirect("find", slug=study.slug)
    return file_with(hits_table(found.hits), format, study=study)


@require_safe
@study_page(Verb.EXPORT)
def retrieval_export(request, study, format):
    """An address that is no query is as unknown as one of nothing: a file has no place to say what is wrong."""
    if format not in MEDIA_TYPES:
        raise Http404
    try:
        query = Query.read(request.GET.lists())
        found = find(study, query)
    except Misread as misread:
        raise Http404 from misread
    make, name = (links, "links") if query.kind == LINKS else (codings, "codings")
    return file_with(make(study, request.user, titles()[name], among=found), format, study=study)
