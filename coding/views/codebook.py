"""The codebook: the tree with its definitions, and the form for one entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.codebook import add_code, change_code, current_version, restore_code, retire_code
from coding.forms import CodeForm
from coding.models import Code
from coding.preset import preset
from interviews.pages import study_page
from interviews.permissions import Verb, require


@study_page()
def codebook(request, study):
    codes = list(Code.objects.of_study(study).select_related("parent", "dimension"))
    children: dict = {}
    for code in codes:
        children.setdefault(code.parent_id, []).append(code)
    for code in codes:
        code.below = children.get(code.pk, [])
    context = {
        "tree": children.get(None, []),
        "forms": study.link_forms.all(),
        "polarities": preset()["polarities"],
        "version": current_version(study),
        "labels": CodeForm.LABELS,
    }
    return render(request, "coding/codebook.html", context)


@study_page(Verb.CODE)
def code_new(request, study):
    form = CodeForm(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        try:
            add_code(study, by=request.user, **form.entry())
            return redirect("codebook", slug=study.slug)
        except ValidationError as error:
            form.refuse(error)
    return _form(request, form, _("Add a code"))


@study_page()
def code_edit(request, study, key):
    code = get_object_or_404(Code.objects.of_study(study), key=key)
    require(request.user, Verb.CURATE, study, own=code.created_by_id == request.user.pk)
    form = CodeForm(request.POST or None, study=study, code=code)
    if request.method == "POST" and form.is_valid():
        try:
            change_code(code, by=request.user, **form.entry())
            messages.success(request, _("Saved."))
            return redirect("codebook", slug=study.slug)
        except ValidationError as error:
            form.refuse(error)
    return _form(request, form, code.key, code)


def _form(request, form, title, code=None):
    context = {"form": form, "title": title, "code": code}
    return render(request, "coding/code_form.html", context, status=422 if form.errors else 200)


@require_POST
@study_page()
def code_retire(request, study, key):
    """Out of use, or back in use."""
    code = get_object_or_404(Code.objects.of_study(study), key=key)
    require(request.user, Verb.CURATE, study, own=code.created_by_id == request.user.pk)
    (restore_code if "restore" in request.POST else retire_code)(code, by=request.user)
    return redirect("codebook", slug=study.slug)
