"""The trash of a study: what lies in it, and the way out of it."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coding.trashed import SORTS, lying, shown, take_out
from ground.conflicts import Conflict
from interviews.pages import back, study_page
from interviews.permissions import Verb

PAGE = 30


@require_safe
@study_page()
def trash(request, study):
    """One sort at a time; the first that holds something, where none is asked for."""
    counts = {sort: lying(study, sort, by=request.user).count() for sort in SORTS}
    asked = request.GET.get("sort", "")
    full = [sort for sort, count in counts.items() if count]
    sort = asked if asked in SORTS else next(iter(full), "interviews")
    page = Paginator(lying(study, sort, by=request.user), PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "sort": sort,
        "sorts": [(each, SORTS[each].label, count) for each, count in counts.items() if count or each == sort],
        "is_empty": not full,
        "page": page,
        "rows": shown(study, sort, page.object_list, by=request.user),
        "query": f"sort={sort}&",
        "here": request.get_full_path(),
    }
    return render(request, "coding/trash.html", context)


@require_POST
@study_page(Verb.CODE)
def trash_restore(request, study, sort, id):
    """Take one thing out; then back to the list, which says so, or says what has taken its place."""
    if sort not in SORTS:
        raise Http404
    try:
        take_out(study, sort, id, by=request.user)
        messages.success(request, _("It is back where it was."))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return back(request, study, "trash")
