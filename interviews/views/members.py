"""Members of a study and their roles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interviews.forms import HandOverForm, InvitationForm, MemberForm, RoleForm
from interviews.membership import add_member, add_newcomer, change_role, hand_over, leave, remove_member
from interviews.models import Invitation, Membership
from interviews.pages import study_page
from interviews.permissions import Verb


@study_page()
def member_list(request, study):
    return show_members(request, study)


def show_members(request, study, form=None, inviting=None, **made):
    """The page of the members, with what was just made: an account with its password, or the link of an invitation."""
    refused = (form and form.errors) or (inviting and inviting.errors)
    context = {
        "members": Membership.objects.of_study(study).select_related("user"),
        "roles": Membership._meta.get_field("role").choices,
        "invitations": Invitation.objects.of_study(study).open().select_related("by"),
        "form": form or MemberForm(),
        "handing_over": HandOverForm(study=study, by=request.user),
        "inviting": inviting or InvitationForm(),
        **made,
    }
    return render(request, "interviews/member_list.html", context, status=422 if refused else 200)


@require_POST
@study_page(Verb.GOVERN)
def member_add(request, study):
    form = MemberForm(request.POST)
    if not form.is_valid():
        return show_members(request, study, form)
    user, role = form.cleaned_data["user"], form.cleaned_data["role"]
    if user is None:
        return _newcomer(request, study, username=form.cleaned_data["username"], role=role)
    membership = add_member(study, by=request.user, user=user, role=role)
    messages.success(request, _("{name} is a member.").format(name=membership.user))
    return redirect("members", slug=study.slug)


def _newcomer(request, study, **wanted):
    """The first password stands on this answer, and never again."""
    membership, password = add_newcomer(study, by=request.user, language=get_language() or "id", **wanted)
    return show_members(request, study, made={"username": membership.user.username, "password": password})


@require_POST
@study_page(Verb.GOVERN)
def member_change(request, study, id):
    membership = get_object_or_404(Membership.objects.of_study(study).select_related("user"), pk=id)
    if "remove" not in request.POST:
        return _role_changed(request, membership)
    if membership.user == request.user:
        return _left(request, study)
    try:
        remove_member(membership, by=request.user)
        gone = _("{name} is not a member any more. What they coded and wrote stays, under their name.")
        messages.success(request, gone.format(name=membership.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("members", slug=study.slug)


def _role_changed(request, membership):
    form = RoleForm(request.POST)
    try:
        if form.is_valid():
            change_role(membership, by=request.user, role=form.cleaned_data["role"])
            said = _("{name} has this role now: {role}.")
            messages.success(request, said.format(name=membership.user, role=membership.get_role_display()))
        else:
            messages.error(request, _("Choose one of the roles."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("members", slug=membership.study.slug)


@require_POST
@study_page()
def member_leave(request, study):
    """One's own membership ends; the last owner hands the study over before."""
    return _left(request, study)


def _left(request, study):
    try:
        leave(study, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("members", slug=study.slug)
    messages.success(request, _("You have left {title}.").format(title=study.title))
    return redirect("studies")


@require_POST
@study_page(Verb.GOVERN)
def member_hand_over(request, study):
    """Another member becomes owner, and whoever hands over goes on as a supervisor."""
    form = HandOverForm(request.POST, study=study, by=request.user)
    if form.is_valid():
        to = form.cleaned_data["to"]
        hand_over(study, by=request.user, to=to)
        messages.success(request, _("{name} is the owner of the study now.").format(name=to.user))
    else:
        messages.error(request, _("Choose a member who is to be the owner."))
    return redirect("members", slug=study.slug)
