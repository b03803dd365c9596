"""Where coders judged the same words otherwise: side by side, decided with a reason, and reopened."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coding.adjudicating import (
    Dispute,
    adjudicate,
    adjudicated,
    coded_by,
    disputes,
    judge_anew,
    keep_all,
    overlaps,
    reopen,
)
from coding.decided import superseded_unexplained
from coding.discussing import discussions, say
from coding.judging import judgements
from coding.mentioning import tell
from coding.models import Judgement, Link, Polarity
from coding.phases import coded_blind
from coding.queue import Waiting, in_context
from coding.reviewing import mark
from ground.conflicts import Conflict, words_of
from interviews.pages import back, study_page
from interviews.permissions import Verb

PAGE = 10  # questions
KEPT = "adjudication"  # in the session: what was chosen and written when a decision was refused


@require_safe
@study_page(Verb.COMPARE)
def dispute_list(request, study):
    """What is open, else with `?decided=1` what was decided."""
    decided = request.GET.get("decided") == "1"
    kept = request.session.pop(KEPT, {})
    found = adjudicated(study) if decided else [*disputes(study), *overlaps(study)]
    page = Paginator(found, PAGE).get_page(request.GET.get("page", "1"))
    waiting = {each.row.pk: each for each in in_context([row for dispute in page for row in dispute.rows])}
    talk = discussions(study, [row.passage_id for dispute in page for row in dispute.rows])
    tell(study, [memo for each in waiting.values() for memo in each.memos])
    tell(study, [memo for said in talk.values() for memo in said])
    blind_now = coded_blind(study) if study.has_open_phase else set()
    context = {
        "decided": decided,
        "unexplained": superseded_unexplained(study) if decided else 0,
        "page": page,
        "query": "decided=1&" if decided else "",
        "disputes": [_shown(each, waiting, talk, study, request.user, kept, blind_now) for each in page],
        "here": request.get_full_path(),
    }
    return render(request, "coding/disputes.html", context)


def _shown(dispute: Dispute, waiting: dict[UUID, Waiting], talk: dict, study, user, kept: dict, blind_now) -> dict:
    """One question: its words in context, and each answer with those who gave it."""
    rows = {str(row.pk) for row in dispute.rows}
    return {
        "kept": kept if rows & set(kept.get("rows", ())) else {},
        "first": waiting[dispute.rows[0].pk],
        "answers": [
            {
                "first": same[0],
                "id": str(same[0].pk),
                "label": Polarity(same[0].polarity).label,
                "rows": [waiting[row.pk] for row in same],
            }
            for same in dispute.answers
        ],
        "decided": next((row for row in dispute.rows if not row.settled), dispute.rows[0]),
        "seen": [f"{row.pk}={mark(row)}" for row in dispute.rows],
        "overlaps": len({row.passage_id for row in dispute.rows}) > 1,
        "all_may_count": dispute.all_may_count,
        "is_blind": any((row.coder_id, row.passage.transcript.interview_id) in blind_now for row in dispute.rows),
        "others": [(value, label) for value, label in _polarities(dispute) if not _is_given(dispute, value)],
        "talk": [memo for passage in dict.fromkeys(row.passage_id for row in dispute.rows) for memo in talk[passage]],
        "is_mine": not study.works_alone and coded_by(dispute.rows, user),
    }


def _polarities(dispute: Dispute) -> list[tuple[str, str]]:
    is_link = isinstance(dispute.rows[0], Link)
    return [each for each in Polarity.choices if not (is_link and each[0] == Polarity.LIMITED)]


def _is_given(dispute: Dispute, polarity: str) -> bool:
    """Whether a coder judged the first words so already."""
    first = dispute.rows[0].passage_id
    return any(row.passage_id == first and row.polarity == polarity for row in dispute.rows)


@require_POST
@study_page(Verb.REVIEW)
def dispute_decide(request, study):
    """Keep the chosen judgement; with `all` every one, with `new=…` one's own on the words of `row`."""
    asked = request.POST
    seen = dict(each.split("=", 1) for each in asked.getlist("seen") if "=" in each)
    told = {"by": request.user, "reason": asked.get("reason", ""), "seen": seen}
    try:
        keep = asked.get("keep", "")
        if keep == "all":
            keep_all(study, row=_row(study, asked.get("row", "")), **told)
        elif keep == "new":
            judge_anew(study, row=_row(study, asked.get("row", "")), polarity=asked.get("polarity", ""), **told)
        else:
            adjudicate(study, keep=_row(study, keep), **told)
        messages.success(request, _("Decided. The other judgements stay on record, superseded."))
    except (Conflict, PermissionDenied, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        request.session[KEPT] = {"rows": list(seen), "keep": asked.get("keep", ""), "reason": asked.get("reason", "")}
    return back(request, study, "disputes")


@require_POST
@study_page(Verb.CODE)
def dispute_say(request, study):
    """Write to the others about a dispute; it stays with the words."""
    try:
        say(study, author=request.user, row=_row(study, request.POST.get("row", "")), text=request.POST.get("text", ""))
    except (Conflict, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return back(request, study, "disputes")


@require_POST
@study_page(Verb.REVIEW)
def dispute_reopen(request, study):
    try:
        row = _row(study, request.POST.get("row", ""))
        reopen(study, by=request.user, row=row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Reopened. All judgements of these words wait for review again."))
    except (Conflict, PermissionDenied, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return redirect("disputes", slug=study.slug)


def _row(study, id: str) -> Judgement:
    """The coding or link of that id. Raises ValidationError where none was chosen, Http404 for what is not there."""
    if not id:
        raise ValidationError(_("Choose a judgement."))
    try:
        found = judgements(study, [UUID(id)])
    except ValueError as error:
        raise Http404 from error
    if not found:
        raise Http404
    return found[0]
