"""The coding screen: one interview, read and coded."""

import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from coding.correcting import waiting
from coding.hearing import heard_here, hearing
from coding.marks import marks_json, marks_tag
from coding.mentioning import mentionable
from coding.models import Link, Memo, Polarity
from coding.pane_words import keylist, pane_words
from coding.phases import blind_until
from coding.presence import say_here
from coding.reading import read
from coding.screen import screen
from coding.seeing import others_are_seen
from coding.since import number_of, since
from ground.epochs import check_epoch, epoch_of
from ground.finding import all_found, found
from interviews.membership import people_of
from interviews.models import Interview, Transcript
from interviews.pages import study_page

# Where modules and sheets are not joined, the browser fetches them side by side, not one import after the other.
MODULES = [f"coding/{path.name}" for path in sorted((settings.BASE_DIR / "static" / "coding").glob("*.js"))]
# Asked for with the answer's head, while the browser still makes room for the page.
JOINED = [("css/coprod.css", "preload; as=style"), ("coding/pane.js", "modulepreload")]
# A face that comes after the first frame moves every line. The italic is the interviewer's.
FACES = [
    (f"fonts/{face}.woff2", "preload; as=font; crossorigin")
    for face in ("literata-latin-wght-normal", "instrument-sans-latin-wght-normal", "literata-latin-wght-italic")
]

# Written out: every look at the screen asks these, and building the queries takes longer than their answers.
NEWEST = """
    SELECT i.*, t.id AS text, t.version, t.length
    FROM interviews_interview i JOIN interviews_transcript t ON t.interview_id = i.id
    WHERE i.study_id = %s AND i.code = %s AND i.trashed_at IS NULL ORDER BY t.version DESC LIMIT 1
"""
INTERVIEWS = "SELECT * FROM interviews_interview WHERE study_id = %s AND trashed_at IS NULL ORDER BY position, code"


def _transcript(study, code) -> Transcript:
    """The newest version of an interview within reach, without its text."""
    interview = found(Interview, NEWEST, [study.pk, code])
    if interview is None:
        raise Http404
    known = [interview.text, interview.pk, interview.version, interview.length]
    transcript = Transcript.from_db(connection.alias, ["id", "interview_id", "version", "length"], known)
    transcript.interview = interview
    return transcript


@require_GET
@study_page()
def pane(request, study, code):
    transcript = _transcript(study, code)
    reading = read(transcript)
    in_view = marks_json(study, transcript, by=request.user, until=reading.in_view)
    recording = heard_here(study, transcript, by=request.user)
    people = people_of(study)
    known = screen(study, transcript, reading, people, by=request.user, epoch=epoch_of(request))
    context = {
        "interview": transcript.interview,
        "transcript": transcript,
        "leaves": reading.leaves,
        "waiting": len(waiting(transcript.interview)) if transcript.version > 1 else 0,
        "interviews": all_found(Interview, INTERVIEWS, [study.pk]),
        "screen": known | {"recording": hearing(study, transcript, recording, by=request.user)},
        "recording": recording,
        "blind": blind_until(study, request.user),
        "marks": json.loads(in_view),
        "still": _still(get_language(), known["may_code"]),
        "mentionable": mentionable(people),
        "modules": [] if _is_joined() else MODULES,
        "crumbs": [{"label": transcript.interview.code}],
    }
    page = render(request, "coding/pane.html", context)
    page.headers["Link"] = ", ".join(f"<{static(name)}>; rel={how}" for name, how in _asked_early())
    return page


@lru_cache
def _still(language: str, may_code: bool) -> dict[str, SafeString]:
    """What the screen shows and says in every study alike, in the language spoken now: a process writes it once.

    The codes, actors and forms of the study are put in by the page (`static/coding/choices.js`).
    """
    known = {
        "can": {"code": may_code},
        "keylist": keylist(may_code=may_code),
        "memo_kinds": Memo.Kind.choices,
        "polarities": Polarity.choices,
        "regularities": Link.Regularity.choices,
    }
    parts = {name: render_to_string(f"coding/_pane_{name}.html", known) for name in ("dialogs", "filters", "right")}
    return parts | {"words": json_script(pane_words(), "pane-words")}


def _is_joined() -> bool:
    return getattr(staticfiles_storage, "joins_modules", False)


def _asked_early() -> list[tuple[str, str]]:
    return [*JOINED, *FACES] if _is_joined() else FACES


@require_safe
@study_page()
def marks(request, study, code):
    """Every coding, link and memo on the interview's text, as the screen reads them; 304 where nothing was done.

    Those in view have come with the page: it is painted, and coded in, before all the others are there.
    """
    transcript = _transcript(study, code)
    tag = marks_tag(study, transcript)
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        told = "" if request.method == "HEAD" else marks_json(study, transcript, by=request.user)
        answer = HttpResponse(told, content_type="application/json")
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"  # with 304 too, else the browser drops what it holds
    return answer


@require_GET
@study_page()
def changes(request, study, code):
    """What was done on the interview's text since the act that the page knows, and who else has it open.

    A page asks this every few seconds: without news it costs a look at the index of acts and one small statement.
    """
    check_epoch(request, request.headers.get("X-Epoch"))
    transcript = _transcript(study, code)
    after, near = (request.GET.get(name, "") for name in ("after", "near"))
    told = since(study, transcript, number_of(after), by=request.user)
    seen = others_are_seen(study, request.user)
    here = say_here(transcript.pk, request.user.pk, number_of(near, most=10**6)) if seen else []
    return JsonResponse({"transcript": transcript.pk, "here": here, "blind": not seen, **told})
