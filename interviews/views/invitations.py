"""Invitations: made and taken back by an owner, opened by whoever was given the link."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ground.entering import enter, link_to
from ground.forms import NewAccountForm
from interviews.forms import InvitationForm
from interviews.inviting import accept, invite, invited_by, take_back
from interviews.models import Invitation, Membership
from interviews.pages import study_page
from interviews.permissions import Verb
from interviews.views.members import show_members

KEPT = "invitation"


@require_POST
@study_page(Verb.GOVERN)
def invitation_make(request, study):
    """The link stands on this answer, and never again."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return show_members(request, study, inviting=form)
    _invitation, key = invite(study, by=request.user, **form.cleaned_data)
    return show_members(request, study, link=link_to("invitation", key))


@require_POST
@study_page(Verb.GOVERN)
def invitation_take_back(request, study, id):
    take_back(get_object_or_404(Invitation.objects.of_study(study), pk=id))
    messages.success(request, _("The link opens nothing any more."))
    return redirect("members", slug=study.slug)


def invitation(request, key):
    """Out of the address at once, where it could be read over a shoulder: the key goes into the session."""
    request.session[KEPT] = key
    return redirect("invitation-accept")


@sensitive_post_parameters()
def invitation_accept(request):
    """Who is signed in joins; who is not signs in first, or makes an account here. A member leaves it to others."""
    invitation = invited_by(request.session.get(KEPT, ""))
    if invitation is None:
        return render(request, "interviews/invitation_closed.html", status=404)
    if mine := Membership.objects.of_study(invitation.study).filter(user_id=request.user.pk).first():
        return render(request, "interviews/invitation_member.html", {"membership": mine})
    form = None
    if not request.user.is_authenticated:
        form = NewAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _join(request, invitation, form)
    context = {"invitation": invitation, "form": form}
    return render(request, "interviews/invitation.html", context, status=422 if form and form.errors else 200)


def _join(request, invitation, form):
    with transaction.atomic():
        user = form.save() if form else request.user
        joined = accept(invitation, by=user)
        transaction.set_rollback(joined is None)  # who comes too late has made no account
    request.session.pop(KEPT, None)
    if joined is None:
        return render(request, "interviews/invitation_closed.html", status=404)
    slug = invitation.study.slug
    answer = enter(request, user, "study", slug=slug) if form else redirect("study", slug=slug)
    messages.success(request, _("Welcome. You are a member of this study now."))
    return answer
