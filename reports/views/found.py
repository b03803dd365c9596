"""What a query finds as a file: the table of codings, or of links, with these rows alone."""

from django.http import Http404
from django.views.decorators.http import require_safe

from coding.retrieval.finding import find
from coding.retrieval.query import LINKS, Misread, Query
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.tables.contents import titles
from reports.exchange.tables.files import MEDIA_TYPES, file_with
from reports.exchange.tables.judgements import codings, links


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
