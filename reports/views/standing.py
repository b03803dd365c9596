"""Who stands by a summary: signing it, what was signed and what differs now, and levels read otherwise."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ground.conflicts import Conflict, words_of
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.differing import differences
from reports.models import Override, SignOff, Summary
from reports.overriding import override, withdraw_override
from reports.sealing import signed_state, state_now
from reports.signing import sign_off, verify
from reports.telling_differences import groups


@require_POST
@study_page(Verb.REVIEW)
def summary_sign(request, study, id):
    found = get_object_or_404(Summary.objects.of_study(study), pk=id)
    try:
        sign_off(found, by=request.user, note=request.POST.get("note", ""))
    except (Conflict, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return redirect("summary-version", slug=study.slug, id=found.pk)


@require_safe
@study_page(Verb.COMPARE)
def sign_off_page(request, study, id):
    """What was signed, and what is otherwise now; with `?verify=1` everything is computed anew."""
    signed = get_object_or_404(SignOff.objects.of_study(study).select_related("summary", "signed_by"), pk=id)
    then, now = signed_state(signed), state_now(study, signed.summary.basis)
    found = differences(then, now)
    context = {
        "signed": signed,
        "summary": signed.summary,
        "record": json.loads(signed.record) if signed.record else None,
        "groups": groups(study, found, then, now),
        "count": len(found),
        "erasures": study.erasures.filter(at__gt=signed.signed_at),
        "verified": verify(signed) if request.GET.get("verify") else None,
    }
    return render(request, "reports/sign_off.html", context)


@require_POST
@study_page(Verb.REVIEW)
def summary_override(request, study, id):
    """Read a level of this summary otherwise."""
    found, asked = get_object_or_404(Summary.objects.of_study(study), pk=id), request.POST
    target, _colon, level = asked.get("reading", "").rpartition("=")
    try:
        override(found, by=request.user, target=target, level=level, reason=asked.get("reason", ""))
        messages.success(request, _("Your reading stands beside the computed level."))
    except (Conflict, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
    return redirect("summary-version", slug=study.slug, id=found.pk)


@require_POST
@study_page(Verb.REVIEW)
def override_withdraw(request, study, id):
    found = get_object_or_404(Override.objects.of_study(study), pk=id)
    withdraw_override(found, by=request.user)
    messages.success(request, _("The computed level stands alone again. Your reading stays on record."))
    return redirect("summary", slug=study.slug)
