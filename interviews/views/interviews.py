"""One interview's record: what is known about it, and whose voices it holds. Its text is read on the coding screen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ground.acts import act
from interviews.forms import InterviewForm
from interviews.models import Interview
from interviews.pages import study_page
from interviews.permissions import Verb, require
from interviews.recordings import recording_of, recordings_in_trash
from interviews.transcripts import Voice, change_interview, map_voice, restore_interview, trash_interview
from interviews.voices import VoicesForm


def _mine_to_change(request, study, code):
    interview = get_object_or_404(Interview.objects.of_study(study), code=code)
    require(request.user, Verb.CURATE, study, own=interview.created_by_id == request.user.pk)
    return interview


@study_page()
def interview_edit(request, study, code):
    interview = _mine_to_change(request, study, code)
    speakers = list(interview.speakers.select_related("informant"))
    form = InterviewForm(request.POST or None, study=study, instance=interview)
    voices = VoicesForm.for_speakers(speakers, request.POST or None, study=study)
    if request.method == "POST" and form.is_valid() and voices.is_valid():
        with act(request.user, "interview.change", study):
            change_interview(interview, by=request.user, **form.cleaned_data)
            chosen = voices.voices(by=request.user)
            for speaker in speakers:
                if chosen[speaker.label] != Voice(speaker.kind, speaker.informant):
                    map_voice(speaker, by=request.user, voice=chosen[speaker.label])
        messages.success(request, _("Saved."))
        return redirect("interview", slug=study.slug, code=interview.code)
    context = {"form": form, "voices": voices, "interview": interview, "transcript": interview.transcript}
    context |= {"recording": recording_of(interview), "trashed_recording": recordings_in_trash(interview).first()}
    return render(
        request, "interviews/interview_form.html", context, status=422 if form.errors or voices.errors else 200
    )


@require_POST
@study_page()
def interview_trash(request, study, code):
    """Into the trash, with its codings, or back out of it."""
    interview = _mine_to_change(request, study, code)
    restore = "restore" in request.POST
    (restore_interview if restore else trash_interview)(interview, by=request.user)
    said = _("Interview {code} is restored.") if restore else _("Interview {code} is in the trash.")
    messages.success(request, said.format(code=interview.code))
    return redirect("study", slug=study.slug)
