"""Erasing for good: what goes is said first, and the name of it is typed by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coding.telling_words import erased
from interviews.models import Informant, Interview
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.erasing.erasing import erase, would_go
from reports.erasing.form import EraseForm


@study_page(Verb.ERASE)
def interview_erase(request, study, code):
    interview = get_object_or_404(Interview.objects.of_study(study), code=code)
    title = _("Erase interview {code} for good?").format(code=interview.code)
    return _asked(request, study, interview, name=interview.code, title=title)


@study_page(Verb.ERASE)
def informant_erase(request, study, code):
    informant = get_object_or_404(Informant.objects.of_study(study), code=code)
    title = _("Erase informant {code} for good?").format(code=informant.code)
    return _asked(request, study, informant, name=informant.code, title=title)


@study_page(Verb.ERASE)
def study_erase(request, study):
    title = _("Erase the study {title} for good?").format(title=study.title)
    return _asked(request, study, study, name=study.slug, title=title)


def _asked(request, study, row, *, name: str, title: str):
    form = EraseForm(request.POST or None, name=name)
    if request.method == "POST" and form.is_valid():
        made = erase(row, by=request.user)
        messages.success(request, _("{name} is erased for good.").format(name=made.name))
        return redirect("studies") if made.study is None else redirect("study", slug=study.slug)
    kind = type(row).__name__.lower()
    back = {"interview": "interview", "informant": "informant", "study": "study-settings"}[kind]
    names = [study.slug] if row is study else [study.slug, name]
    context = {
        "title": title, "form": form, "going": erased(would_go(row)), "kind": kind, "back": reverse(back, args=names),
    }  # fmt: skip
    return render(request, "reports/erase.html", context, status=422 if form.errors else 200)
