"""Members of a study and their roles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interviews.forms import MemberForm, RoleForm
from interviews.membership import add_member, add_newcomer, change_role, remove_member
from interviews.models import Membership
from interviews.pages import study_page
from interviews.permissions import Verb


@study_page()
def member_list(request, study):
    return _show(request, study, MemberForm())


def _show(request, study, form, made=None):
    members = Membership.objects.of_study(study).select_related("user")
    context = {"members": members, "form": form, "roles": Membership._meta.get_field("role").choices}
    context["made"] = made
    return render(request, "interviews/member_list.html", context, status=422 if form.errors else 200)


@require_POST
@study_page(Verb.GOVERN)
def member_add(request, study):
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _show(request, study, form)
    user, role = form.cleaned_data["user"], form.cleaned_data["role"]
    if user is None:
        return _newcomer(request, study, username=form.cleaned_data["username"], role=role)
    membership = add_member(study, by=request.user, user=user, role=role)
    messages.success(request, _("{name} is a member.").format(name=membership.user))
    return redirect("members", slug=study.slug)


def _newcomer(request, study, **wanted):
    """The first password stands on this answer, and never again."""
    membership, password = add_newcomer(study, by=request.user, language=get_language() or "id", **wanted)
    made = {"username": membership.user.username, "password": password}
    return _show(request, study, MemberForm(), made)


@require_POST
@study_page(Verb.GOVERN)
def member_change(request, study, id):
    membership = get_object_or_404(Membership.objects.of_study(study), pk=id)
    form = RoleForm(request.POST)
    try:
        if "remove" in request.POST:
            remove_member(membership, by=request.user)
        elif form.is_valid():
            change_role(membership, by=request.user, role=form.cleaned_data["role"])
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("members", slug=study.slug)
