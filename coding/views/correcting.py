"""Correcting the text of an interview: write, see what becomes of the codings, save; the versions; what waits."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coding.anchoring import Fate
from coding.carrying import Plan
from coding.correcting import (
    by_hand,
    draft,
    fate_of,
    new_labels,
    require_correcting,
    save_draft,
    shown,
    waiting,
)
from coding.deciding import Settled, decidable, settle_waiting
from coding.reading import outside
from coding.replacing import on_its_way, replace
from ground.acts import act
from ground.conflicts import Conflict, words_of
from interviews.importing import READERS, Parsed, Unreadable
from interviews.lines import line_starts, lines_of
from interviews.models import Correction, Interview, Transcript
from interviews.pages import study_page
from interviews.texts import text_of
from interviews.transcripts import turns_of
from interviews.voices import VoicesForm

MOST = 100  # conflicts that are decided on one page
PAGE = 50


def _interview(study, code) -> Interview:
    return get_object_or_404(Interview.objects.of_study(study).filter(trashed_at__isnull=True), code=code)


def mine(request, study, code) -> Interview:
    interview = _interview(study, code)
    require_correcting(interview, study, by=request.user)
    return interview


def _draft(request, interview) -> Correction | None:
    found = Correction.objects.visible_to(request.user).filter(transcript__interview=interview)
    return found.select_related("transcript__interview").defer("transcript__text").order_by("-changed_at").first()


@study_page()
def correct_text(request, study, code):
    """The text to be put right, or a file in its place."""
    interview = mine(request, study, code)
    newest, errors = interview.transcript, []
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            if not (file := request.FILES.get("file")):
                draft(newest, by_hand(newest, text), by=request.user, source_name=newest.source_name)
            elif not replace(newest, by=request.user, name=file.name, file=file):
                return redirect("correct-reading", slug=study.slug, code=code)
            return redirect("correct-preview", slug=study.slug, code=code)
        except Unreadable as error:
            errors = [error.sentence(_)]
        except ValidationError as error:
            errors = error.messages
    kept = Correction.objects.visible_to(request.user).filter(transcript=newest).first()
    context = {
        "is_on_its_way": on_its_way(interview, by=request.user) is not None,
        "interview": interview,
        "transcript": newest,
        "text": text or (kept.text if kept else newest.text),
        "kept": kept,
        "errors": errors,
        "formats": ["." + name for name in READERS],
        "crumbs": [{"label": code}],
    }
    return render(request, "coding/correct.html", context, status=422 if errors else 200)


@study_page()
def correct_preview(request, study, code):
    """What becomes of every coding; conflicts are decided here, or kept for later."""
    interview = mine(request, study, code)
    kept = _draft(request, interview)
    if kept is None:
        return redirect("correct", slug=study.slug, code=code)
    plan = Plan(interview, kept.text)
    labels = new_labels(kept)
    voices = VoicesForm.for_labels(labels, request.POST or None, study=study)
    settled = Settled(plan, request.POST)
    if request.method == "POST" and (voices.is_valid() or not labels) and not settled.errors:
        try:
            with act(request.user, "text.correct", study):
                told = voices.voices(by=request.user) if labels else {}
                _made, done = save_draft(kept, by=request.user, voices=told, choices=settled.choices)
        except Conflict as refusal:
            messages.error(request, refusal.message)
            return redirect("correct-preview", slug=study.slug, code=code)
        return _saved(request, study, code, done)
    context = _preview(request, plan, kept) | {"voices": voices, "labels": labels, "settled": settled}
    context |= {"interview": interview, "draft": kept, "crumbs": [{"label": code}]}
    return render(request, "coding/correct_preview.html", context, status=422 if request.POST else 200)


def _preview(request, plan: Plan, kept: Correction) -> dict:
    live = [each for each in plan.rows if each.row.trashed_at is None]
    starts = line_starts(kept.text)
    conflicts = [each for each in live if fate_of(each) in (Fate.LOST, Fate.TOUCHED)]
    conflicts.sort(key=lambda each: fate_of(each) != Fate.LOST)
    carried = [each for each in live if fate_of(each) in (Fate.STAYS, Fate.MOVES)]
    page = Paginator(carried, PAGE).get_page(request.GET.get("page"))
    return {
        "counts": plan.counts(),
        "conflicts": shown(plan, conflicts[:MOST], starts, request.POST),
        "more": max(0, len(conflicts) - MOST),
        "carried": shown(plan, page.object_list, starts, {}),
        "page": page,
        "is_newest": kept.transcript_id == plan.interview.transcript.pk,
        "changes": _changes(plan, kept, starts),
    }


def _changes(plan: Plan, kept: Correction, starts) -> list[dict]:
    old = text_of(kept.transcript_id, kept.transcript.length)
    found = list(plan.alignment(kept.transcript_id).changes())
    return [
        {
            "before": old[max(0, start - 40) : start],
            "gone": old[start:end],
            "come": kept.text[to:to_end],
            "after": old[end : end + 40],
        }
        for start, end, to, to_end in found[:MOST]
    ]


def _saved(request, study, code, done: Plan):
    left = sum(not each.is_carried and each.row.trashed_at is None for each in done.rows)
    said = _("The text is corrected. The version before it stays under “Versions”.")
    messages.success(request, said)
    if left:
        told = ngettext("{count} coding waits for its words.", "{count} codings wait for their words.", left)
        messages.warning(request, told.format(count=left))
        return redirect("waiting", slug=study.slug, code=code)
    return redirect("pane", slug=study.slug, code=code)


@require_POST
@study_page()
def correct_discard(request, study, code):
    if (kept := _draft(request, mine(request, study, code))) is not None:
        kept.delete()
        messages.success(request, _("The correction is discarded; the text is as it was."))
    return redirect("versions", slug=study.slug, code=code)


@study_page()
def versions(request, study, code):
    """Every version of the text, the newest first."""
    interview = _interview(study, code)
    found = interview.transcripts.defer("text").select_related("created_by").order_by("-version")
    context = {"interview": interview, "versions": found, "crumbs": [{"label": code}]}
    context["waiting"] = len(waiting(interview))
    return render(request, "coding/versions.html", context)


def _version(interview, number) -> Transcript:
    return get_object_or_404(interview.transcripts.select_related("created_by"), version=number)


@study_page()
def version(request, study, code, number):
    """One version, to be read."""
    interview = _interview(study, code)
    transcript = _version(interview, number)
    starts, before, turns = line_starts(transcript.text), 0, []
    for turn in turns_of(transcript):
        turns += [{"outside": line} for line in outside(transcript.text[before : turn.start], turn.label)]
        words = transcript.text[turn.start : turn.end]
        turns.append({"line": lines_of(starts, turn.start, turn.end)[0], "label": turn.label or "", "words": words})
        before = turn.end
    context = {"interview": interview, "transcript": transcript, "turns": turns, "crumbs": [{"label": code}]}
    context["is_newest"] = transcript.pk == interview.transcript.pk
    return render(request, "coding/version.html", context)


@require_POST
@study_page()
def version_restore(request, study, code, number):
    """Make an older text the newest again: it is a correction like any other, and is seen before it is saved."""
    interview = mine(request, study, code)
    older, newest = _version(interview, number), interview.transcript
    if older.text == newest.text:
        messages.error(request, _("The newest version has this very text."))
        return redirect("versions", slug=study.slug, code=code)
    parsed = Parsed(older.text, turns_of(older), [], older.source_format)
    draft(newest, parsed, by=request.user, source_name=older.source_name)
    return redirect("correct-preview", slug=study.slug, code=code)


@study_page()
def waiting_list(request, study, code):
    """What a correction left without words: decided one by one by its coder, or by whoever may correct the text."""
    interview = _interview(study, code)
    newest = interview.transcript
    plan = Plan(interview, newest.text)
    left = waiting(interview)
    rows = [each for each in plan.rows if each.row.pk in left]
    mine = decidable(interview, study, rows, by=request.user)
    errors = {}
    if request.method == "POST":
        try:
            settle_waiting(study, plan, mine, request.POST, newest, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("waiting", slug=study.slug, code=code)
        except ValidationError as error:
            errors = error.message_dict
        except (Conflict, PermissionDenied) as refusal:
            errors = {"": [words_of(refusal)]}
    starts = line_starts(newest.text)
    page = Paginator([*mine, *(each for each in rows if each not in mine)], MOST).get_page(request.GET.get("page"))
    here = {each.row.pk for each in mine}
    own, others = ([each for each in page if (each.row.pk in here) == is_own] for is_own in (True, False))
    context = {"interview": interview, "page": page, "conflicts": shown(plan, own, starts, request.POST)}
    context |= {"others": shown(plan, others, starts, {}), "errors": errors, "crumbs": [{"label": code}]}
    return render(request, "coding/waiting.html", context, status=422 if errors else 200)
