"""The coding screen: one interview, read and coded."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_GET

from coding.models import Memo
from coding.pane_words import keylist, pane_words
from coding.reading import marks_json, marks_tag, turns_html
from coding.screen import screen
from interviews.models import Interview
from interviews.pages import study_page

# The browser fetches them side by side, not one import after the other.
MODULES = [f"coding/{path.name}" for path in sorted((settings.BASE_DIR / "static" / "coding").glob("*.js"))]


def _transcript(study, code):
    interview = get_object_or_404(Interview.objects.of_study(study).filter(trashed_at__isnull=True), code=code)
    transcript = interview.transcript
    if transcript is None:
        raise Http404
    transcript.interview = interview
    return transcript


@require_GET
@study_page()
def pane(request, study, code):
    transcript = _transcript(study, code)
    interviews = Interview.objects.of_study(study).filter(trashed_at__isnull=True)
    context = {
        "interview": transcript.interview,
        "transcript": transcript,
        "turns": turns_html(transcript),
        "interviews": interviews,
        "screen": screen(study, transcript, by=request.user),
        "words": pane_words(),
        "keylist": keylist(),
        "memo_kinds": Memo.Kind.choices,
        "modules": MODULES,
        "crumbs": [{"label": transcript.interview.code}],
    }
    return render(request, "coding/pane.html", context)


def _tag(request, study, code):
    return marks_tag(study, _transcript(study, code))


@require_GET
@study_page()
@condition(etag_func=_tag)
def marks(request, study, code):
    """Every coding, link and memo on the interview's text, as the screen reads them."""
    answer = marks_json(study, _transcript(study, code), by=request.user)
    return HttpResponse(answer, content_type="application/json", headers={"Cache-Control": "private, no-cache"})
