"""The memos of a study: the list of all, the journal, and writing, changing and removing one's own."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coding.forms import MemoForm
from coding.memo_list import ABOUT, Filters, memos_of, seen_memos, shown
from coding.memos import change_memo, remove_memo, restore_memo, write_memo
from coding.mentioning import as_typed, mentionable, mentionable_codes, reachable
from coding.models import Memo
from ground.conflicts import Conflict
from interviews.membership import people_of
from interviews.models import Interview
from interviews.pages import study_page
from interviews.permissions import Verb

PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@study_page()
def memo_list(request, study):
    """All memos one may see. Words that are looked for come in the body, so that they stand in no address."""
    return _list(request, study, Filters.read(request.GET, request.POST.get("words", "")))


@require_GET
@study_page()
def journal(request, study):
    """The memos about the study itself, by day, with a box to write the next."""
    author = request.user.username if request.GET.get("whose") == "mine" else ""
    return _list(request, study, Filters(about="study", author=author), is_journal=True)


def _list(request, study, filters, *, is_journal=False, form=None, status=200):
    asked = request.POST.get("page") or request.GET.get("page", "1")
    page = Paginator(memos_of(study, filters, by=request.user), PAGE).get_page(asked)
    rows = shown(study, page.object_list, by=request.user)
    context = {
        "days": [(day, list(each)) for day, each in groupby(rows, key=lambda row: row.at.date())],
        "page": page,
        "filters": filters,
        "is_journal": is_journal,
        "is_narrowed": any(filters) and not is_journal,
        "form": form or MemoForm(study=study, auto_id="memo-%s"),
        "removed": _removed(request, study),
        "kinds": Memo.Kind.choices,
        "sorts": ABOUT.items(),
        "authors": get_user_model().objects.filter(memos__study=study).distinct().only("username", "name"),
        "interviews": Interview.objects.of_study(study).filter(trashed_at__isnull=True).only("code"),
        "codes": study.codes.values_list("key", flat=True),
        "mentionable": mentionable(people_of(study)) + mentionable_codes(study),
    }
    return render(request, "coding/memos.html", context, status=status)


def _removed(request, study) -> UUID | None:
    """The memo that was just removed, where one may bring it back."""
    try:
        asked = UUID(request.GET.get("removed", ""))
    except ValueError:
        return None
    mine = Memo.objects.of_study(study).filter(pk=asked, author=request.user, trashed_at__isnull=False)
    return asked if mine.exists() else None


@require_POST
@study_page(Verb.CODE)
def memo_write(request, study):
    is_journal = "journal" in request.POST
    form = MemoForm(request.POST, study=study, auto_id="memo-%s")
    if form.is_valid() and _written(form, study, request.user):
        messages.success(request, _("Memo kept."))
        return redirect("journal" if is_journal else "memos", slug=study.slug)
    filters = Filters(about="study") if is_journal else Filters()
    return _list(request, study, filters, is_journal=is_journal, form=form, status=422)


def _written(form: MemoForm, study, author) -> bool:
    try:
        write_memo(study, author=author, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return form.is_valid()


@require_GET
@study_page()
def memo(request, study, id):
    return _one(request, study, _seen(request, study, id))


@require_POST
@study_page(Verb.CODE)
def memo_change(request, study, id):
    """Change one's own memo; what it is about stays."""
    found = _seen(request, study, id)
    if found.author_id != request.user.pk:
        raise PermissionDenied(_("Only its author changes a memo. Write one of your own."))
    form = _form_of(found, study, request.POST)
    if form.is_valid():
        try:
            change_memo(found, by=request.user, text=form.cleaned_data["text"], kind=form.cleaned_data["kind"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("memo", slug=study.slug, id=id)
    return _one(request, study, found, form, status=422)


def _one(request, study, found, form=None, status=200):
    row = shown(study, Memo.objects.filter(pk=found.pk), by=request.user)[0]
    form = form or (_form_of(found, study) if row.is_mine else None)
    context = {"row": row, "form": form, "mentionable": mentionable(people_of(study)) + mentionable_codes(study)}
    return render(request, "coding/memo.html", context, status=status)


def _form_of(found: Memo, study, data=None) -> MemoForm:
    form = MemoForm(
        data, study=study, initial={"text": as_typed(study, found.text), "kind": found.kind}, auto_id="memo-%s"
    )
    del form.fields["about"]
    return form


def _seen(request, study, id) -> Memo:
    found = seen_memos(study, by=request.user).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


@require_POST
@study_page(Verb.CODE)
def memo_remove(request, study, id):
    """To the trash; the page after it has the way back."""
    remove_memo(_seen(request, study, id), by=request.user)
    answer = redirect("journal" if "journal" in request.POST else "memos", slug=study.slug)
    answer["Location"] += f"?removed={id}"
    return answer


@require_POST
@study_page(Verb.CODE)
def memo_restore(request, study, id):
    found = Memo.objects.visible_to(request.user).of_study(study).filter(pk=id).first()
    if found is None:
        raise Http404
    try:
        restore_memo(found, by=request.user)
        messages.success(request, _("The memo is back."))
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("memos", slug=study.slug)


@require_GET
@study_page()
def passage(request, study, id):
    """The address of a passage that stays, wherever its interview is found."""
    found = reachable(study, [id]).select_related("transcript__interview").first()
    if found is None:
        raise Http404
    return redirect(f"{reverse('pane', args=[study.slug, found.transcript.interview.code])}#p-{found.pk}")
