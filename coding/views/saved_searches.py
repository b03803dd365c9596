"""Searches kept under a name: the list of them on the pages that find, saving one, removing it, bringing it back."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.models import SavedSearch
from coding.saved_searches import LONGEST, remove_search, restore_search, save_search, saved_in
from ground.conflicts import Conflict, words_of
from interviews.pages import back, study_page
from interviews.permissions import Verb

REMOVED = "saved_search_removed"
"""In the session: the search that was just removed, to be brought back on the next page."""


def kept_searches(request, study, *, kind: str, address: str = "", name: str = "") -> dict:
    """For a page that finds: the saved searches, and what is asked now, to be saved under a name that is proposed."""
    saved = list(saved_in(study))
    current = next((each for each in saved if (each.kind, each.address) == (kind, address)), None)
    new = {"id": uuid.uuid4(), "kind": kind, "address": address, "name": name[:LONGEST]}
    return {
        "saved": saved,
        "current": current,
        "to_save": new if address and current is None else None,
        "removed": request.session.pop(REMOVED, None),
    }


@require_POST
@study_page(Verb.CODE)
def search_save(request, study):
    """Keep what a page has found under a name, and open it at the address that it has from now on."""
    told = {name: request.POST.get(name, "") for name in ("kind", "name", "address")}
    try:
        saved, _is_new = save_search(study, by=request.user, id=_id(request), **told)
    except (Conflict, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        return back(request, study, "find")
    messages.success(request, _("Saved as “{name}”. The address of this page is its own.").format(name=saved.name))
    return redirect("saved-search", slug=study.slug, id=saved.pk)


def _id(request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        return None


@require_POST
@study_page(Verb.CODE)
def search_remove(request, study, id):
    remove_search(_one(study, id), by=request.user)
    request.session[REMOVED] = str(id)
    return back(request, study, "find")


@require_POST
@study_page(Verb.CODE)
def search_restore(request, study, id):
    restore_search(_one(study, id), by=request.user)
    return redirect("saved-search", slug=study.slug, id=id)


def _one(study, id) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.of_study(study), pk=id)
