"""The history of a study, and undo and redo from it."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coding.history import KINDS, Filters, page_of
from coding.undo import undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Interview
from interviews.pages import back, study_page
from interviews.permissions import Verb


@require_GET
@study_page()
def history(request, study):
    filters = Filters.read(request.GET)
    page = page_of(study, filters, by=request.user)
    days = [(day, list(entries)) for day, entries in groupby(page.entries, key=lambda entry: entry.at.date())]
    context = {
        "days": days,
        "older": page.older,
        "filters": filters,
        "kinds": [(kind, label) for kind, (label, _nouns) in KINDS.items()],
        "interviews": Interview.objects.of_study(study).filter(trashed_at__isnull=True).only("code"),
        "here": request.get_full_path(),
    }
    return render(request, "coding/history.html", context)


@require_POST
@study_page(Verb.CODE)
def history_undo(request, study, id):
    """Undo one's own act, or do it again by undoing its undoing; then back to the list."""
    undo_and_tell(request, study, id)
    return back(request, study, "history")


def undo_and_tell(request, study, id) -> None:
    """Undo an act of one's own, and leave a message that says so, or why not."""
    try:
        undoing = undo(study, by=request.user, act_id=id)[0]
    except Act.DoesNotExist as error:
        raise Http404 from error
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        again = undoing.verb.endswith(".redo")
        messages.success(request, _("Done again.") if again else _("Undone. “Redo” brings it back."))
