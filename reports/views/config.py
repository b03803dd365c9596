"""The settings of the method: what is in force, its versions, and a form that makes the next one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ground.conflicts import Conflict
from interviews.pages import study_page
from interviews.permissions import Verb, require
from reports.configuring import change_config
from reports.forms import MethodConfigForm
from reports.models import MethodConfig


@study_page()
def method_config(request, study):
    form = MethodConfigForm(request.POST or None, study=study, language=get_language())
    if request.method == "POST":
        require(request.user, Verb.CURATE, study)
        if form.is_valid() and _saved(request, study, form):
            return redirect("method-config", slug=study.slug)
    versions = MethodConfig.objects.of_study(study).select_related("created_by").order_by("-version")
    context = {"form": form, "versions": versions}
    return render(request, "reports/method_config.html", context, status=422 if form.errors else 200)


def _saved(request, study, form) -> bool:
    try:
        config = change_config(study, by=request.user, settings=form.chosen(), reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        form.add_error(None, refused)
    except Conflict as conflict:
        form.add_error(None, conflict.message)
    else:
        number = config.version if config else 0
        messages.success(request, _("Version {number} of the settings is in force.").format(number=number))
        return True
    return False
