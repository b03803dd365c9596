"""Interviews in: drop files, say who speaks, save."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ground.waiting import TooMuch
from interviews.importing import READERS, Unreadable
from interviews.models import Upload
from interviews.pages import how_far, study_page
from interviews.permissions import Verb
from interviews.readings import being_read, give_up, not_read_so
from interviews.uploads import are_valid, incoming, save_all, say_columns, tables, take


@study_page(Verb.IMPORT)
def import_files(request, study):
    """The drop zone. A file that cannot be read is refused with its sentence; the others go on."""
    refused, has_tables, is_later = [], False, False
    if request.method == "POST":
        for file in request.FILES.getlist("files"):
            try:
                _upload, parsed = take(study, by=request.user, name=file.name, file=file)
                is_later = is_later or parsed is None
                has_tables = has_tables or bool(parsed and parsed.table)
            except Unreadable as error:
                refused.append(error.sentence(_))
            except TooMuch as error:
                refused.append(f"{file.name}: {error.message}")
        if not refused and request.FILES:
            next_page = "import-reading" if is_later else "import-columns" if has_tables else "import-voices"
            return redirect(next_page, slug=study.slug)
        refused = refused or [_("Choose at least one file.")]
    waiting = Upload.objects.dropped_by(request.user, study).defer("reading")
    context = {"refused": refused, "waiting": waiting, "formats": ["." + name for name in READERS]}
    context["is_nothing_chosen"] = not request.FILES
    return render(request, "interviews/import_files.html", context, status=422 if refused else 200)


@study_page(Verb.IMPORT)
def import_reading(request, study):
    """How far the reading of the large files is.

    Once all are read it goes on with what their columns hold; where that was `told` and could be read, with who speaks.
    """
    files = being_read(study, by=request.user)
    is_told = "told" in request.GET and not not_read_so(study, by=request.user)
    onward = reverse("import-voices" if is_told else "import-columns", args=[study.slug])
    shown = [(*each, reverse("import-discard", args=[study.slug, each[0].pk])) for each in files]
    return how_far(request, shown, onward=onward, page="interviews/import_reading.html")


@study_page(Verb.IMPORT)
def import_columns(request, study):
    """What the columns of each table hold; Coprod has guessed."""
    if being_read(study, by=request.user):
        return redirect("import-reading", slug=study.slug)
    found, unreadable = tables(study, by=request.user, data=request.POST or None)
    refused = [] if request.method == "POST" else not_read_so(study, by=request.user)
    for sentence in unreadable:
        messages.error(request, sentence)
    if not found:
        return redirect("import-voices", slug=study.slug)
    valid = [form.is_valid() for _upload, form in found]
    if request.method == "POST" and all(valid):
        refused = say_columns(study, found)
        if not refused and being_read(study, by=request.user):
            return redirect(reverse("import-reading", args=[study.slug]) + "?told")
        if not refused:
            return redirect("import-voices", slug=study.slug)
    context = {"tables": found, "refused": refused}
    return render(request, "interviews/import_columns.html", context, status=422 if request.method == "POST" else 200)


@study_page(Verb.IMPORT)
def import_voices(request, study):
    """Who speaks in each file, and what is known about the interview."""
    if being_read(study, by=request.user):
        return redirect("import-reading", slug=study.slug)
    files, unreadable = incoming(study, by=request.user, data=request.POST or None)
    for sentence in unreadable:
        messages.error(request, sentence)
    if not files:
        return redirect("import", slug=study.slug)
    if request.method == "POST" and are_valid(files):
        saved = save_all(study, by=request.user, files=files)
        said = ngettext("{count} interview imported.", "{count} interviews imported.", len(saved))
        messages.success(request, said.format(count=len(saved)))
        if len(saved) == 1:
            return redirect("pane", slug=study.slug, code=saved[0].code)
        return redirect("study", slug=study.slug)
    refused = any(each.form.errors or each.voices.errors for each in files)
    return render(request, "interviews/import_voices.html", {"files": files}, status=422 if refused else 200)


@require_POST
@study_page(Verb.IMPORT)
def import_discard(request, study, id):
    give_up(get_object_or_404(Upload.objects.dropped_by(request.user, study), pk=id))
    return redirect("import-voices", slug=study.slug)
