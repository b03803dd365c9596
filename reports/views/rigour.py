"""Rigour on paper: the checklist, member checks, and the audit trail as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coding.history import Filters
from ground.conflicts import Conflict, words_of
from interviews.pages import study_page
from interviews.permissions import Verb, require
from reports.exchange.tables.audit import history_of
from reports.exchange.tables.files import file_with
from reports.forms import MemberCheckForm
from reports.models import MemberCheck
from reports.rigour.checklist import Answered, answer_items, checklist_of, plain
from reports.rigour.coreq import BY_NUMBER, DOMAINS
from reports.rigour.member_checks import (
    add_member_check,
    change_member_check,
    checks_of,
    remove_member_check,
    version_of,
)
from reports.rigour.srqr import srqr_of


@study_page()
def checklist(request, study):
    """The items with what the data know; a form for whoever writes the report."""
    sent: dict[int, tuple[str, str]] = {}
    if request.method == "POST":
        require(request.user, Verb.CODE, study)
        sent = {
            item: (request.POST.get(f"text-{item}", ""), request.POST.get(f"seen-{item}", "")) for item in BY_NUMBER
        }
        try:
            count = answer_items(study, by=request.user, answers=sent)
        except (Conflict, ValidationError) as refusal:
            messages.error(request, words_of(refusal))
        else:
            said = ngettext("{count} answer stored.", "{count} answers stored.", count)
            messages.success(request, said.format(count=count))
            return redirect("checklist", slug=study.slug)
    return _checklist_page(request, study, sent)


def _checklist_page(request, study, sent):
    """After a refusal what one wrote stays in its fields, and what someone else wrote meanwhile stands above it."""
    items = checklist_of(study)
    context = {
        "items": [(each, *_shown(each, *sent.get(each.item.number, (each.text, each.text)))) for each in items],
        "domains": DOMAINS,
        "answered": sum(each.is_answered for each in items),
        "checks": checks_of(study).count(),
        "srqr": srqr_of(study),
    }
    return render(request, "reports/checklist.html", context, status=409 if sent else 200)


def _shown(each: Answered, text: str, seen: str) -> tuple[str, bool]:
    """What the field of an item holds, and whether it was written by someone else since it was read."""
    is_own = plain(text) != plain(seen)
    return text if is_own else each.text, is_own and plain(seen) != plain(each.text)


@require_safe
@study_page()
def member_checks(request, study):
    found = list(checks_of(study))
    asked = {each.informant_id for each in found}
    context = {"checks": found, "unasked": study.informants.exclude(pk__in=asked).order_by("code")}
    return render(request, "reports/member_checks.html", context)


@study_page(Verb.CODE)
def member_check_new(request, study):
    form = MemberCheckForm(request.POST or None, study=study, initial={"informant": request.GET.get("informant")})
    if request.method == "POST" and form.is_valid():
        add_member_check(study, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("member-checks", slug=study.slug)
    return _form_page(request, form, _("Record a member check"))


@study_page(Verb.CODE)
def member_check(request, study, id):
    """A member check to be changed; what was entered on one that a colleague removed meanwhile is not lost either."""
    known = MemberCheck.objects.of_study(study).select_related("informant")
    found = get_object_or_404(known if request.method == "POST" else checks_of(study), pk=id)
    title, seen = _("Member check of {code}").format(code=found.informant.code), version_of(found)
    form = MemberCheckForm(request.POST or None, study=study, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_member_check(found, by=request.user, seen=request.POST.get("seen", ""), **form.cleaned_data)
        except Conflict as refusal:
            return _form_page(request, form, title, check=refusal.current, refusal=refusal)
        messages.success(request, _("Saved."))
        return redirect("member-checks", slug=study.slug)
    return _form_page(request, form, title, check=found, seen=request.POST.get("seen", seen))


def _form_page(request, form, title, *, refusal: Conflict | None = None, **more):
    """After a refusal what one entered stays in its fields, and what someone else entered meanwhile stands above."""
    context = {"form": form, "title": title, **more}
    if refusal:
        context |= {"refused": refusal.code, "seen": version_of(refusal.current)}
        context["theirs"] = form.otherwise_in(refusal.current)
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "reports/member_check_form.html", context, status=status)


@require_POST
@study_page(Verb.CODE)
def member_check_remove(request, study, id):
    found = get_object_or_404(checks_of(study), pk=id)
    try:
        remove_member_check(found, by=request.user, seen=request.POST.get("seen", ""))
    except Conflict as refusal:
        messages.error(request, refusal.message)
        return redirect("member-check", slug=study.slug, id=id)
    messages.success(request, _("Removed. It stays in the history."))
    return redirect("member-checks", slug=study.slug)


@require_safe
@study_page(Verb.EXPORT)
def history_file(request, study):
    """The acts that the filters of the history let through, newest first, as CSV for Excel."""
    table = history_of(study, request.user, Filters.read(request.GET))
    return file_with(table, "excel-csv", study=study)
