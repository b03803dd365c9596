"""Informants: the list, adding one, changing one."""

from collections import Counter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interviews.forms import InformantForm
from interviews.informants import add_informant, as_counted, change_informant
from interviews.models import Informant
from interviews.pages import study_page
from interviews.permissions import Verb, require


@study_page()
def informant_list(request, study):
    informants = sorted(Informant.objects.of_study(study).select_related("actor"), key=as_counted)
    roles = Counter((informant.actor_id, informant.role_label) for informant in informants if informant.role_label)
    for informant in informants:
        # A role that only one person has may tell who it is.
        informant.is_recognisable = roles[informant.actor_id, informant.role_label] == 1
    return render(request, "interviews/informant_list.html", {"informants": informants})


@study_page(Verb.IMPORT)
def informant_new(request, study):
    form = InformantForm(request.POST or None, study=study)
    if request.method == "POST" and form.is_valid():
        informant = add_informant(study, by=request.user, **form.cleaned_data)
        messages.success(request, _("Informant {code} is in the study.").format(code=informant.code))
        return redirect("informants", slug=study.slug)
    context = {"form": form, "title": _("Add an informant")}
    return render(request, "interviews/informant_form.html", context, status=422 if form.errors else 200)


@study_page()
def informant_edit(request, study, code):
    informant = get_object_or_404(Informant.objects.of_study(study), code=code)
    require(request.user, Verb.CURATE, study, own=informant.created_by_id == request.user.pk)
    form = InformantForm(request.POST or None, study=study, instance=informant)
    if request.method == "POST" and form.is_valid():
        change_informant(informant, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("informants", slug=study.slug)
    context = {"form": form, "title": _("Informant {code}").format(code=code), "informant": informant}
    return render(request, "interviews/informant_form.html", context, status=422 if form.errors else 200)
