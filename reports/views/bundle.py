"""A whole study as a file: out, and in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interviews.pages import study_page
from interviews.permissions import Verb, may
from reports.exchange.bundle.refusal import Fault, Refused
from reports.exchange.bundle.taking_in import take_in
from reports.exchange.over_http import MOST_BYTES, as_file


@require_safe
@study_page(Verb.EXPORT)
def study_export(request, study):
    """Complete for an owner; for others without the history and the notes about informants."""
    return as_file(study, complete=may(request.user, Verb.COPY, study))


@login_required
def study_import(request):
    """A file from another instance; what is wrong with it stands on the page, and nothing was imported."""
    refused = []
    if request.method == "POST":
        try:
            taken = take_in(*_chosen(request), by=request.user)
        except Refused as error:
            refused = error.lines()
        else:
            for note in taken.notes:
                messages.info(request, note)
            return redirect("study", slug=taken.study.slug)
    return render(request, "reports/study_import.html", {"refused": refused}, status=422 if refused else 200)


def _chosen(request) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("No file"), [], _("Choose the file that the other instance exported."))
    if file.size > MOST_BYTES:
        too_large = _("It is larger than {limit} MB.").format(limit=MOST_BYTES // 1_000_000)
        raise Refused(file.name, [Fault("", too_large)], _("Ask whoever runs this server to use import_study."))
    return file.name, file.read()
