"""Founding a study, and its home: what is there, and the one next step."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.archiving import archive, unarchive
from coding.correcting import waiting_by_interview
from coding.forms import FoundingForm
from coding.founding import found_study
from coding.models import Coding, Link, Status
from interviews.models import Interview, Transcript
from interviews.pages import study_page
from interviews.permissions import Verb, has_someone_who_may

HAND_IN = (Status.DRAFT, Status.REVISE)
PAGE = 50


@login_required
def study_new(request):
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        study = found_study(owner=request.user, **form.details())
        return redirect("study", slug=study.slug)
    return render(request, "coding/study_new.html", {"form": form}, status=422 if form.errors else 200)


@study_page()
def study_home(request, study):
    page = Paginator(_with_counts(study), PAGE).get_page(request.GET.get("page", "1"))
    interviews, waits = list(page.object_list), waiting_by_interview(study)
    for interview in interviews:
        interview.waits = waits[interview.pk]
    counts = _by_status(study)
    mine = _to_hand_in(study, request.user)
    context = {
        "interviews": interviews,
        "page": page,
        "counts": counts,
        "informants": study.informants.count(),
        "trashed": Interview.objects.of_study(study).filter(trashed_at__isnull=False),
        "mine": mine,
        "step": next_step(interviews, counts, mine, has_reviewer=has_someone_who_may(Verb.REVIEW, study)),
    }
    return render(request, "coding/study_home.html", context)


@require_POST
@study_page(Verb.ARCHIVE)
def study_archive(request, study):
    """Into the archive, or out of it again."""
    if "out" in request.POST:
        unarchive(study, by=request.user)
        messages.success(request, _("The study is out of the archive: it can be worked on again."))
    else:
        archive(study, by=request.user)
        messages.success(request, _("The study is archived."))
    return redirect("study", slug=study.slug)


def next_step(interviews: list, counts: dict[str, int], mine: int, *, has_reviewer: bool) -> str:
    """The one thing that one person does next: import, code, submit (`mine` rows), invite, review or summarize."""
    if not interviews:
        return "import"
    if not any(counts.values()):
        return "code"
    if mine:
        return "submit"
    if not counts[Status.SUBMITTED]:
        return "summarize"
    return "review" if has_reviewer else "invite"


def _with_counts(study):
    return (
        Interview.objects.of_study(study)
        .filter(trashed_at__isnull=True)
        .annotate(
            codings=_count("transcripts__passages__codings"),
            links=_count("transcripts__passages__links"),
        )
        .order_by("position", "code")
        .prefetch_related("speakers__informant__actor")
    )


def _count(rows: str) -> Count:
    """How many there are on words of today; what waits on an older text is told beside them."""
    here = {f"{rows}__trashed_at__isnull": True, "transcripts__in": Transcript.objects.newest()}
    return Count(rows, filter=Q(**here), distinct=True)


def _to_hand_in(study, user) -> int:
    """How many of one's own rows are drafts or came back."""
    return sum(_rows(model, study).filter(coder=user, status__in=HAND_IN).count() for model in (Coding, Link))


def _rows(model, study):
    """What is counted: on words of today."""
    return model.objects.of_study(study).standing()


def _by_status(study) -> dict[str, int]:
    counts = dict.fromkeys(Status.values, 0)
    for model in (Coding, Link):
        for status, count in _rows(model, study).values_list("status").annotate(Count("id")):
            counts[status] += count
    return counts
