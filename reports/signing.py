"""Signing off: a name and a date under a summary of the evidence as it stands."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict
from reports.models import Basis, SignOff, Summary
from reports.summaries import is_stale


def sign_off(summary: Summary, *, by, note: str = "") -> SignOff:
    """Put one's name under an official summary. Signing twice is signing once.

    Raises Conflict `working` for a summary of codings that wait for review, and `stale` where the evidence has changed
    since it was built: what is signed is what stands.
    """
    if summary.basis != Basis.OFFICIAL:
        raise Conflict(_("Only a summary of approved codings is signed off."), "working", summary)
    if is_stale(summary):
        raise Conflict(_("The codings have changed since. Build the summary anew, then sign that."), "stale", summary)
    made = SignOff(summary=summary, signed_by=by, note=note.strip())
    try:
        with act(by, "signoff.sign", summary.study), transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return SignOff.objects.get(summary=summary, signed_by=by)
    return made
