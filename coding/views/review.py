"""The supervisor's queue, and the coder's own list of what came back."""

from functools import lru_cache
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.changed_since import changed_since
from coding.judging import judgements
from coding.mentioning import tell
from coding.models import Coding, Judgement, Link, Polarity, Review, Status
from coding.phases import coded_blind
from coding.queue import Waiting, in_context, page_of
from coding.queue_places import Filters
from coding.reviewing import mark, reply, review, submit, withdraw
from ground.conflicts import Conflict, words_of
from ground.finding import all_found
from interviews.membership import people_of
from interviews.models import Actor, Interview
from interviews.pages import back, study_page
from interviews.permissions import Verb

PAGE = 20
# What the list may be narrowed to; written out, for building these queries takes longer than their answers.
CHOICES = {
    "interviews": (
        Interview,
        "SELECT id, code FROM interviews_interview WHERE study_id = %s AND trashed_at IS NULL ORDER BY position, code",
    ),
    "actors": (Actor, "SELECT id, code FROM interviews_actor WHERE study_id = %s ORDER BY position, code"),
}
KEPT = "decision"  # in the session: what was chosen and written when a decision was refused


@study_page()
def review_queue(request, study):
    kept = request.session.pop(KEPT, {})
    return _list(request, study, Filters.read(request.GET), "coding/review.html", kept)


@study_page(Verb.CODE)
def my_codings(request, study):
    """What I coded: drafts to submit, what waits, what came back."""
    fixed = {} if "status" in request.GET else {"status": _first_to_see(request.user, study)}
    filters = Filters.read(request.GET, coder=request.user.username, **fixed)
    return _list(request, study, filters, "coding/my_codings.html")


def _first_to_see(user, study) -> str:
    """What came back, else the drafts, else all that one has coded."""
    rows = [model.objects.of_study(study).live().filter(coder=user) for model in (Coding, Link)]
    for status in (Status.REVISE, Status.DRAFT):
        if any(each.filter(status=status).exists() for each in rows):
            return status
    return ""


def _list(request, study, filters, template, kept=()):
    page, rows = page_of(study, filters, asked=request.GET.get("page", "1"), size=PAGE)
    context = {
        "waiting": to_decide(study, rows, request.user, kept),
        "page": page,
        "filters": filters,
        "statuses": Status.choices,
        "coders": people_of(study),
        **{name: all_found(model, statement, [study.pk]) for name, (model, statement) in CHOICES.items()},
        "here": request.get_full_path(),
        "kept": kept,
    }
    return render(request, template, context)


def to_decide(study, rows: list[Judgement], user, kept=()) -> list[Waiting]:
    """The rows of a page as a list shows them: in context, with memos and reviews; `kept` is what was chosen before."""
    blind_now = coded_blind(study) if study.has_open_phase else set()
    codes = {row.passage.transcript.interview.code for row in rows}
    screens = {code: reverse("pane", args=[study.slug, code]) for code in codes}
    for row in rows:
        row.choice = f"{row.pk}={mark(row)}"
        row.address = f"{screens[row.passage.transcript.interview.code]}#p-{row.passage_id}"
        row.is_chosen = row.choice in (kept["rows"] if kept else ())
        row.is_blind = (row.coder_id, row.passage.transcript.interview_id) in blind_now
        row.is_decidable = row.status not in (Status.DRAFT, Status.SUPERSEDED)
        row.is_held = row.is_blind or row.coder_id == user.pk and not study.works_alone
        row.badge, row.polarity_label = _badge(row.status, get_language()), Polarity(row.polarity).label
    waiting = in_context(rows)
    since = changed_since(study, [(each.row, each.reviews[-1]) for each in waiting if each.reviews])
    for row in rows:
        row.changed_since = since.get(row.pk, "")
    tell(study, [memo for each in waiting for memo in each.memos])
    return waiting


@lru_cache
def _badge(status: str, _language: str) -> SafeString:
    """The same in every row that has the status, in the language spoken now: a process writes it once."""
    return render_to_string("parts/status_badge.html", {"status": status})


@require_POST
@study_page(Verb.REVIEW)
def review_decide(request, study):
    """One decision for the chosen rows, all or none."""
    try:
        rows, seen = _chosen(request, study)
        decision = request.POST.get("decision", "")
        made = review(
            study, reviewer=request.user, rows=rows, decision=decision, reason=request.POST.get("reason", ""), seen=seen
        )
        said = ngettext("{count} decision stored.", "{count} decisions stored.", len(made))
        messages.success(request, said.format(count=len(made)))
    except (Conflict, PermissionDenied, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        request.session[KEPT] = {"rows": request.POST.getlist("rows"), "reason": request.POST.get("reason", "")}
    return back(request, study, "review")


def _chosen(request, study):
    """The rows ticked in the form, `id=mark` each: what was seen is what is decided on."""
    seen = dict(value.split("=", 1) for value in request.POST.getlist("rows") if "=" in value)
    try:
        seen = {UUID(id): mark for id, mark in seen.items()}
    except ValueError as error:
        raise Http404 from error
    rows = judgements(study, seen)
    if not rows:
        raise ValidationError(_("Choose at least one row."))
    return rows, seen


@require_POST
@study_page(Verb.CODE)
def submit_codings(request, study):
    """Hand in one interview's drafts, or all of the study's."""
    interview = None
    if code := request.POST.get("interview"):
        interview = get_object_or_404(Interview.objects.of_study(study), code=code.replace("\x00", ""))
    count = submit(study, coder=request.user, interview=interview)
    said = ngettext("{count} coding went to review.", "{count} codings went to review.", count)
    messages.success(request, said.format(count=count))
    return back(request, study, "my-codings")


@require_POST
@study_page(Verb.CODE)
def take_back(request, study, id):
    row = next(iter(judgements(study, [id])), None)
    if row is None:
        raise Http404
    try:
        withdraw(row, by=request.user, study=study)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return back(request, study, "my-codings")


@require_POST
@study_page(Verb.CODE)
def review_reply(request, study, id):
    about = get_object_or_404(Review.objects.of_study(study), pk=id)
    try:
        reply(about, author=request.user, study=study, text=request.POST.get("text", ""))
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return back(request, study, "my-codings")
