"""The codebook: the tree with its definitions, and the form for one entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coding.codebook import add_code, change_code, current_version, require_to_change, restore_code, retire_code
from coding.forms import CodeForm
from coding.models import Code
from coding.preset import preset
from ground.languages import id_or_en
from interviews.pages import study_page
from interviews.permissions import Verb


@study_page()
def codebook(request, study):
    codes = list(Code.objects.of_study(study).select_related("parent", "dimension"))
    context = {
        "tree": _tree(codes),
        "forms": [_described(form) for form in study.link_forms.all()],
        "polarities": [text_of(polarity["texts"]) for polarity in preset()["polarities"]],
        "version": current_version(study),
    }
    return render(request, "coding/codebook.html", context)


def _tree(codes: list[Code]) -> list[Code]:
    """The codes without a parent, each with those below it and its entry in the reader's language."""
    children: dict = {}
    for code in codes:
        children.setdefault(code.parent_id, []).append(code)
    for code in codes:
        code.below = children.get(code.pk, [])
        code.brief = code.text("brief")
        rest = [name for name in CodeForm.LABELS if name not in ("label", "brief")]
        code.entry = [(CodeForm.LABELS[name], code.text(name)) for name in rest if code.text(name)]
    return children.get(None, [])


def _described(form):
    texts = text_of(form.texts)
    form.indicators, form.absence = texts.get("indicators", ""), texts.get("absence", "")
    return form


def text_of(texts: dict) -> dict:
    """The texts in the reader's language, else in the other."""
    return texts.get(id_or_en()) or texts.get("id") or texts.get("en") or {}


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


def _to_change(request, study, key) -> Code:
    """The entry with the key: one's own first, where a blind coder has made one that others have too."""
    reached = Q(private_since__isnull=True) | Q(created_by=request.user)
    code = Code.objects.of_study(study).filter(reached, key=key).order_by("private_since").first()
    if code is None:
        raise Http404
    require_to_change(code, study, by=request.user)
    return code


@study_page()
def code_edit(request, study, key):
    code = _to_change(request, study, key)
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
    code = _to_change(request, study, key)
    (restore_code if "restore" in request.POST else retire_code)(code, by=request.user)
    return redirect("codebook", slug=study.slug)
