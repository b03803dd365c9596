"""The page that finds words in what was said, quoted and noted, and gives a code to what it found."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coding.finding.asked import Asked
from coding.finding.form import CodeFoundForm, FindForm, form_of
from coding.finding.found import find
from coding.finding.giving import code_found
from coding.models import SavedSearch
from coding.saved_searches import saved_in
from coding.views.history import undo_and_tell
from coding.views.saved_searches import kept_searches
from ground.patience import TooLong
from interviews.pages import study_page
from interviews.permissions import Verb


@require_http_methods(["GET", "HEAD", "POST"])
@study_page()
def finding(request, study):
    """An empty form, or what was found. What is looked for comes in the body, so that it stands in no address."""
    if request.method != "POST":
        return _page(request, study, FindForm(study=study), None)
    form = FindForm(request.POST, study=study)
    found = _found(study, form, request.user) if form.is_valid() else None
    return _page(request, study, form, found, at=request.POST.get("after"))


@require_http_methods(["GET", "HEAD", "POST"])
@study_page(Verb.CODE)
def finding_code(request, study):
    """Codes what was found, or what was chosen of it, and shows the same page of it again."""
    if request.method != "POST":
        return redirect("find", slug=study.slug)
    form, coding = FindForm(request.POST, study=study), CodeFoundForm(request.POST, study=study)
    given = _given(study, form, coding, request.user) if form.is_valid() and coding.is_valid() else None
    found = _found(study, form, request.user, coding.cleaned_data.get("page")) if form.is_valid() else None
    return _page(request, study, form, found, at=request.POST.get("page"), coding=coding, given=given)


@require_POST
@study_page(Verb.CODE)
def finding_undo(request, study, id):
    """Takes back what was coded from here, and shows the same page of what was found again."""
    undo_and_tell(request, study, id)
    form, coding = FindForm(request.POST, study=study), CodeFoundForm(request.POST, study=study)
    coding.is_valid()  # of it only the place is asked
    at = coding.cleaned_data.get("page")
    found = _found(study, form, request.user, at) if form.is_valid() else None
    return _page(request, study, form, found, at=at)


@require_safe
@study_page()
def finding_saved(request, study, id):
    """What a saved search finds today, on the page where one searches so. Its words stand in no address here either."""
    saved = get_object_or_404(saved_in(study), pk=id)
    if saved.kind == SavedSearch.Kind.PASSAGES:
        return redirect(f"{reverse('retrieval', args=[study.slug])}?{saved.address}")
    form = form_of(study, QueryDict(saved.address))
    found = _found(study, form, request.user, preparing=0) if form.is_valid() else None  # reading writes nothing
    return _page(request, study, form, found)


def _found(study, form: FindForm, reader, page=None, **how):
    return _or_told(form, lambda: find(study, form.asked, by=reader, after=page or form.cleaned_data["after"], **how))


def _given(study, form: FindForm, coding: CodeFoundForm, coder):
    asked = {name: coding.cleaned_data[name] for name in ("code", "width", "request", "turns")}
    return _or_told(coding, lambda: code_found(study, form.asked, coder=coder, **asked))


def _or_told(form, work):
    """What the work gives; where it refuses, the form says why, at its field."""
    try:
        return work()
    except ValidationError as refusal:
        for name, told in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, told)
    except TooLong as too_long:
        form.add_error(None, too_long.message)
    return None


def _page(request, study, form, found, *, at=None, coding=None, given=None):
    """`at` is the hit that the page follows."""
    kept = {name: request.POST.get(name, "") for name in ("code", "width")} | {"page": at}
    refused = coding if coding is not None and coding.errors else None
    context = {
        "form": form,
        "found": found,
        "coding": CodeFoundForm(study=study, initial={name: value for name, value in kept.items() if value}),
        "refused": refused,
        "given": given,
        "here": reverse("find", args=[study.slug]),
    }
    asked = form.asked if found else Asked()
    context |= kept_searches(request, study, kind=SavedSearch.Kind.WORDS, address=asked.address, name=asked.text)
    return render(request, "coding/find.html", context, status=422 if form.errors or refused else 200)
