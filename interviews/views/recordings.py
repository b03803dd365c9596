"""The recording of an interview: chosen, linked, taken away and brought back on the page of its record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ground.conflicts import words_of
from interviews.forms import RecordingLinkForm
from interviews.models import Interview
from interviews.pages import study_page
from interviews.permissions import Verb, require
from interviews.recordings import (
    keep_recording,
    link_recording,
    recording_of,
    recordings_in_trash,
    restore_recording,
    trash_recording,
)


@require_POST
@study_page()
def recording_edit(request, study, code):
    interview = get_object_or_404(Interview.objects.of_study(study).filter(trashed_at__isnull=True), code=code)
    require(request.user, Verb.CURATE, study, own=interview.created_by_id == request.user.pk)
    try:
        messages.success(request, _done(request, interview))
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("interview", slug=study.slug, code=interview.code)


def _done(request, interview) -> str:
    """Do what the form asks, and say so."""
    by, file = request.user, request.FILES.get("file")
    if "remove" in request.POST:
        if recording := recording_of(interview):
            trash_recording(recording, by=by)
        return _("The recording is in the trash.")
    if "restore" in request.POST:
        if recording := recordings_in_trash(interview).first():
            restore_recording(recording, by=by)
        return _("The recording is back.")
    if file:
        keep_recording(interview, by=by, name=file.name, file=file)
    else:
        link_recording(interview, by=by, link=_link_in(request))
    return _("The recording stands beside the text.")


def _link_in(request) -> str:
    """The address that was typed. Raises ValidationError for what no text can hold."""
    form = RecordingLinkForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data["link"]
