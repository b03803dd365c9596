"""A large file on its way to take the place of a text: how far it is, or why it cannot; or it is given up."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coding.replacing import on_its_way
from coding.views.correcting import mine
from ground.models import Job
from interviews.pages import how_far, study_page
from interviews.readings import give_up, why_not

PAGE = "coding/correct_reading.html"


@require_safe
@study_page()
def correct_reading(request, study, code):
    """How far the reading is; once the file is read, what becomes of all codings."""
    on_way = on_its_way(mine(request, study, code), by=request.user)
    discard = reverse("correct-reading-discard", args=[study.slug, code])
    if on_way and on_way[1].is_open:
        return how_far(request, [(*on_way, discard)], onward="", page=PAGE, crumbs=[{"label": code}])
    if on_way:
        upload, job = on_way
        if job.state == Job.State.FAILED:
            messages.error(request, why_not(upload, job))
        upload.discard()
    onward = reverse("correct" if on_way else "correct-preview", args=[study.slug, code])
    return how_far(request, [], onward=onward, page=PAGE)


@require_POST
@study_page()
def correct_reading_discard(request, study, code):
    if on_way := on_its_way(mine(request, study, code), by=request.user):
        give_up(on_way[0])
    return redirect("correct", slug=study.slug, code=code)
