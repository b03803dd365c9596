"""Who codes what: giving out interviews, opening and closing blind phases, and one's own work."""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coding.assigning import assign, progress, say_done, withdraw_assignment
from coding.forms import AssigningForm
from coding.models import Assignment, Phase
from coding.phases import close_phase, open_phase
from coding.seeing import others_are_seen
from coding.sightings import seen_in
from ground.conflicts import Conflict, words_of
from interviews.pages import back, study_page
from interviews.permissions import Verb, may

SEEDS = 10**6


@require_safe
@study_page()
def assignment_list(request, study):
    """One's own work first; then, for whoever is not blind, everybody's, phase by phase."""
    given = progress(Assignment.objects.of_study(study).filter(interview__trashed_at__isnull=True))
    seen = others_are_seen(study, request.user)
    phases = list(study.phases.select_related("opened_by", "closed_by").order_by("-number"))
    for phase in phases:
        phase.given = [each for each in given if each.assignment.phase_id == phase.pk] if seen else []
        phase.seen = seen_in(phase) if seen and may(request.user, Verb.ASSIGN, study) else None
        phase.done = sum(each.assignment.done_at is not None for each in phase.given)
    context = {
        "mine": [each for each in given if each.assignment.coder_id == request.user.pk],
        "is_blind": not seen,
        "open_phases": [phase for phase in phases if phase.is_open],
        "rounds": [phase for phase in phases if not phase.is_open],
        "loose": [each for each in given if each.assignment.phase_id is None] if seen else [],
        "here": request.get_full_path(),
    }
    return render(request, "coding/assignments.html", context)


@study_page(Verb.ASSIGN)
def assignment_new(request, study):
    """Choose coders, interviews and a date; a sample instead of a choice; blind or not."""
    asked = request.POST or None
    form = AssigningForm(asked, study=study, initial={"seed": secrets.randbelow(SEEDS)})
    if request.method == "POST" and form.is_valid():
        try:
            given = form.given()
            if form.cleaned_data["blind"]:
                open_phase(study, by=request.user, **given, **form.phase())
                messages.success(request, _("The blind phase is open. Its coders see only their own work now."))
            else:
                made = assign(study, by=request.user, **given)
                said = ngettext("{count} assignment made.", "{count} assignments made.", len(made))
                messages.success(request, said.format(count=len(made)))
            return redirect("assignments", slug=study.slug)
        except ValidationError as error:
            form.refuse(error)
    return render(request, "coding/assignment_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@study_page(Verb.ASSIGN)
def assignment_withdraw(request, study, id):
    return _done(request, study, lambda: withdraw_assignment(_assignment(study, id), by=request.user))


@require_POST
@study_page(Verb.CODE)
def assignment_finish(request, study, id):
    """The coder says that an interview is coded, or, with `resume`, that it is not."""
    done = "resume" not in request.POST
    return _done(request, study, lambda: say_done(_assignment(study, id), by=request.user, done=done))


@require_POST
@study_page(Verb.ASSIGN)
def phase_close(request, study, id):
    phase = get_object_or_404(Phase.objects.of_study(study), pk=id)
    return _done(request, study, lambda: close_phase(phase, by=request.user))


def _assignment(study, id) -> Assignment:
    return get_object_or_404(Assignment.objects.of_study(study), pk=id)


def _done(request, study, do):
    try:
        do()
        messages.success(request, _("Saved."))
    except (Conflict, PermissionDenied) as refusal:
        messages.error(request, words_of(refusal))
    return back(request, study, "assignments")
